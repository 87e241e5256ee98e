// A closing time that passes while the machine is asleep: the core's clock has not gone on, the
// clock of the day has.
#include "app/core_clock.hpp"
#include "app/desk_hours.hpp"
#include "desk/desk.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <vector>

using namespace std::chrono_literals;
using desk::WallTime;
using protocol::OpenSpan;
using protocol::Weekday;

namespace {

// 2026-11-23 is a Monday; in Japan.
WallTime monday(int hour, int minute = 0)
{
    using namespace std::chrono;
    return WallTime(sys_days(year(2026) / 11 / 23)) + hours(hour - 9) + minutes(minute);
}

// A desk with both clocks, as the runner moves them.
struct House {
    std::vector<OpenSpan> const spans{{Weekday::monday, "19:00", "23:00"}};
    app::DeskHours hours{desk::Hours(spans)};
    app::CoreClock clock{app::CoreClock::Steady::time_point{}};
    app::CoreClock::Steady::time_point steady{};
    desk::Desk desk{[] {
                        desk::Settings settings;
                        settings.needed_staff = 0;
                        return settings;
                    }(),
                    1};
    WallTime wall;
    desk::Effects effects;

    explicit House(WallTime opens) : wall(opens)
    {
        auto const now = clock.at(steady);
        desk.handle(desk::ShiftOpened{}, now, effects);
        told(now);
    }

    void told(desk::Time now)
    {
        desk.handle(hours.told(desk.shift_opened_at(), now, wall), now, effects);
    }

    desk::Time beat(std::chrono::milliseconds passed)
    {
        steady += passed;
        wall += passed;
        auto const now = clock.at(steady);
        if (hours.due(wall)) told(now);
        desk.tick(now, effects);
        return now;
    }

    void awake(std::chrono::minutes duration)
    {
        for (auto left = std::chrono::milliseconds(duration); left > 0ms; left -= 500ms)
            beat(500ms);
    }
};

} // namespace

TEST_CASE("a closing time that passes while the machine is asleep takes effect at the first beat")
{
    House house(monday(19));
    house.awake(5min);
    CHECK(house.desk.intake(house.beat(500ms)) == protocol::visitor::Intake::open);
    auto const now = house.beat(4h);
    CHECK(house.desk.intake(now) == protocol::visitor::Intake::closed);
    CHECK(std::ranges::any_of(house.effects, [](auto const& effect) {
        auto const* const record = std::get_if<desk::Record>(&effect);
        return record != nullptr &&
               std::holds_alternative<protocol::records::ShiftClosed>(record->fact);
    }));
}

TEST_CASE("after a sleep a shift is still the one it was opened as")
{
    House house(monday(19));
    house.awake(5min);
    auto const now = house.beat(150min);
    REQUIRE(house.desk.overview(now).closes_in_seconds);
    CHECK(*house.desk.overview(now).closes_in_seconds == 85U * 60U);
    CHECK(house.hours.opened_on() == monday(19));
    house.awake(56min);
    CHECK(house.desk.intake(house.beat(500ms)) == protocol::visitor::Intake::over);
}

TEST_CASE("hours are told each minute of the day, and when the clock was set back")
{
    House house(monday(19));
    CHECK_FALSE(house.hours.due(monday(19) + 59s));
    CHECK(house.hours.due(monday(19, 1)));
    CHECK(house.hours.due(monday(18, 59)));
}

TEST_CASE("without an open shift there is nothing to close, and the next one is reckoned anew")
{
    House house(monday(19));
    auto const now = house.beat(500ms);
    CHECK_FALSE(house.hours.told(std::nullopt, now, house.wall).closes_in);
    CHECK_FALSE(house.hours.opened_on());
    auto const told = house.hours.told(now, now, monday(22));
    CHECK(house.hours.opened_on() == monday(22));
    CHECK(told.closes_in == desk::Duration(1h));
}
