// The exact list of origins whose pages may open sockets and call the API.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace app {

// Compared byte for byte; nothing is a pattern.
using Origins = std::set<std::string, std::less<>>;

// As browsers write it: the usual port is left out.
inline std::string origin_at(std::string const& scheme, std::string const& host, std::uint16_t port)
{
    auto const usual = port == (scheme == "https" ? 443 : 80);
    auto origin = scheme + "://" + host;
    if (!usual) origin.append(":").append(std::to_string(port));
    return origin;
}

// The origins of this machine's own browser for that port, and those that the operator named; what
// was named with port 0 is at that port too.
inline Origins origins_of(std::string const& scheme, std::uint16_t port,
                          std::vector<std::string> const& named)
{
    Origins origins;
    for (auto const& one : named) {
        auto const host = one.find("://") + 3;
        if (one.ends_with(":0"))
            origins.insert(
                origin_at(one.substr(0, host - 3), one.substr(host, one.size() - host - 2), port));
        else
            origins.insert(one);
    }
    for (auto const* host : {"localhost", "127.0.0.1", "[::1]"})
        origins.insert(origin_at(scheme, host, port));
    return origins;
}

} // namespace app
