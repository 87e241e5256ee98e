// Callbacks instead of coroutines, because this is the path of every word.
#include "net/web_socket.hpp"

#include "net/limits.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <array>
#include <chrono>

namespace net {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

template <class Stream>
void WebSocket<Stream>::accept(std::string const& key)
{
    allow(limits::close_time);
    error_code ignored;
    auto& socket = socket_of(stream_);
    socket.set_option(asio::socket_base::send_buffer_size(limits::send_buffer_bytes), ignored);
    socket.non_blocking(true, ignored);

    // What read_head and refuses_upgrade have found to be sound, in Beast's words.
    auto request = std::make_shared<http::request<http::empty_body>>(http::verb::get, "/", 11);
    request->set(http::field::host, "host");
    request->set(http::field::connection, "upgrade");
    request->set(http::field::upgrade, "websocket");
    request->set(http::field::sec_websocket_key, key);
    request->set(http::field::sec_websocket_version, "13");
    auto handshake = std::make_shared<websocket::stream<Stream&, false>>(stream_);
    handshake->set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
        response.set(http::field::server, ""); // else Beast names itself and its version
    }));
    handshake->async_accept(*request,
                            [self = shared_from_this(), request, handshake](error_code error) {
                                if (error || self->stage_ != Stage::greeting) return self->end();
                                self->opened();
                            });
}

template <class Stream>
void WebSocket<Stream>::opened()
{
    stage_ = Stage::open;
    told_ = true;
    alive();
    auto const upgrade = std::exchange(upgrade_, {});
    common_.door.opened(id_, upgrade, *this);
    watch();
    read_on();
}

template <class Stream>
void WebSocket<Stream>::watch()
{
    if (stage_ == Stage::gone) return;
    auto const watched =
        common_.arrivals.watch(socket_of(stream_).native_handle(), shared_from_this());
    if (!watched) end();
}

// Reads whatever part of a frame is there: a long word on a bad line is no silence.
template <class Stream>
void WebSocket<Stream>::readable()
{
    if (stage_ == Stage::gone) return;
    auto const attempt = net::read(stream_, asio::buffer(common_.arrived));
    if (attempt.error) return end();
    if (attempt.again) {
        if (attempt.wait == asio::socket_base::wait_write) read_when_it_can_write();
        return;
    }
    take({common_.arrived.data(), attempt.bytes});
    read_on();
}

// What TLS has taken from the socket already, the socket does not tell of.
template <class Stream>
void WebSocket<Stream>::read_on()
{
    if (stage_ == Stage::gone || !holds_more(stream_)) return;
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->readable(); });
}

// TLS may have to answer before it reads on (RFC 8446, section 4.6.3).
template <class Stream>
void WebSocket<Stream>::read_when_it_can_write()
{
    auto& socket = socket_of(stream_);
    auto reads = [self = shared_from_this()](error_code error) {
        if (error) return self->end();
        self->watch();
        self->readable();
    };
    common_.arrivals.forget(socket.native_handle(), *this);
    socket.async_wait(asio::socket_base::wait_write, std::move(reads));
}

template <class Stream>
void WebSocket<Stream>::take(std::span<char> bytes)
{
    if (peer_closed_) return;
    if (stage_ == Stage::open) alive();
    reader_.give(bytes);
    while (auto const frame = reader_.next()) {
        take(*frame);
        if (peer_closed_ || stage_ == Stage::gone) return;
    }
    if (!reader_.refusal()) return;
    peer_closed_ = true;
    begin_close(*reader_.refusal());
    if (stage_ == Stage::parting) leave();
}

template <class Stream>
void WebSocket<Stream>::take(FrameReader::Frame frame)
{
    if (frame.opcode == Opcode::close) return peer_closes(frame.payload);
    if (stage_ != Stage::open) return;
    heard();
    if (stage_ != Stage::open) return;
    if (frame.opcode == Opcode::ping) answer(frame.payload);
    if (frame.opcode != Opcode::text) return;
    ++common_.counts.frames_received;
    common_.door.received(id_, frame.payload);
}

