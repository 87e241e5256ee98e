#include "scripts/web_socket.hpp"

#include "scripts/house.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <iterator>
#include <utility>

namespace scripts {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using namespace std::chrono_literals;

// Far beyond what a loaded machine needs; only a server that is stuck reaches it.
constexpr auto longest = 20s;

asio::ip::tcp::endpoint server_at(std::uint16_t port)
{
    return {asio::ip::address_v4::loopback(), port};
}

std::string origin(std::uint16_t port)
{
    return "http://127.0.0.1:" + std::to_string(port);
}

} // namespace

// One frame is always being read; it is looked at whenever somebody asks.
struct WebSocket::Inside {
    asio::io_context loop;
    beast::websocket::stream<asio::ip::tcp::socket> stream{loop};
    beast::flat_buffer buffer;
    std::deque<std::string> frames;
    std::size_t pongs = 0;
    bool open = true;
    std::optional<std::uint16_t> code;

    void read()
    {
        stream.async_read(buffer, [this](error_code error, std::size_t) { came(error); });
    }

    void came(error_code error)
    {
        if (error) {
            open = false;
            if (error == beast::websocket::error::closed) code = stream.reason().code;
            return;
        }
        auto frame = beast::buffers_to_string(buffer.data());
        buffer.clear();
        if (frame == R"({"type":"pong"})")
            ++pongs;
        else
            frames.push_back(std::move(frame));
        read();
    }

    template <class Done>
    void run_until(Done done, std::chrono::milliseconds patience)
    {
        auto const deadline = std::chrono::steady_clock::now() + patience;
        loop.restart();
        loop.poll();
        while (!done() && open && std::chrono::steady_clock::now() < deadline) {
            loop.restart();
            loop.run_one_until(deadline);
        }
    }

    void write(std::string const& frame)
    {
        error_code error; // a lost connection is found by who reads
        stream.write(asio::buffer(frame), error);
    }
};

namespace {

// Whoever connects comes from somewhere else: to come from one address a hundred times in a minute
// is what tests/abuse is about. Linux answers at all of 127.0.0.0/8.
asio::ip::tcp::endpoint another_address()
{
    static std::uint32_t last = 0;
    constexpr std::uint32_t first = 0x7F000002;
    return {asio::ip::address_v4(first + last++ % 0xFFFFF0), 0};
}

} // namespace

WebSocket::WebSocket(std::uint16_t port, std::string const& path, std::string const& cookie)
    : inside_(std::make_unique<Inside>())
{
    auto& stream = inside_->stream;
    error_code error;
    stream.next_layer().open(asio::ip::tcp::v4());
    stream.next_layer().bind(another_address());
    stream.next_layer().connect(server_at(port), error);
    if (error) throw HouseError("no connection: " + error.message());
    stream.next_layer().set_option(asio::ip::tcp::no_delay(true));
    stream.set_option(
        beast::websocket::stream_base::decorator([&](beast::websocket::request_type& request) {
            request.set(http::field::origin, origin(port));
            if (!cookie.empty()) request.set(http::field::cookie, cookie);
        }));
    stream.handshake("127.0.0.1:" + std::to_string(port), path, error);
    if (error) throw HouseError("no handshake at " + path + ": " + error.message());
    stream.text(true);
    inside_->read();
}

WebSocket::WebSocket(WebSocket&&) noexcept = default;
WebSocket& WebSocket::operator=(WebSocket&&) noexcept = default;

WebSocket::~WebSocket()
{
    if (!inside_) return;
    error_code ignored; // what is not there cannot be closed
    inside_->stream.next_layer().close(ignored);
    inside_->loop.restart();
    inside_->loop.poll();
}

void WebSocket::send(std::string const& frame)
{
    if (!inside_->open) return;
    auto const before = inside_->pongs;
    inside_->write(frame);
    inside_->write(R"({"type":"ping"})");
    auto const taken = [&] { return inside_->pongs > before; };
    inside_->run_until(taken, longest);
    if (inside_->open && !taken()) throw HouseError("the server does not answer a ping");
}

void WebSocket::turn()
{
    inside_->loop.restart();
    inside_->loop.poll();
}

std::vector<std::string> WebSocket::told(std::chrono::milliseconds patience)
{
    inside_->run_until([&] { return !inside_->frames.empty(); }, patience);
    auto frames = std::exchange(inside_->frames, {});
    return {std::make_move_iterator(frames.begin()), std::make_move_iterator(frames.end())};
}

std::optional<std::uint16_t> WebSocket::closed()
{
    return std::exchange(inside_->code, std::nullopt);
}

Answer post(std::uint16_t port, std::string const& path, std::string const& body,
            std::string const& cookie)
{
    asio::io_context loop;
    beast::tcp_stream stream(loop);
    stream.connect(server_at(port));
    http::request<http::string_body> request{http::verb::post, path, 11};
    request.set(http::field::host, "127.0.0.1:" + std::to_string(port));
    request.set(http::field::origin, origin(port));
    request.set(http::field::content_type, "application/json");
    if (!cookie.empty()) request.set(http::field::cookie, cookie);
    request.body() = body;
    request.prepare_payload();
    http::write(stream, request);
    beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(stream, buffer, response);
    auto const set = std::string(response[http::field::set_cookie]);
    return {response.result_int(), set.substr(0, set.find(';'))};
}

} // namespace scripts
