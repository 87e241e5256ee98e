// Frames of RFC 6455 as a server has them: those of a page are cut out of bytes as they come and
// judged (sections 5.2 to 5.6), ours are written. Pure: knows no socket and no message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace net {

enum class Opcode : std::uint8_t {
    continuation = 0,
    text = 1,
    binary = 2,
    close = 8,
    ping = 9,
    pong = 10
};

// Why a page's frames are refused: close codes of RFC 6455, section 7.4.1.
namespace refused_frames {
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t no_text = 1003;
inline constexpr std::uint16_t not_utf8 = 1007;
inline constexpr std::uint16_t too_big = 1009;
} // namespace refused_frames

// Cuts what one page sends into whole texts and control frames. Texts have at most
// protocol::limits::frame_bytes and are UTF-8; a page masks what it sends. Holds memory only while
// a frame or a text is unfinished, at most twice the longest.
class FrameReader {
public:
    // A whole text, its fragments joined, or a control frame. `payload` lives until the next call.
    struct Frame {
        Opcode opcode{};
        std::string_view payload;
    };

    FrameReader() = default;
    FrameReader(FrameReader const&) = delete;
    FrameReader& operator=(FrameReader const&) = delete;

    // Bytes as they came, unmasked in place. They must stay until next() has returned nothing.
    void give(std::span<char> bytes);

    // Nothing when more bytes are needed, or when what came is refused.
    std::optional<Frame> next();

    // The close code with which this page is refused; from then on next() returns nothing.
    std::optional<std::uint16_t> refusal() const { return refusal_; }

private:
    struct Head {
        bool last = true;
        Opcode opcode{};
        std::size_t size = 0;    // of the head itself
        std::size_t payload = 0; // bytes that follow it
    };

    std::nullopt_t refuse(std::uint16_t code);
    std::optional<Head> head();
    std::optional<std::uint16_t> wrong_with(Head const& head) const;
    std::optional<Frame> whole(Head const& head, std::string_view payload);
    void keep_rest();

    std::string kept_;      // of a frame that is not yet whole
    std::span<char> rest_;  // not yet cut: of kept_, or of what was given
    std::string fragments_; // of a text whose last fragment has not come
    bool in_text_ = false;  // its first has
    int fragment_ = 0;      // so many have
    bool text_done_ = false;
    std::optional<std::uint16_t> refusal_;
};

// Why this payload of a page's close frame is none (sections 5.5.1 and 7.4); nothing when it is
// sound.
std::optional<std::uint16_t> wrong_with_close(std::string_view payload);

// How many bytes of a sound one, if there are any, are its code.
inline constexpr std::size_t close_code_bytes = 2;

// Appends one frame as a server sends it: whole, not masked. A control frame has at most 125 bytes.
void append_frame(std::string& bytes, Opcode opcode, std::string_view payload);

// The bytes of the frame that begins here, as append_frame has written it, and whether it is a
// text.
struct WrittenFrame {
    std::size_t size = 0;
    bool text = false;
};
WrittenFrame written_frame(std::string_view bytes);

} // namespace net
