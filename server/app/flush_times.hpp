// How long flushes of the journal took, as counts below fixed bounds, so that a slow disk is seen
// before anybody waits for it. Plain numbers; who shows them is not known here.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace app {

struct FlushTimes {
    // Seconds. A good disk needs 1 to 10 ms; from 2 s on the disk counts as away.
    static constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                       0.1,   0.25,   0.5,   1.0,  2.0};

    std::array<std::uint64_t, bounds.size() + 1> counts{}; // the last one: beyond all bounds
    double seconds = 0;                                    // of all flushes together

    void add(std::chrono::steady_clock::duration time)
    {
        auto const took = std::chrono::duration<double>(time).count();
        auto const place = std::ranges::lower_bound(bounds, took) - bounds.begin();
        ++counts.at(static_cast<std::size_t>(place));
        seconds += took;
    }
};

} // namespace app
