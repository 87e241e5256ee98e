// Slows down guessing of passwords, for each name that is tried and each address it comes from.
//
// Nobody is ever locked out: the wait grows with each failure, but only to 30 seconds, and is
// forgotten after a quiet quarter of an hour. Several people behind one address (a consultation
// centre) may mistype before they slow each other down. Pure; time comes in as an argument.
// Names are kept only as hashes, because people also type a password into the field of the name.
#pragma once

#include "staff/account.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string_view>

namespace staff {

struct SlowdownLimits {
    // A volunteer mistypes, looks for the paper, mistypes again: the first few cost nothing.
    unsigned free_failures_of_name = 3;
    unsigned free_failures_of_address = 10;
    // 1, 2, 4, 8, 16, 30 seconds: one guess in half a minute finds no password, and the owner of
    // the name waits no longer than that.
    Duration first_wait = std::chrono::seconds(1);
    Duration longest_wait = std::chrono::seconds(30);
    Duration forgotten_after = std::chrono::minutes(15);
    // Remembered names and addresses, about 1.5 MiB; beyond it the longest unused is forgotten.
    std::size_t remembered = 10'000;
};

// What became of a password that was given; unjudged: it was not looked at.
enum class Guess : std::uint8_t { right, wrong, unjudged };

class Slowdown {
public:
    explicit Slowdown(SlowdownLimits limits);

    // How long until this name may be tried from this address; zero: now. An attempt made earlier
    // is refused unseen and does not make the wait longer. What was counted under the hash that
    // stood for the address before counts as well.
    [[nodiscard]] Duration wait(std::string_view sign_in_name, std::uint64_t address_hash,
                                std::optional<std::uint64_t> address_hash_before, Time now) const;

    // A password is about to be judged. Until it is, it counts like a failure that has just
    // happened, so that guesses sent side by side are no more than guesses sent one by one.
    void begin(std::string_view sign_in_name, std::uint64_t address_hash);

    // What became of it; requires a `begin` with the same. After the right password the name
    // starts anew. The address does not: who has one account of their own could otherwise buy ten
    // guesses at others with each sign-in.
    void end(std::string_view sign_in_name, std::uint64_t address_hash, Guess guess, Time now);

    [[nodiscard]] std::size_t size() const { return tallies_.size(); }

private:
    using Key = std::array<std::uint8_t, 16>;
    struct Count {
        unsigned failures{};
        unsigned under_way{}; // not judged yet
        Time last_failure{};
    };
    struct Tally : Count {
        std::list<Key>::iterator place; // in by_use_
    };
    static Key key_of_name(std::string_view sign_in_name);
    static Key key_of_address(std::uint64_t address_hash);
    [[nodiscard]] Count count(Key const& key, Time now) const;
    [[nodiscard]] Duration wait_after(Count const& count, unsigned free_failures, Time now) const;
    Tally& used(Key const& key);
    void judged(Key const& key, Guess guess, Time now);

    SlowdownLimits limits_;
    std::map<Key, Tally> tallies_;
    std::list<Key> by_use_; // the latest tried first
};

} // namespace staff
