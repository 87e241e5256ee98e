// Every bound of the wire in one place, with its reason. `welcome` tells the pages those that they
// must keep; a test reaches each.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace protocol::limits {

using namespace std::chrono_literals;

// Raised by any change of a message; a page of another number is told to reload.
inline constexpr std::uint32_t protocol_number = 7;

// The longest frame either side sends: one sealed word at its largest (16 KiB padded, base64url)
// and its envelope.
inline constexpr std::size_t frame_bytes = 24 * 1024;

// Base64url characters of a sealed text: 16 KiB of padded text, key tag and header, times 4/3.
inline constexpr std::size_t sealed_characters = 22'400;

// Nesting of arrays and objects: the deepest message needs three.
inline constexpr std::size_t json_depth = 4;

// Bytes of any text that is not sealed: names, aliases, a password.
inline constexpr std::size_t text_bytes = 256;

// Characters of a desk's neutral code.
inline constexpr std::size_t desk_code_characters = 16;

// Elements of any array that a page sends: leftovers of more reloads than a patient person makes.
inline constexpr std::size_t list_elements = 32;

// What the server keeps for a page that is away, per direction; beyond it the sender is told
// `hold`.
inline constexpr std::size_t kept_bytes = 64 * 1024;

// Beside kept words (openings, history, words while the sender was told to hold): so much is passed
// on to a page until it says something that answers. A patient page asks for what was let fall.
inline constexpr std::size_t unkept_bytes = 64 * 1024;

// What a page keeps unconfirmed before its composer says so; told in `welcome`.
inline constexpr std::uint32_t page_words = 200;
inline constexpr std::uint32_t page_bytes = 256 * 1024;

// A page pings this often; either side holds the other for dead after the silence. 25 s is below
// the idle limit of common proxies and of patience.
inline constexpr auto ping_interval = 10s;
inline constexpr auto silence = 25s;

// Durations travel as whole seconds.
constexpr std::uint32_t in_seconds(std::chrono::seconds duration)
{
    return static_cast<std::uint32_t>(duration.count());
}

} // namespace protocol::limits
