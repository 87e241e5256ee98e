// Base64url without padding (RFC 4648, section 5), in its one canonical form.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace protocol {

void append_base64url(std::string& text, std::span<std::uint8_t const> bytes);

// Fills `bytes` from exactly as many characters as they need. False for any other length, alphabet
// or padding, and when spare bits are not zero: one value has one text.
[[nodiscard]] bool read_base64url(std::string_view text, std::span<std::uint8_t> bytes);

// Whether each character is of the alphabet; says nothing of the length.
bool only_base64url(std::string_view text);

} // namespace protocol
