// The time that the desks are told. It runs like the machine's steady clock, except that a pause of
// our own (the process stopped, the machine asleep) is taken out: our silence is never a visitor's.
#pragma once

#include "desk/ids.hpp"

#include <chrono>

namespace app {

class CoreClock {
public:
    using Steady = std::chrono::steady_clock;

    // Beats come at least every `beat_interval`; a longer gap than this is a pause of ours.
    static constexpr auto beat_interval = std::chrono::milliseconds(500);
    static constexpr auto longest_gap = std::chrono::seconds(2);

    explicit CoreClock(Steady::time_point start) : last_(start) {}

    // The core's time at this steady time; each call counts as a beat.
    desk::Time at(Steady::time_point steady)
    {
        auto const gap = std::chrono::duration_cast<desk::Duration>(steady - last_);
        last_ += gap;
        now_ += gap > longest_gap ? desk::Duration(beat_interval) : gap;
        return now_;
    }

private:
    Steady::time_point last_;
    desk::Time now_{};
};

} // namespace app
