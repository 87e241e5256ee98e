// A tally for each key, and a list that says which was used last.
#include "staff/slowdown.hpp"

#include <sodium.h>

#include <algorithm>
#include <string>

namespace staff {

Slowdown::Slowdown(SlowdownLimits limits) : limits_(limits) {}

// Upper and lower case are one name here as they are in the database; only ASCII has such letters
// in a sign-in name.
Slowdown::Key Slowdown::key_of_name(std::string_view sign_in_name)
{
    std::string folded("name:");
    for (char const letter : sign_in_name) {
        bool const upper = letter >= 'A' && letter <= 'Z';
        folded.push_back(upper ? static_cast<char>(letter - 'A' + 'a') : letter);
    }
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<unsigned char const*>(folded.data()),
                       folded.size());
    Key key{};
    std::copy_n(hash.begin(), key.size(), key.begin());
    return key;
}

// Short, with a fixed second half: no hash of a name will ever be the same.
Slowdown::Key Slowdown::key_of_address(std::uint64_t address_hash)
{
    Key key{};
    for (std::size_t i = 0; i < 8; ++i) {
        key[i] = static_cast<std::uint8_t>(address_hash >> (8 * i));
    }
    return key;
}

Duration Slowdown::wait_of(Key const& key, unsigned free_failures, Time now) const
{
    auto const found = tallies_.find(key);
    if (found == tallies_.end()) {
        return Duration::zero();
    }
    auto const& tally = found->second;
    auto const passed = now - tally.last_failure;
    if (tally.failures < free_failures || passed >= limits_.forgotten_after) {
        return Duration::zero();
    }
    auto full = limits_.first_wait;
    for (unsigned i = free_failures; i < tally.failures && full < limits_.longest_wait; ++i) {
        full *= 2;
    }
    full = std::min(full, limits_.longest_wait);
    // The upper bound holds also when the clock was set back since.
    return std::clamp(full - passed, Duration::zero(), limits_.longest_wait);
}

Duration Slowdown::wait(std::string_view sign_in_name, std::uint64_t address_hash, Time now) const
{
    return std::max(wait_of(key_of_name(sign_in_name), limits_.free_failures_of_name, now),
                    wait_of(key_of_address(address_hash), limits_.free_failures_of_address, now));
}

void Slowdown::count(Key const& key, Time now)
{
    auto const [found, fresh] = tallies_.try_emplace(key);
    auto& tally = found->second;
    if (fresh) {
        tally.place = by_use_.insert(by_use_.begin(), key);
    } else {
        by_use_.splice(by_use_.begin(), by_use_, tally.place);
        if (now - tally.last_failure >= limits_.forgotten_after) {
            tally.failures = 0;
        }
    }
    ++tally.failures;
    tally.last_failure = now;
    if (tallies_.size() > limits_.remembered) {
        tallies_.erase(by_use_.back());
        by_use_.pop_back();
    }
}

void Slowdown::failed(std::string_view sign_in_name, std::uint64_t address_hash, Time now)
{
    count(key_of_name(sign_in_name), now);
    count(key_of_address(address_hash), now);
}

void Slowdown::succeeded(std::string_view sign_in_name)
{
    auto const found = tallies_.find(key_of_name(sign_in_name));
    if (found != tallies_.end()) {
        by_use_.erase(found->second.place);
        tallies_.erase(found);
    }
}

} // namespace staff
