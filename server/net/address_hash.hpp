// Stands for a peer's address without telling it: a keyed hash whose random key lives in memory
// only and changes every ten minutes, so that no hash can be traced back or joined with a later
// one. Knows nothing of what abuse is; shared addresses are never refused because of it.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <array>
#include <chrono>
#include <cstdint>

namespace net {

class AddressHash {
public:
    // The hash of an IPv4 address, or of an IPv6 address's /64: whoever has one of those addresses
    // has them all. An IPv4 address written as IPv6 is that IPv4 address.
    std::uint64_t of(boost::asio::ip::address const& address,
                     std::chrono::steady_clock::time_point now);

private:
    std::array<unsigned char, 32> key_{};
    std::chrono::steady_clock::time_point key_until_{}; // the first use makes the first key
};

} // namespace net
