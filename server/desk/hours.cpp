#include "desk/hours.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace desk {

namespace {

constexpr Duration week = std::chrono::days(7);
constexpr Duration ahead_of_utc = std::chrono::hours(9); // Japan has no summer time

// Since Monday 00:00 in Japan.
Duration into_week(WallTime time)
{
    auto const local = time + ahead_of_utc;
    auto const today = std::chrono::floor<std::chrono::days>(local);
    auto const days = std::chrono::days(std::chrono::weekday(today).iso_encoding() - 1);
    return (local - today) + days;
}

// How long ago the span began last.
Duration since_beginning(protocol::MinutesOfWeek const& span, WallTime time)
{
    return (into_week(time) - span.begins + week) % week;
}

Duration until_beginning(protocol::MinutesOfWeek const& span, WallTime time)
{
    return week - since_beginning(span, time);
}

std::vector<protocol::MinutesOfWeek> joined(std::vector<protocol::MinutesOfWeek> spans)
{
    std::ranges::sort(spans, {}, &protocol::MinutesOfWeek::begins);
    std::vector<protocol::MinutesOfWeek> result;
    for (auto const& span : spans) {
        if (!result.empty() && result.back().begins + result.back().lasts == span.begins)
            result.back().lasts += span.lasts;
        else
            result.push_back(span);
    }
    // Sunday night and Monday morning.
    if (result.size() > 1 &&
        result.back().begins + result.back().lasts == result.front().begins + week) {
        result.back().lasts += result.front().lasts;
        result.erase(result.begin());
    }
    return result;
}

} // namespace

Hours::Hours(std::span<protocol::OpenSpan const> spans)
{
    std::vector<protocol::MinutesOfWeek> read;
    for (auto const& span : spans)
        if (auto const found = protocol::minutes_of_week(span)) read.push_back(*found);
    spans_ = joined(std::move(read));
    if (spans_.size() == 1 && spans_.front().lasts >= week) spans_.clear();
}

std::optional<WallTime> Hours::closing(WallTime opened_at) const
{
    if (spans_.empty()) return std::nullopt;
    auto closes = opened_at + unplanned_shift;
    auto nearest = unplanned_shift;
    for (auto const& span : spans_) {
        auto const open_for = since_beginning(span, opened_at);
        if (open_for < span.lasts) return opened_at + (span.lasts - open_for);
        auto const early = until_beginning(span, opened_at);
        if (early < nearest) {
            nearest = early;
            closes = opened_at + early + span.lasts;
        }
    }
    return closes;
}

std::optional<WallTime> Hours::next_opening(WallTime after) const
{
    std::optional<Duration> nearest;
    for (auto const& span : spans_)
        nearest = std::min(nearest.value_or(week), until_beginning(span, after));
    if (!nearest) return std::nullopt;
    return after + *nearest;
}

HoursTold Hours::told(WallTime now, std::optional<Duration> open_for) const
{
    HoursTold told;
    if (open_for) {
        if (auto const closes = closing(now - *open_for)) told.closes_in = *closes - now;
    }
    if (auto const opens = next_opening(now)) told.next_opening = minute_in_japan(*opens);
    return told;
}

std::string minute_in_japan(WallTime time)
{
    auto const local = time + ahead_of_utc;
    auto const today = std::chrono::floor<std::chrono::days>(local);
    std::chrono::year_month_day const date(today);
    std::chrono::hh_mm_ss const clock(local - today);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()),
                  static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()));
    return text.data();
}

} // namespace desk
