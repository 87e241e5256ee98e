// One WebSocket: whole text frames in to the Door, queued text frames out, a close with a reason.
// The handshake is Beast's; what a frame is stands in frames.hpp; here are the I/O, bounds, rates
// and deadlines, and the closing handshake (RFC 6455, section 7). Knows no message. For
// web_socket.cpp only.
#pragma once

#include "net/arrivals.hpp"
#include "net/frame_allowance.hpp"
#include "net/frames.hpp"
#include "net/outbox.hpp"
#include "net/streams.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace net {

template <class Stream>
class WebSocket final : public Connection,
                        public Peer,
                        public Readable,
                        public std::enable_shared_from_this<WebSocket<Stream>> {
public:
    WebSocket(Stream stream, Upgrade upgrade, Common& common)
        : Peer(common.peers), common_(common), id_(ConnectionId{++common.connections}),
          upgrade_(std::move(upgrade)), stream_(std::move(stream))
    {
    }

    // Answers the handshake, tells the Door and reads from then on.
    void accept(std::string const& key);

    void send(std::string_view text) override;
    void close(protocol::CloseCode code) override { begin_close(static_cast<Code>(code)); }

    void overdue() override;
    void stop() override { begin_close(static_cast<Code>(protocol::CloseCode::going_down)); }
    void close_with(protocol::CloseCode code) override { close(code); }

    void readable() override;

private:
    using Code = std::uint16_t;
    using std::enable_shared_from_this<WebSocket>::shared_from_this;

    // greeting: the 101 is on its way. closing: our close frame waits behind what was queued before
    // it. parting: it is out. leaving: nothing more is written, and what comes is thrown away until
    // the other side has hung up. gone: the socket is closed; completions may still come.
    enum class Stage : std::uint8_t { greeting, open, closing, parting, leaving, gone };

    void opened();
    void watch();
    void read_on();
    void read_when_it_can_write();
    void take(std::span<char> bytes);
    void take(FrameReader::Frame frame);
    void answer(std::string_view ping);
    void peer_closes(std::string_view payload);
    void heard();
    void alive();

    void queue(Opcode opcode, std::string_view payload);
    void write_soon();
    void write_now();

    void begin_close(Code code);
    void say_close(std::string_view code);
    void leave();
    void end();

    Common& common_;
    ConnectionId const id_;
    Upgrade upgrade_; // emptied when the Door has seen it
    Stream stream_;
    FrameReader reader_;
    Outbox outbox_;
    std::optional<std::string> pong_; // when there is room
    FrameAllowance allowance_;
    Stage stage_ = Stage::greeting;
    bool writing_ = false;     // what is queued will be written without being asked again
    bool told_ = false;        // the Door knows this connection
    bool asked_ = false;       // we have pinged, and nothing has come since
    bool peer_closed_ = false; // its close frame has come, or nothing it sends is a frame any more
};

} // namespace net
