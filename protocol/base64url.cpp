// A table and a few shifts: no library of ours offers the url alphabet without padding.
#include "protocol/base64url.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace protocol {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t foreign = 0xFF;

constexpr auto digits = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(foreign);
    for (std::size_t digit = 0; digit < alphabet.size(); ++digit) {
        table[static_cast<unsigned char>(alphabet[digit])] = static_cast<std::uint8_t>(digit);
    }
    return table;
}();

std::uint8_t digit_of(char character)
{
    return digits[static_cast<unsigned char>(character)];
}

} // namespace

void append_base64url(std::string& text, std::span<std::uint8_t const> bytes)
{
    unsigned held = 0; // bits not yet written, in the low `count`
    unsigned count = 0;
    for (auto const byte : bytes) {
        held = held << 8 | byte;
        for (count += 8; count >= 6; count -= 6)
            text += alphabet[held >> (count - 6) & 63];
    }
    if (count > 0) text += alphabet[held << (6 - count) & 63];
}

bool read_base64url(std::string_view text, std::span<std::uint8_t> bytes)
{
    if (text.size() != (bytes.size() * 8 + 5) / 6 || !only_base64url(text)) return false;
    unsigned held = 0;
    unsigned count = 0;
    auto byte = bytes.begin();
    for (auto const character : text) {
        held = held << 6 | digit_of(character);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        *byte++ = static_cast<std::uint8_t>(held >> count & 0xFF);
    }
    return (held & ((1U << count) - 1)) == 0;
}

bool only_base64url(std::string_view text)
{
    return std::ranges::none_of(text, [](char each) { return digit_of(each) == foreign; });
}

} // namespace protocol