// Pongs do not pile up for a page that does not read.
template <class Stream>
void WebSocket<Stream>::answer(std::string_view ping)
{
    if (outbox_.waiting() < limits::pong_bytes) return queue(Opcode::pong, ping);
    pong_ = std::string(ping);
}

// The page closes, or answers our close frame. It is answered with what it said.
template <class Stream>
void WebSocket<Stream>::peer_closes(std::string_view payload)
{
    peer_closed_ = true;
    if (auto const wrong = wrong_with_close(payload)) {
        begin_close(*wrong);
    } else if (stage_ == Stage::open) {
        say_close(payload.substr(0, close_code_bytes));
    }
    if (stage_ == Stage::parting) leave();
}

// A frame of any kind has come.
template <class Stream>
void WebSocket<Stream>::heard()
{
    if (!allowance_.take(std::chrono::steady_clock::now())) close(protocol::CloseCode::crowded);
}

template <class Stream>
void WebSocket<Stream>::send(std::string_view text)
{
    if (stage_ == Stage::open) queue(Opcode::text, text);
}

template <class Stream>
void WebSocket<Stream>::queue(Opcode opcode, std::string_view payload)
{
    if (outbox_.push(opcode, payload)) return write_soon();
    // The rest would come to nothing: the page resumes and is told everything anew.
    outbox_.keep_begun();
    close(protocol::CloseCode::slow);
}

// Behind all that this round of the loop has to tell, so that it leaves together.
template <class Stream>
void WebSocket<Stream>::write_soon()
{
    if (std::exchange(writing_, true)) return;
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->write_now(); });
}

template <class Stream>
void WebSocket<Stream>::write_now()
{
    while (stage_ != Stage::gone && !outbox_.empty()) {
        auto const bytes = outbox_.begin(limits::write_bytes);
        auto const attempt = net::write(stream_, asio::buffer(bytes));
        if (attempt.error) return end();
        if (attempt.again) {
            return socket_of(stream_).async_wait(attempt.wait,
                                                 [self = shared_from_this()](error_code error) {
                                                     error ? self->end() : self->write_now();
                                                 });
        }
        common_.counts.frames_sent += outbox_.sent(attempt.bytes);
        if (outbox_.empty() && pong_) outbox_.push(Opcode::pong, *std::exchange(pong_, {}));
    }
    writing_ = false;
    if (stage_ != Stage::closing) return;
    stage_ = Stage::parting;
    if (peer_closed_) leave();
}

template <class Stream>
void WebSocket<Stream>::begin_close(Code code)
{
    if (stage_ == Stage::greeting) return end(); // no frame may come before the 101 is out
    if (stage_ != Stage::open) return;
    ++common_.counts.closed[code];
    std::array const bytes{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    say_close({bytes.data(), bytes.size()});
}

// What was queued goes first, if there is room for both.
template <class Stream>
void WebSocket<Stream>::say_close(std::string_view code)
{
    stage_ = Stage::closing;
    allow(limits::close_time);
    pong_.reset();
    if (!outbox_.push(Opcode::close, code)) {
        outbox_.keep_begun();
        outbox_.push(Opcode::close, code);
    }
    write_soon();
}

// Closed at once, what has come unread would make the kernel throw away our last frames.
template <class Stream>
void WebSocket<Stream>::leave()
{
    stage_ = Stage::leaving;
    end_writing(stream_);
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
void WebSocket<Stream>::overdue()
{
    if (stage_ != Stage::open) {
        allow(limits::close_time); // not to be called again and again
        return asio::post(stream_.get_executor(), [self = shared_from_this()] { self->end(); });
    }
    if (asked_) return close(protocol::CloseCode::silent);
    asked_ = true;
    allow(protocol::limits::silence - limits::quiet_time);
    queue(Opcode::ping, {});
}

// The connection is over, by whatever way it got here first.
template <class Stream>
void WebSocket<Stream>::end()
{
    if (stage_ == Stage::gone) return;
    stage_ = Stage::gone;
    common_.arrivals.forget(socket_of(stream_).native_handle(), *this);
    close_socket(stream_);
    if (told_) common_.door.lost(id_);
}

namespace {

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
