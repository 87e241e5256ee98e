// HMAC-SHA-256, cut to 64 bits.
#include "net/address_hash.hpp"

#include "net/limits.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace net {
namespace {

namespace ip = boost::asio::ip;

// Family and the bytes that count.
std::array<unsigned char, 9> told_apart_by(ip::address const& address)
{
    std::array<unsigned char, 9> bytes{};
    auto const v6_mapped = address.is_v6() && address.to_v6().is_v4_mapped();
    if (address.is_v4() || v6_mapped) {
        auto const v4 =
            v6_mapped ? ip::make_address_v4(ip::v4_mapped, address.to_v6()) : address.to_v4();
        bytes[0] = 4;
        std::ranges::copy(v4.to_bytes(), bytes.begin() + 1);
    } else {
        auto const v6 = address.to_v6().to_bytes();
        bytes[0] = 6;
        std::copy_n(v6.begin(), 8, bytes.begin() + 1);
    }
    return bytes;
}

std::uint64_t keyed(std::array<unsigned char, 32> const& key, std::array<unsigned char, 9> bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes.data(), bytes.size(),
             digest.data(), &length) == nullptr) {
        std::abort();
    }
    std::uint64_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

} // namespace

// A key that nobody has needed for a whole generation is not one before this, it is gone.
void AddressHash::change_keys(std::chrono::steady_clock::time_point now)
{
    if (key_ && now < key_until_) return;
    key_before_ = now < key_until_ + limits::address_key_time ? key_ : std::nullopt;
    // Without randomness the hash would be the address in another spelling.
    auto& key = key_.emplace();
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) std::abort();
    key_until_ = now + limits::address_key_time;
}

AddressHashes AddressHash::of(ip::address const& address, std::chrono::steady_clock::time_point now)
{
    change_keys(now);
    auto const bytes = told_apart_by(address);
    AddressHashes hashes{keyed(*key_, bytes), std::nullopt};
    if (key_before_) hashes.before = keyed(*key_before_, bytes);
    return hashes;
}

} // namespace net
