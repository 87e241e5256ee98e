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

// What is forgotten counts for nothing.
Slowdown::Count Slowdown::count(Key const& key, Time now) const
{
    auto const found = tallies_.find(key);
    if (found == tallies_.end()) {
        return {};
    }
    Count count = found->second;
    if (now - count.last_failure >= limits_.forgotten_after) {
        count.failures = 0;
    }
    return count;
}

Duration Slowdown::wait_after(Count const& count, unsigned free_failures, Time now) const
{
    auto const passed = count.under_way > 0 ? Duration::zero() : now - count.last_failure;
    auto const failures = count.under_way + count.failures;
    if (failures < free_failures) {
        return Duration::zero();
    }
    auto full = limits_.first_wait;
    for (unsigned i = free_failures; i < failures && full < limits_.longest_wait; ++i) {
        full *= 2;
    }
    full = std::min(full, limits_.longest_wait);
    // The upper bound holds also when the clock was set back since.
    return std::clamp(full - passed, Duration::zero(), limits_.longest_wait);
}

Duration Slowdown::wait(std::string_view sign_in_name, std::uint64_t address_hash,
                        std::optional<std::uint64_t> address_hash_before, Time now) const
{
    auto of_address = count(key_of_address(address_hash), now);
    if (address_hash_before) {
        auto const before = count(key_of_address(*address_hash_before), now);
        of_address.failures += before.failures;
        of_address.under_way += before.under_way;
        of_address.last_failure = std::max(of_address.last_failure, before.last_failure);
    }
    auto const of_name = count(key_of_name(sign_in_name), now);
    return std::max(wait_after(of_name, limits_.free_failures_of_name, now),
                    wait_after(of_address, limits_.free_failures_of_address, now));
}

Slowdown::Tally& Slowdown::used(Key const& key)
{
    auto const [found, fresh] = tallies_.try_emplace(key);
    auto& tally = found->second;
    if (fresh) {
        tally.place = by_use_.insert(by_use_.begin(), key);
    } else {
        by_use_.splice(by_use_.begin(), by_use_, tally.place);
    }
    if (tallies_.size() > limits_.remembered) {
        tallies_.erase(by_use_.back());
        by_use_.pop_back();
    }
    return tally;
}

void Slowdown::judged(Key const& key, Guess guess, Time now)
{
    auto& tally = used(key);
    if (tally.under_way > 0) { // 0: forgotten meanwhile, by a flood of others
        --tally.under_way;
    }
    if (guess == Guess::wrong) {
        if (now - tally.last_failure >= limits_.forgotten_after) {
            tally.failures = 0;
        }
        ++tally.failures;
        tally.last_failure = now;
    }
    if (tally.failures == 0 && tally.under_way == 0) {
        by_use_.erase(tally.place);
        tallies_.erase(key);
    }
}

void Slowdown::begin(std::string_view sign_in_name, std::uint64_t address_hash)
{
    ++used(key_of_name(sign_in_name)).under_way;
    ++used(key_of_address(address_hash)).under_way;
}

void Slowdown::end(std::string_view sign_in_name, std::uint64_t address_hash, Guess guess, Time now)
{
    if (guess == Guess::right) {
        used(key_of_name(sign_in_name)).failures = 0;
    }
    judged(key_of_name(sign_in_name), guess, now);
    judged(key_of_address(address_hash), guess, now);
}

} // namespace staff
