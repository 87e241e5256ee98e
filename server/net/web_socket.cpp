// One WebSocket: whole text frames in to the Door, queued text frames out, a close with a reason.
// Callbacks instead of coroutines, because this is the path of every word. Framing, masking, UTF-8
// and the closing handshake are Beast's; bounds, rates and deadlines are ours. Knows no message.
#include "net/frame_allowance.hpp"
#include "net/limits.hpp"
#include "net/outbox.hpp"
#include "net/streams.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;

template <class Stream>
class WebSocket final : public Connection,
                        public Peer,
                        public std::enable_shared_from_this<WebSocket<Stream>> {
public:
    WebSocket(Stream stream, Upgrade upgrade, Common& common)
        : Peer(common.peers), common_(common), id_(ConnectionId{++common.connections}),
          upgrade_(std::move(upgrade)), stream_(std::move(stream))
    {
    }

    // Answers the handshake, tells the Door and reads from then on.
    void accept(std::string const& key);

    void send(Text text) override;
    void close(protocol::CloseCode code) override { begin_close(static_cast<Code>(code)); }

    void overdue() override;
    void stop() override { begin_close(static_cast<Code>(protocol::CloseCode::going_down)); }
    void close_with(protocol::CloseCode code) override { close(code); }

private:
    using Code = std::uint16_t;
    using std::enable_shared_from_this<WebSocket>::shared_from_this;

    // greeting: the 101 is on its way. closing: what is queued is still sent. parting: the close
    // frame is on its way or out. gone: the socket is closed; completions may still come.
    enum class Stage : std::uint8_t { greeting, open, closing, parting, gone };

    void read();
    void on_read(error_code error);
    void broken(error_code error);
    void heard();
    void alive();
    void ask();

    void write();
    void on_write(error_code error);

    void begin_close(Code code);
    void part();
    void end();

    Common& common_;
    ConnectionId const id_;
    Upgrade upgrade_; // emptied when the Door has seen it
    websocket::stream<Stream, false> stream_;
    // One byte more than a frame may have: Beast refuses the longer one by its header (1009), but
    // wants room before it reads that.
    beast::flat_buffer frame_{protocol::limits::frame_bytes + 1};
    Outbox outbox_;
    FrameAllowance allowance_;
    Stage stage_ = Stage::greeting;
    Code code_ = 0;
    bool writing_ = false;
    bool told_ = false;    // the Door knows this connection
    bool asked_ = false;   // we have pinged, and nothing has come since
    bool pinging_ = false; // that ping is not yet written
};

template <class Stream>
void WebSocket<Stream>::accept(std::string const& key)
{
    allow(limits::close_time);
    error_code ignored;
    auto& socket = socket_of(stream_.next_layer());
    socket.set_option(asio::socket_base::send_buffer_size(limits::send_buffer_bytes), ignored);
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
        response.set(http::field::server, ""); // else Beast names itself and its version
    }));
    stream_.read_message_max(protocol::limits::frame_bytes);
    stream_.text(true);
    stream_.auto_fragment(false);
    stream_.control_callback([this](websocket::frame_type, std::string_view) {
        // Called inside a read that holds us. Closing from here is not for Beast, so it comes next.
        asio::post(socket_of(stream_.next_layer()).get_executor(),
                   [self = shared_from_this()] { self->heard(); });
    });

    // What read_head and refuses_upgrade have found to be sound, in Beast's words.
    auto request = std::make_shared<http::request<http::empty_body>>(http::verb::get, "/", 11);
    request->set(http::field::host, "host");
    request->set(http::field::connection, "upgrade");
    request->set(http::field::upgrade, "websocket");
    request->set(http::field::sec_websocket_key, key);
    request->set(http::field::sec_websocket_version, "13");
    stream_.async_accept(*request, [self = shared_from_this(), request](error_code error) {
        if (error || self->stage_ != Stage::greeting) return self->end();
        self->stage_ = Stage::open;
        self->told_ = true;
        self->alive();
        auto const upgrade = std::exchange(self->upgrade_, {});
        self->common_.door.opened(self->id_, upgrade, *self);
        self->read();
    });
}

