// Runs in a process of their own, so that also an assertion or a sanitizer that ends the process is
// only a run that failed; and from a run that failed, the shortest that still does.
#pragma once

#include "model/hits.hpp"

#include <cstdint>
#include <optional>

namespace model {

struct Tally {
    Hits hits;
    std::uint64_t runs{};
    std::uint64_t inputs{};
};

// Plays `runs` seeds from `first` on, some of them twice; the seed of the first that failed.
std::optional<std::uint64_t> failing_seed(std::uint64_t first, std::uint64_t runs, Tally& tally);

// Prints the shortest sequence of the seed that failed last, and what it breaks.
void tell_shortest();

} // namespace model
