// The little of JSON that the load needs: members of the server's own frames, found where they
// stand, and random names. Not strict: what the server says has its own tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

// What stands between `before` and the next `"`; empty when there is none.
std::string_view text_behind(std::string_view frame, std::string_view before);

// The whole number behind `before`; 0 when there is none.
std::uint32_t number_behind(std::string_view frame, std::string_view before);

// The type of a frame, which the server says first.
std::string_view type_of(std::string_view frame);

// So many random bytes in base64url without padding.
std::string random_name(std::size_t bytes);

std::string base64url(std::string_view bytes);
std::string bytes_of(std::string_view base64url);

// A number whose four bytes behind those of the salt make a SHA-256 with so many zeros in front
// (protocol::visitor::Puzzle).
std::uint32_t solution_of(std::string_view salt, std::uint32_t bits);

} // namespace bench
