// What a browser's header fields say about the representation it wants. Pure; knows no file.
#pragma once

#include <cstdint>
#include <string_view>

namespace net {

enum class Coding : std::uint8_t { identity, gzip, br };

// The weights a browser gives to each coding, in thousandths; 0: do not send it so.
struct CodingWeights {
    int identity = 1;
    int gzip = 0;
    int br = 0;
};

// Reads Accept-Encoding (RFC 9110, 12.5.3). An empty field asks for identity. What cannot be
// understood counts as absent: everybody understands identity.
CodingWeights coding_weights(std::string_view accept_encoding);

// Whether If-None-Match names this tag (weak comparison, RFC 9110, 13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

} // namespace net
