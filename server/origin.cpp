#include "origin.hpp"

#include "address.hpp"

#include <algorithm>
#include <string_view>

namespace {

constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";

// `rest` is a host and perhaps a port.
bool of_this_machine(std::string_view rest)
{
    auto const end = rest.starts_with('[') ? rest.find(']') + 1 : rest.find(':');
    auto const host = rest.substr(0, end);
    auto const behind = rest.substr(std::min(end, rest.size()));
    if (!behind.empty() && behind.front() != ':') return false;
    if (host == "localhost") return true;
    auto const listen = listen_address_in(std::string(host) + ":0");
    return listen && loopback(*listen);
}

} // namespace

OriginFault fault_in(std::string const& origin)
{
    constexpr std::string_view https = "https://";
    constexpr std::string_view http = "http://";
    auto const secure = origin.starts_with(https);
    if (!secure && !origin.starts_with(http)) return OriginFault::form;
    auto const rest = std::string_view(origin).substr((secure ? https : http).size());
    if (rest.empty() || rest.front() == ':' || rest.back() == ':' ||
        rest.ends_with(secure ? ":443" : ":80") ||
        rest.find_first_not_of(allowed) != std::string_view::npos)
        return OriginFault::form;
    return secure || of_this_machine(rest) ? OriginFault::none : OriginFault::insecure;
}
