// The second reference: a bare relay on Beast as one usually writes it, with a stream that has
// timeouts, callbacks and a queue of messages for each connection. Two connections with the same
// path are a pair. Knows no message and decides nothing.
//
//   bench_beast   prints its port
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;
using Text = std::shared_ptr<std::string const>;

class Connection;
std::map<std::string, std::shared_ptr<Connection>, std::less<>> alone; // by path

class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(asio::ip::tcp::socket socket) : stream_(std::move(socket)) {}

    void start()
    {
        http::async_read(beast::get_lowest_layer(stream_), buffer_, request_,
                         [self = shared_from_this()](error_code error, std::size_t) {
                             if (!error) self->accept();
                         });
    }

    void send(Text text)
    {
        queue_.push_back(std::move(text));
        if (queue_.size() == 1) write();
    }

private:
    void accept()
    {
        stream_.set_option(websocket::stream_base::timeout::suggested(beast::role_type::server));
        stream_.async_accept(request_, [self = shared_from_this()](error_code error) {
            if (error) return;
            self->meet();
            self->read();
        });
    }

    void meet()
    {
        auto const path = std::string(request_.target());
        if (auto const found = alone.find(path); found != alone.end()) {
            partner_ = found->second;
            partner_->partner_ = shared_from_this();
            alone.erase(found);
        } else {
            alone.emplace(path, shared_from_this());
        }
        request_ = {};
        stream_.text(true);
    }

    void read()
    {
        stream_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
            if (error) return;
            if (self->partner_)
                self->partner_->send(std::make_shared<std::string const>(
                    beast::buffers_to_string(self->buffer_.data())));
            self->buffer_.consume(self->buffer_.size());
            self->read();
        });
    }

    void write()
    {
        stream_.async_write(asio::buffer(*queue_.front()),
                            [self = shared_from_this()](error_code error, std::size_t) {
                                if (error) return;
                                self->queue_.pop_front();
                                if (!self->queue_.empty()) self->write();
                            });
    }

    websocket::stream<beast::tcp_stream> stream_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    std::shared_ptr<Connection> partner_;
    std::deque<Text> queue_;
};

void accept(asio::ip::tcp::acceptor& acceptor)
{
    acceptor.async_accept([&acceptor](error_code error, asio::ip::tcp::socket socket) {
        if (!error) {
            error_code ignored;
            socket.set_option(asio::ip::tcp::no_delay(true), ignored);
            std::make_shared<Connection>(std::move(socket))->start();
        }
        accept(acceptor);
    });
}

} // namespace

int main()
{
    asio::io_context context(1);
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    acceptor.listen(asio::socket_base::max_listen_connections);
    std::printf("%d\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    accept(acceptor);
    context.run();
}