// Reads whatever part of a frame is there: a long word on a bad line is no silence.
template <class Stream>
void WebSocket<Stream>::read()
{
    if (stage_ != Stage::open) return; // a close in progress reads for itself
    auto const limit = frame_.max_size() - frame_.size();
    stream_.async_read_some(
        frame_, limit,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
}

template <class Stream>
void WebSocket<Stream>::on_read(error_code error)
{
    if (error) return broken(error);
    if (stage_ != Stage::open) return;
    alive();
    if (stream_.got_binary()) return begin_close(websocket::close_code::unknown_data);
    if (stream_.is_message_done()) {
        heard();
        if (stage_ != Stage::open) return;
        auto const bytes = frame_.cdata();
        ++common_.counts.frames_received;
        common_.door.received(id_, {static_cast<char const*>(bytes.data()), bytes.size()});
        frame_.consume(bytes.size());
        if (frame_.capacity() > limits::kept_buffer_bytes) frame_.shrink_to_fit();
    }
    read();
}

// The socket has failed, or Beast has refused a frame and told the page so by itself.
template <class Stream>
void WebSocket<Stream>::broken(error_code error)
{
    auto code = websocket::close_code::none;
    if (error == websocket::condition::protocol_violation)
        code = websocket::close_code::protocol_error;
    if (error == websocket::error::message_too_big) code = websocket::close_code::too_big;
    if (error == websocket::error::bad_frame_payload) code = websocket::close_code::bad_payload;
    if (stage_ == Stage::open && code != websocket::close_code::none) ++common_.counts.closed[code];
    end();
}

// A frame of any kind has come.
template <class Stream>
void WebSocket<Stream>::heard()
{
    if (stage_ != Stage::open) return;
    alive();
    if (!allowance_.take(std::chrono::steady_clock::now())) close(protocol::CloseCode::crowded);
}

template <class Stream>
void WebSocket<Stream>::send(Text text)
{
    if (stage_ != Stage::open) return;
    if (!outbox_.push(std::move(text))) {
        // The rest would come to nothing: the page resumes and is told everything anew.
        if (writing_) outbox_.keep_first();
        return close(protocol::CloseCode::slow);
    }
    if (!writing_) write();
}

template <class Stream>
void WebSocket<Stream>::write()
{
    writing_ = true;
    stream_.async_write(
        asio::buffer(*outbox_.front()),
        [self = shared_from_this()](error_code error, std::size_t) { self->on_write(error); });
}

template <class Stream>
void WebSocket<Stream>::on_write(error_code error)
{
    writing_ = false;
    if (error) return end();
    if (stage_ == Stage::gone) return;
    ++common_.counts.frames_sent;
    outbox_.pop();
    if (!outbox_.empty()) return write();
    if (stage_ == Stage::closing) part();
}

template <class Stream>
void WebSocket<Stream>::begin_close(Code code)
{
    if (stage_ == Stage::greeting) return end(); // no frame may come before the 101 is out
    if (stage_ != Stage::open) return;
    stage_ = Stage::closing;
    code_ = code;
    ++common_.counts.closed[code];
    allow(limits::close_time);
    if (!writing_) part();
}

template <class Stream>
void WebSocket<Stream>::part()
{
    stage_ = Stage::parting;
    websocket::close_reason reason;
    reason.code = code_;
    stream_.async_close(reason, [self = shared_from_this()](error_code) { self->end(); });
}

// Something has come, so whoever is there lives.
template <class Stream>
void WebSocket<Stream>::alive()
{
    asked_ = false;
    allow(limits::quiet_time);
}

// Browsers slow the timers of a page in the background down to one a minute, and with them its own
// pings; a ping of ours they answer without asking the page.
template <class Stream>
void WebSocket<Stream>::ask()
{
    // A ping that is still stuck behind a write says the same as no answer; Beast takes one at a
    // time.
    if (pinging_) return close(protocol::CloseCode::silent);
    pinging_ = asked_ = true;
    allow(protocol::limits::silence - limits::quiet_time);
    stream_.async_ping({}, [self = shared_from_this()](error_code error) {
        self->pinging_ = false;
        if (error) self->end();
    });
}

template <class Stream>
void WebSocket<Stream>::overdue()
{
    if (stage_ == Stage::open) return asked_ ? close(protocol::CloseCode::silent) : ask();
    allow(limits::close_time); // not to be called again and again; the completions end this
    close_socket(stream_.next_layer());
}

// The connection is over, by whatever way it got here first.
template <class Stream>
void WebSocket<Stream>::end()
{
    if (stage_ == Stage::gone) return;
    stage_ = Stage::gone;
    close_socket(stream_.next_layer());
    if (told_) common_.door.lost(id_);
}

template <class Stream>
void open(Stream stream, OpenWebSocket granted, Common& common)
{
    auto const socket =
        std::make_shared<WebSocket<Stream>>(std::move(stream), std::move(granted.upgrade), common);
    socket->accept(granted.key);
}

} // namespace

void open_web_socket(TcpStream stream, OpenWebSocket granted, Common& common)
{
    open(std::move(stream), std::move(granted), common);
}

void open_web_socket(TlsStream stream, OpenWebSocket granted, Common& common)
{
    open(std::move(stream), std::move(granted), common);
}

} // namespace net
