// Stands for a peer's address without telling it: a keyed hash whose random key lives in memory
// only and changes every ten minutes, so that no hash can be traced back. Beside it the hash under
// the key before, by which what was counted then still counts; of older ones nothing is left to
// join with. Knows nothing of what abuse is; shared addresses are never refused because of it.
#pragma once

#include "net/door.hpp"

#include <boost/asio/ip/address.hpp>

#include <array>
#include <chrono>
#include <optional>

namespace net {

class AddressHash {
public:
    // The hashes of an IPv4 address, or of an IPv6 address's /64: whoever has one of those
    // addresses has them all. An IPv4 address written as IPv6 is that IPv4 address.
    AddressHashes of(boost::asio::ip::address const& address,
                     std::chrono::steady_clock::time_point now);

private:
    using Key = std::array<unsigned char, 32>;
    void change_keys(std::chrono::steady_clock::time_point now);

    std::optional<Key> key_; // the first use makes the first key
    std::optional<Key> key_before_;
    std::chrono::steady_clock::time_point key_until_{};
};

} // namespace net
