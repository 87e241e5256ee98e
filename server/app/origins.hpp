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

// The origins of this machine's own browser for that port, and those that the operator named.
inline Origins origins_of(std::string const& scheme, std::uint16_t port,
                          std::vector<std::string> const& named)
{
    Origins origins(named.begin(), named.end());
    for (auto const* host : {"localhost", "127.0.0.1", "[::1]"})
        origins.insert(scheme + "://" + host + ":" + std::to_string(port));
    return origins;
}

} // namespace app
