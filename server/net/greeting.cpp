// The answer to an upgrade that was granted, by Beast (RFC 6455, section 4.2.2). When it is out,
// the socket leaves Asio and becomes a WebSocket.
#include "net/channel.hpp"
#include "net/limits.hpp"
#include "net/streams.hpp"
#include "net/web_socket.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace net {
namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

template <class Stream>
class Greeting final : public Peer, public std::enable_shared_from_this<Greeting<Stream>> {
public:
    Greeting(Stream stream, Upgrade upgrade, Common& common)
        : Peer(common.peers), common_(common), stream_(std::move(stream)),
          upgrade_(std::move(upgrade))
    {
    }

    void begin(std::string const& key)
    {
        allow(limits::close_time);
        error_code ignored;
        auto& socket = socket_of(stream_);
        socket.set_option(asio::socket_base::send_buffer_size(limits::send_buffer_bytes), ignored);
        if (!socket.native_non_blocking()) socket.native_non_blocking(true, ignored);

        // What read_head and refuses_upgrade have found to be sound, in Beast's words.
        request_.set(http::field::host, "host");
        request_.set(http::field::connection, "upgrade");
        request_.set(http::field::upgrade, "websocket");
        request_.set(http::field::sec_websocket_key, key);
        request_.set(http::field::sec_websocket_version, "13");
        handshake_.set_option(
            websocket::stream_base::decorator([](websocket::response_type& response) {
                response.set(http::field::server, ""); // else Beast names itself and its version
            }));
        handshake_.async_accept(request_, [self = this->shared_from_this()](error_code error) {
            if (!error && !self->over_) self->done();
        });
    }

    void overdue() override { end(); }
    void stop() override { end(); }
    void close_with(protocol::CloseCode) override { end(); }

private:
    using Channel = std::conditional_t<speaks_tls<Stream>, TlsChannel, PlainChannel>;

    // No frame may come before the 101 is out, so there is nothing to tell.
    void end()
    {
        over_ = true;
        allow(limits::close_time); // not to be called again and again
        close_socket(stream_);
    }

    void done()
    {
        std::make_shared<WebSocket<Channel>>(Channel(std::move(stream_)), common_)
            ->open(std::move(upgrade_));
    }

    Common& common_;
    Stream stream_;
    Upgrade upgrade_;
    http::request<http::empty_body> request_{http::verb::get, "/", 11};
    websocket::stream<Stream&, false> handshake_{stream_};
    bool over_ = false;
};

template <class Stream>
void greet(Stream stream, OpenWebSocket granted, Common& common)
{
    std::make_shared<Greeting<Stream>>(std::move(stream), std::move(granted.upgrade), common)
        ->begin(granted.key);
}

} // namespace

void open_web_socket(TcpStream stream, OpenWebSocket granted, Common& common)
{
    greet(std::move(stream), std::move(granted), common);
}

void open_web_socket(TlsStream stream, OpenWebSocket granted, Common& common)
{
    greet(std::move(stream), std::move(granted), common);
}

} // namespace net
