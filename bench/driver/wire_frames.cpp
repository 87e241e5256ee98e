// The bytes of a Wire: the answer to its upgrade, and frames (RFC 6455, section 5.2).
#include "bench/driver/wire.hpp"

#include <cstdlib>
#include <cstring>

namespace bench {

namespace {

void unmask(char* bytes, std::size_t size, char const* key)
{
    for (std::size_t at = 0; at < size; ++at)
        bytes[at] = static_cast<char>(bytes[at] ^ key[at % 4]);
}

} // namespace

std::size_t Wire::take_head(std::string_view bytes)
{
    auto const end = bytes.find("\r\n\r\n");
    if (end == bytes.npos) return 0;
    if (!bytes.starts_with("HTTP/1.1 101")) {
        gone(0);
        return 0;
    }
    stage_ = Stage::open;
    owner_.opened();
    return end + 4;
}

// Also masked frames, which a server never sends, but bare forwarding does.
std::size_t Wire::take_frame(std::string_view bytes)
{
    if (bytes.size() < 2) return 0;
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    std::size_t size = byte(1) & 0x7FU;
    std::size_t head = 2;
    if (size == 127) std::abort(); // longer than any frame of ours
    if (size == 126) {
        if (bytes.size() < 4) return 0;
        size = static_cast<std::size_t>(byte(2) << 8U | byte(3));
        head = 4;
    }
    auto const masked = (byte(1) & 0x80U) != 0;
    if (masked) head += 4;
    if (bytes.size() < head + size) return 0;
    auto* const payload = const_cast<char*>(bytes.data()) + head; // of our own buffer
    if (masked) unmask(payload, size, payload - 4);
    auto const opcode = byte(0) & 0x0FU;
    if (opcode == 1)
        owner_.frame({payload, size});
    else if (!control(opcode, {payload, size}))
        return 0;
    return head + size;
}

bool Wire::control(unsigned opcode, std::string_view payload)
{
    if (opcode == 9) append_frame(0x8A, payload);
    if (opcode != 8) return true;
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(payload[at]); };
    gone(payload.size() < 2 ? 0 : byte(0) << 8U | byte(1));
    return false;
}

void Wire::send(std::string_view text)
{
    append_frame(0x81, text);
}

void Wire::append_frame(unsigned char first, std::string_view payload)
{
    auto const size = payload.size();
    out_ += static_cast<char>(first);
    if (size < 126) {
        out_ += static_cast<char>(0x80U | size);
    } else {
        out_ += static_cast<char>(0xFE);
        out_ += static_cast<char>(size >> 8U);
        out_ += static_cast<char>(size & 0xFFU);
    }
    out_.append(reinterpret_cast<char const*>(&mask_), 4);
    auto const begin = out_.size();
    out_ += payload;
    auto* at = out_.data() + begin;
    auto left = size;
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, at, 8);
        eight ^= mask_;
        std::memcpy(at, &eight, 8);
    }
    unmask(at, left, reinterpret_cast<char const*>(&mask_));
    mark_dirty();
}

} // namespace bench
