// Elements are taken from the right, where the nearest proxy has added its own.
#include "net/forwarded.hpp"

#include "net/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace net {
namespace {

namespace ip = boost::asio::ip;

AddressBytes bytes_of(ip::address const& address)
{
    auto const six =
        address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
    return six.to_bytes();
}

// Takes off and returns the last element of a comma-separated list.
std::string_view cut_last(std::string_view& list)
{
    auto const comma = list.rfind(',');
    auto const last = comma == list.npos ? list : list.substr(comma + 1);
    list = comma == list.npos ? std::string_view() : list.substr(0, comma);
    return trimmed(last);
}

// Some proxies write a port behind the address, and brackets around one of IPv6.
std::string_view without_port(std::string_view hop)
{
    if (hop.starts_with('[')) {
        auto const end = hop.find(']');
        return end == hop.npos ? std::string_view() : hop.substr(1, end - 1);
    }
    auto const colon = hop.find(':');
    return colon != hop.npos && colon == hop.rfind(':') ? hop.substr(0, colon) : hop;
}

std::optional<ip::address> address_in(std::string_view hop)
{
    auto const bytes = address_bytes_in(std::string(without_port(hop)));
    if (!bytes) return std::nullopt;
    return ip::address_v6(*bytes);
}

bool trusted(ip::address const& peer, TrustedProxies proxies)
{
    auto const bytes = bytes_of(peer);
    return std::ranges::any_of(proxies, [&](auto const& range) { return range.contains(bytes); });
}

} // namespace

Whence whence(ip::address const& peer, RequestHead const& head, TrustedProxies proxies)
{
    Whence from{peer, std::nullopt};
    if (!trusted(peer, proxies)) return from;
    auto hops = std::string_view(head.forwarded_for);
    while (!hops.empty() && trusted(from.address, proxies)) {
        auto const hop = address_in(cut_last(hops));
        if (!hop) break;
        from.address = *hop;
    }
    auto said = std::string_view(head.forwarded_proto);
    if (!said.empty())
        from.transport = same_word(cut_last(said), "https") ? Transport::tls : Transport::plain;
    return from;
}

} // namespace net
