// How long a text is for the person who reads it: characters, not bytes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace protocol {

// requires: UTF-8.
inline std::size_t characters(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char byte) { return (byte & '\xC0') != '\x80'; }));
}

} // namespace protocol
