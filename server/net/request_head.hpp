// The head of an HTTP request as our own plain value, and everything for which a head is refused
// whatever it asks for. Knows no path and no method beyond that a GET has no body: see site.hpp.
#pragma once

#include "net/transport.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace net {

struct RequestHead {
    std::string method;
    std::string target; // as it came: path and query
    std::string path;   // letters, digits and -._~/ only, without dot segments
    std::size_t body_bytes = 0;
    bool wants_close = false;
    Transport transport{}; // how it came; not for the head itself to say

    // Field values, empty when absent; those of lists are joined.
    std::string origin, cookie, content_type, accept_encoding, if_none_match;
    std::string connection, upgrade, web_socket_key, web_socket_version;
    std::string forwarded_for, forwarded_proto;
};

// Why a request is not answered; the connection is closed after it. `fields` are whole lines.
struct Refusal {
    unsigned status{};
    std::string_view fields{};
};

// Reads the bytes that HeadScan found to be a whole head.
std::variant<RequestHead, Refusal> read_head(std::string_view bytes);

// Why a head that asks for a path of WebSockets is no sound WebSocket handshake (RFC 6455,
// 4.2.1). After this the WebSocket layer has nothing left to refuse.
std::optional<Refusal> refuses_upgrade(RequestHead const& head);

} // namespace net
