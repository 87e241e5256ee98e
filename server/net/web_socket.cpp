// Callbacks instead of coroutines, because this is the path of every word.
#include "net/web_socket.hpp"

#include "net/channel.hpp"
#include "net/limits.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <chrono>

namespace net {
namespace {

std::uint32_t event_of(asio::socket_base::wait_type ready)
{
    return ready == asio::socket_base::wait_write ? EPOLLOUT : EPOLLIN;
}

} // namespace

template <class Channel>
void WebSocket<Channel>::open(Upgrade upgrade)
{
    alive();
    common_.door.opened(id_, upgrade, *this);
    if (!common_.watch.add(channel_.descriptor().number(), shared_from_this())) return make_way();
    read_on();
}

template <class Channel>
void WebSocket<Channel>::ready(std::uint32_t events)
{
    if ((events & writes_on_) != 0) write_now();
    if ((events & reads_on_) != 0) read_now();
}

// Reads whatever part of a frame is there: a long word on a bad line is no silence.
template <class Channel>
void WebSocket<Channel>::read_now()
{
    if (stage_ == Stage::gone) return;
    auto const attempt = channel_.read(asio::buffer(common_.arrived));
    if (attempt.error) return end();
    wait_for(reads_on_, attempt.again ? event_of(attempt.wait) : EPOLLIN);
    if (attempt.again) return;
    take({common_.arrived.data(), attempt.bytes});
    read_on();
}

// What TLS has taken from the socket already, the socket does not tell of.
template <class Channel>
void WebSocket<Channel>::read_on()
{
    if (stage_ != Stage::gone && channel_.holds_more()) soon(&WebSocket::read_now);
}

template <class Channel>
void WebSocket<Channel>::take(std::span<char> bytes)
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

template <class Channel>
void WebSocket<Channel>::take(FrameReader::Frame frame)
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
template <class Channel>
void WebSocket<Channel>::answer(std::string_view ping)
{
    if (outbox_.waiting() < limits::pong_bytes) return queue(Opcode::pong, ping);
    pong_ = std::string(ping);
}

// The page closes, or answers our close frame. It is answered with what it said.
template <class Channel>
void WebSocket<Channel>::peer_closes(std::string_view payload)
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
template <class Channel>
void WebSocket<Channel>::heard()
{
    if (!allowance_.take(std::chrono::steady_clock::now())) close(protocol::CloseCode::crowded);
}

template <class Channel>
void WebSocket<Channel>::send(std::string_view text)
{
    if (stage_ == Stage::open) queue(Opcode::text, text);
}

template <class Channel>
void WebSocket<Channel>::queue(Opcode opcode, std::string_view payload)
{
    if (outbox_.push(opcode, payload)) return write_soon();
    // The rest would come to nothing: the page resumes and is told everything anew.
    outbox_.keep_begun();
    close(protocol::CloseCode::slow);
}

// Behind all that this round of the loop has to tell, so that it leaves together.
template <class Channel>
void WebSocket<Channel>::write_soon()
{
    if (!std::exchange(writing_, true)) common_.watch.put_off(shared_from_this());
}

template <class Channel>
void WebSocket<Channel>::write_now()
{
    while (stage_ != Stage::gone && !outbox_.empty()) {
        auto const bytes = outbox_.begin(limits::write_bytes);
        auto const attempt = channel_.write(asio::buffer(bytes));
        if (attempt.error) return end();
        if (attempt.again) return wait_for(writes_on_, event_of(attempt.wait));
        common_.counts.frames_sent += outbox_.sent(attempt.bytes);
        if (outbox_.empty() && pong_) outbox_.push(Opcode::pong, *std::exchange(pong_, {}));
    }
    writing_ = false;
    if (stage_ == Stage::gone) return;
    wait_for(writes_on_, 0);
    if (stage_ != Stage::closing) return;
    stage_ = Stage::parting;
    if (peer_closed_) leave();
}

// Reading or writing goes on with this event. The kernel is to tell of those two, and of nothing
// else.
template <class Channel>
void WebSocket<Channel>::wait_for(std::uint32_t& of, std::uint32_t event)
{
    of = event;
    auto const both = reads_on_ | writes_on_;
    if (std::exchange(watched_for_, both) == both) return;
    common_.watch.change(channel_.descriptor().number(), *this, both);
}

template <class Channel>
void WebSocket<Channel>::soon(void (WebSocket::*step)())
{
    asio::post(common_.loop, [self = shared_from_this(), step] { ((*self).*step)(); });
}

template <class Channel>
void WebSocket<Channel>::begin_close(Code code)
{
    if (stage_ != Stage::open) return;
    ++common_.counts.closed[code];
    std::array const bytes{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    say_close({bytes.data(), bytes.size()});
}

// What was queued goes first, if there is room for both.
template <class Channel>
void WebSocket<Channel>::say_close(std::string_view code)
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
template <class Channel>
void WebSocket<Channel>::leave()
{
    stage_ = Stage::leaving;
    channel_.end_writing();
}

// Something has come, so whoever is there lives.
template <class Channel>
void WebSocket<Channel>::alive()
{
    asked_ = false;
    allow(limits::quiet_time);
}

// Browsers slow the timers of a page in the background down to one a minute, and with them its own
// pings; a ping of ours they answer without asking the page.
template <class Channel>
void WebSocket<Channel>::overdue()
{
    if (stage_ != Stage::open) {
        allow(limits::close_time); // not to be called again and again
        return soon(&WebSocket::end);
    }
    if (asked_) return close(protocol::CloseCode::silent);
    asked_ = true;
    allow(protocol::limits::silence - limits::quiet_time);
    queue(Opcode::ping, {});
}

// What of the close frame cannot leave at once does not leave. What has come is read before, or the
// kernel would throw the frame away.
template <class Channel>
void WebSocket<Channel>::make_way()
{
    close(protocol::CloseCode::crowded);
    write_now();
    if (stage_ != Stage::gone) channel_.read(asio::buffer(common_.arrived));
    end();
}

// The connection is over, by whatever way it got here first.
template <class Channel>
void WebSocket<Channel>::end()
{
    if (stage_ == Stage::gone) return;
    stage_ = Stage::gone;
    common_.watch.remove(channel_.descriptor().number(), *this);
    channel_.descriptor().close();
    common_.door.lost(id_);
}

template class WebSocket<PlainChannel>;
template class WebSocket<TlsChannel>;

} // namespace net
