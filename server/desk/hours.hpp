// The hours of a desk on the clock of the day in Japan (always nine hours ahead of UTC): when a
// shift that opened at some time closes, and when the desk opens next. Pure: what time it is, is
// told. Knows no shift and no desk.
#pragma once

#include "desk/input.hpp"
#include "protocol/desk_settings.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace desk {

using WallTime = std::chrono::sys_time<Duration>;

// How long a shift lasts that was opened outside of all hours. A span that begins within this time
// is what it was opened for, only early.
inline constexpr Duration unplanned_shift = std::chrono::hours(4);

class Hours {
public:
    // requires: faults_in found none. Spans that meet are one span; around the clock is none.
    explicit Hours(std::span<protocol::OpenSpan const> spans);

    // Closing time of a shift that opened then. Nothing: no hours, or around the clock.
    std::optional<WallTime> closing(WallTime opened_at) const;

    // The first beginning of a span later than `after`. Nothing for the same reasons.
    std::optional<WallTime> next_opening(WallTime after) const;

    // What a desk is told at `now`, whose open shift is `open_for` old.
    HoursTold told(WallTime now, std::optional<Duration> open_for) const;

private:
    std::vector<protocol::MinutesOfWeek> spans_; // in order, none meets another
};

// "2026-11-24T19:00" in Japan.
std::string minute_in_japan(WallTime time);

} // namespace desk
