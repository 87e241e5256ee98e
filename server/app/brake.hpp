// How hard it is to ask for a place just now: the ladder that slows abuse down without knowing
// anybody. Nothing, a short wait, a puzzle; and only when far more people get over that than any
// line can take, the page with other places to turn to. An address, which many people may share, is
// never refused: what it does takes it to the puzzle and no further. Nor is anybody asked who has a
// place already; whoever calls this sees to that.
//
// Pure: time and what stands for an address come in (net/address_hash.hpp). Knows no puzzle.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

namespace app {

// A bucket that begins full, loses one for each request and fills steadily.
struct Pace {
    double at_once{};
    double per_second{};
};

struct BrakeLimits {
    // A class that opens the page together behind one address passes free; so does one person who
    // reloads all day.
    Pace of_address{40, 1};
    // So many more after that only wait a moment; then each solves a puzzle.
    double waiting = 20;
    // All addresses together: fewer at once than a line holds, so that no flood fills one. Beyond
    // it everybody new solves a puzzle, from wherever.
    Pace of_house{100, 5};
    // Places given beyond wait and puzzle: what a whole machine can carry is less.
    Pace of_solved{2'000, 50};
    // About 1 MiB; beyond it the address that has been quiet longest is forgotten.
    std::size_t remembered = 10'000;
    std::chrono::seconds remembered_for{120}; // longer than the fullest bucket takes to fill again
};

enum class Rung : std::uint8_t { none, wait, puzzle, help };

class Brake {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Brake(BrakeLimits limits = {});

    // Somebody new asks for a place. What was counted under the hash that stood for the address
    // before counts on under this one.
    [[nodiscard]] Rung asked(std::uint64_t address_hash,
                             std::optional<std::uint64_t> address_hash_before, Time now);

    // The bucket of this address is emptied: for the next seconds it is asked for a puzzle. Nothing
    // is remembered that is not remembered of anybody who asks for a place.
    void raise(std::uint64_t address_hash, std::optional<std::uint64_t> address_hash_before,
               Time now);

    // Somebody has waited or solved what they were asked to: none, or help.
    [[nodiscard]] Rung solved(Time now);

    // Whether everybody new solves a puzzle.
    [[nodiscard]] bool house_is_slow(Time now) const;

    // Addresses that have not asked for long are nobody's business any more. `asked` does it, too.
    void forget(Time now);

    [[nodiscard]] std::size_t size() const { return spent_.size(); }

private:
    // How far below full a bucket is.
    struct Spent {
        double amount{};
        Time at{};
        [[nodiscard]] double left_of(Pace const& pace, Time now) const;
        void take(Pace const& pace, double most, Time now);
        void empty(double most, Time now);
    };
    struct OfAddress : Spent {
        std::list<std::uint64_t>::iterator place; // in by_use_
    };
    [[nodiscard]] double most_of_address() const; // that can be missing from its bucket
    [[nodiscard]] OfAddress& of(std::uint64_t hash, std::optional<std::uint64_t> before, Time now);

    BrakeLimits limits_;
    Spent house_;
    Spent solved_;
    std::unordered_map<std::uint64_t, OfAddress> spent_;
    std::list<std::uint64_t> by_use_; // the latest first
};

} // namespace app
