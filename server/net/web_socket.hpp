// One open WebSocket: whole text frames in to the Door, queued text frames out, a close with a
// reason. How it was opened stands in greeting.cpp, what a frame is in frames.hpp; here are the
// I/O, bounds, rates and deadlines, and the closing handshake (RFC 6455, section 7). Knows no
// message. Heavy: for .cpp files of this folder only.
#pragma once

#include "net/frame_allowance.hpp"
#include "net/frames.hpp"
#include "net/outbox.hpp"
#include "net/streams.hpp"
#include "net/watch.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace net {

template <class Channel>
class WebSocket final : public Connection,
                        public Peer,
                        public Watched,
                        public std::enable_shared_from_this<WebSocket<Channel>> {
public:
    WebSocket(Channel channel, Common& common)
        : Peer(common.peers), common_(common), id_(ConnectionId{++common.connections}),
          channel_(std::move(channel))
    {
    }

    // Tells the Door and reads from then on.
    void open(Upgrade upgrade);

    void send(std::string_view text) override;
    void close(protocol::CloseCode code) override { begin_close(static_cast<Code>(code)); }

    void overdue() override;
    void stop() override { close(protocol::CloseCode::going_down); }
    void close_with(protocol::CloseCode code) override { close(code); }
    bool spare() const override { return stage_ == Stage::open && !common_.door.is_somebodys(id_); }
    void make_way() override;

    void ready(std::uint32_t events) override;
    void settle() override { write_now(); }

private:
    using Code = std::uint16_t;
    using std::enable_shared_from_this<WebSocket>::shared_from_this;

    // closing: our close frame waits behind what was queued before it. parting: it is out. leaving:
    // nothing more is written, and what comes is thrown away until the other side has hung up.
    // gone: the socket is closed; what was begun may still call.
    enum class Stage : std::uint8_t { open, closing, parting, leaving, gone };

    void read_now();
    void read_on();
    void take(std::span<char> bytes);
    void take(FrameReader::Frame frame);
    void answer(std::string_view ping);
    void peer_closes(std::string_view payload);
    void heard();
    void alive();

    void queue(Opcode opcode, std::string_view payload);
    void write_soon();
    void write_now();

    void wait_for(std::uint32_t& of, std::uint32_t event);
    void soon(void (WebSocket::*step)());

    void begin_close(Code code);
    void say_close(std::string_view code);
    void leave();
    void end();

    Common& common_;
    ConnectionId const id_;
    Channel channel_;
    FrameReader reader_;
    Outbox outbox_;
    std::optional<std::string> pong_; // when there is room
    FrameAllowance allowance_;
    Stage stage_ = Stage::open;
    // The event on which reading goes on (with TLS it may be either), and writing when it had to
    // stop.
    std::uint32_t reads_on_ = EPOLLIN;
    std::uint32_t writes_on_ = 0;
    std::uint32_t watched_for_ = EPOLLIN;
    bool writing_ = false;     // what is queued will be written without being asked again
    bool asked_ = false;       // we have pinged, and nothing has come since
    bool peer_closed_ = false; // its close frame has come, or nothing it sends is a frame any more
};

} // namespace net
