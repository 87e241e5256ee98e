// The hours of one desk and when its shift opened, both on the clock of the day: the core's clock
// leaves out what the machine slept through, and a closing time does not wait for anybody to wake.
#pragma once

#include "desk/hours.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace app {

class DeskHours {
public:
    // The clock of the day may be set, and a minute is what hours are written in.
    static constexpr auto interval = std::chrono::minutes(1);

    explicit DeskHours(desk::Hours hours) : hours_(std::move(hours)) {}

    // Whether the desk is to be told again: the clock of the day has gone on, or back.
    bool due(desk::WallTime wall) const { return wall < told_on_ || wall - told_on_ >= interval; }

    // What the desk is told at `now`, which is `wall` on the clock of the day. `opened_at` is when
    // its open shift opened, on the core's clock; from the first time on that clock is not asked
    // again.
    desk::HoursTold told(std::optional<desk::Time> opened_at, desk::Time now, desk::WallTime wall)
    {
        if (std::exchange(opened_at_, opened_at) != opened_at)
            opened_on_ = opened_at ? std::optional(wall - (now - *opened_at)) : std::nullopt;
        told_on_ = wall;
        return hours_.told(wall, opened_on_ ? std::optional(wall - *opened_on_) : std::nullopt);
    }

    // When the open shift opened.
    std::optional<desk::WallTime> opened_on() const { return opened_on_; }

private:
    desk::Hours hours_;
    std::optional<desk::Time> opened_at_;
    std::optional<desk::WallTime> opened_on_;
    desk::WallTime told_on_{};
};

} // namespace app
