// One puzzle for one connection: cheap to make, cheap to check, and some work to solve. Which
// requests need one is brake.hpp's business.
#pragma once

#include "protocol/messages/visitor.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace app {

// 4,096 hashes on average. Chromium's WebCrypto makes about 20,000 a second in batches on a CPU
// slowed down six times (7,500 one by one, measured on a busy machine): 0.2 s on average, 1 s for
// the unluckiest in a hundred. It slows a flood by hand or by browser; whoever writes a program for
// it is held by the buckets.
inline constexpr std::uint32_t puzzle_bits = 12;

// Whoever asks again without a solution is let through after this: no phone is too old.
inline constexpr auto puzzle_patience = std::chrono::seconds(20);
inline constexpr auto short_wait = std::chrono::seconds(2);

// A page's timer and ours may differ by so much: whoever waited is not sent back to wait once more.
inline constexpr auto timer_slack = std::chrono::milliseconds(50);

// A solution that comes later is of a page that slept.
inline constexpr auto puzzle_life = std::chrono::seconds(120);

class Puzzle {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Told = protocol::visitor::Puzzle;

    // `salt` is fresh and random; without `bits` there is nothing to do but wait.
    Puzzle(protocol::PuzzleSalt const& salt, std::uint32_t bits, std::chrono::seconds wait,
           Time now);

    [[nodiscard]] Told const& told() const { return told_; }

    // Whether its time is up, one way or the other: no answer to it counts any more.
    [[nodiscard]] bool over(Time now) const { return now >= began_ + puzzle_life; }

    // Whether this answer, or having waited, is enough. At most one SHA-256.
    [[nodiscard]] bool answered(std::optional<std::uint32_t> solution, Time now) const;

private:
    Told told_;
    Time began_;
};

} // namespace app
