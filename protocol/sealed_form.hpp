// What a locked text looks like from outside, which is all that the server knows of it: its version
// and its size. Version 1 is a byte 1, then
//   a word      the counter that its nonce is made of (8), the padded text, the tag (16)
//   an opening  the key's number (4), the stream (16), the encapsulated key (65), the padded text,
//               the tag (16)
// Padded texts are 256·2^k bytes long, at most 16 KiB. docs/decisions/sealed-words.md says why.
#pragma once

#include <cstddef>
#include <string_view>

namespace protocol::sealed_form {

inline constexpr std::size_t word_overhead = 1 + 8 + 16;
inline constexpr std::size_t opening_overhead = 1 + 4 + 16 + 65 + 16;
inline constexpr std::size_t smallest_text = 256;
inline constexpr std::size_t largest_text = 16 * 1024;

// Whether so many bytes are those of a word or an opening.
constexpr bool has_size(std::size_t bytes)
{
    for (auto text = smallest_text; text <= largest_text; text *= 2)
        if (bytes == text + word_overhead || bytes == text + opening_overhead) return true;
    return false;
}

// Whether a text in base64url is of version 1 and of a size that such texts have. requires: each
// character is of the alphabet
constexpr bool fits(std::string_view base64url)
{
    auto const second_of_version_1 = [](char character) { // its first six bits are A, then 01xxxx
        return (character >= 'Q' && character <= 'Z') || (character >= 'a' && character <= 'f');
    };
    return base64url.size() % 4 != 1 && has_size(base64url.size() * 6 / 8) && base64url[0] == 'A' &&
           second_of_version_1(base64url[1]);
}

} // namespace protocol::sealed_form
