// When a shift closes and when the desk opens next, by the clock of the day in Japan.
#include "desk/hours.hpp"

#include "support/catch.hpp"

namespace {

using namespace desk;
using protocol::OpenSpan;
using protocol::Weekday;
using Told = std::optional<std::string>;

// A time in Japan.
WallTime at(int month, int day, int hour, int minute = 0)
{
    using namespace std::chrono;
    auto const date = sys_days(year(2026) / month / day);
    return WallTime(date) + hours(hour - 9) + minutes(minute);
}

Told text(std::optional<WallTime> time)
{
    return time ? Told(minute_in_japan(*time)) : std::nullopt;
}

// 2026-11-23 is a Monday.
std::vector<OpenSpan> const evenings{{Weekday::monday, "19:00", "23:00"},
                                     {Weekday::friday, "21:00", "02:00"},
                                     {Weekday::sunday, "22:00", "03:00"}};

std::vector<OpenSpan> always()
{
    std::vector<OpenSpan> spans;
    for (auto const day : {Weekday::monday, Weekday::tuesday, Weekday::wednesday, Weekday::thursday,
                           Weekday::friday, Weekday::saturday, Weekday::sunday})
        spans.push_back({day, "00:00", "24:00"});
    return spans;
}

} // namespace

TEST_CASE("a shift closes when the hours in which it opened end")
{
    Hours const hours(evenings);
    CHECK(text(hours.closing(at(11, 23, 19))) == "2026-11-23T23:00");
    CHECK(text(hours.closing(at(11, 23, 22, 59))) == "2026-11-23T23:00");
}

TEST_CASE("a shift over midnight closes in the night, also over the end of the week")
{
    Hours const hours(evenings);
    CHECK(text(hours.closing(at(11, 27, 21))) == "2026-11-28T02:00");
    CHECK(text(hours.closing(at(11, 28, 1, 30))) == "2026-11-28T02:00");
    CHECK(text(hours.closing(at(11, 29, 23))) == "2026-11-30T03:00");
    CHECK(text(hours.closing(at(11, 30, 2))) == "2026-11-30T03:00");
}

TEST_CASE("a shift opened early closes with the hours it was opened for")
{
    Hours const hours(evenings);
    CHECK(text(hours.closing(at(11, 23, 18, 45))) == "2026-11-23T23:00");
    CHECK(text(hours.closing(at(11, 29, 18, 1))) == "2026-11-30T03:00"); // over the week's end
}

TEST_CASE("a shift outside of all hours lasts four hours")
{
    Hours const hours(evenings);
    CHECK(text(hours.closing(at(11, 23, 23))) == "2026-11-24T03:00");
    CHECK(text(hours.closing(at(11, 25, 10))) == "2026-11-25T14:00");
    CHECK(text(hours.closing(at(11, 23, 15))) == "2026-11-23T19:00"); // a span begins just then
    CHECK(text(hours.closing(at(11, 23, 15, 1))) == "2026-11-23T23:00");
}

TEST_CASE("of two spans that begin soon, the nearer one is meant")
{
    Hours const hours(std::vector<OpenSpan>{{Weekday::monday, "12:00", "13:00"},
                                            {Weekday::monday, "10:00", "11:00"}});
    CHECK(text(hours.closing(at(11, 23, 9))) == "2026-11-23T11:00");
}

TEST_CASE("spans that meet are one")
{
    Hours const hours(std::vector<OpenSpan>{{Weekday::sunday, "20:00", "24:00"},
                                            {Weekday::monday, "00:00", "05:00"},
                                            {Weekday::monday, "05:00", "06:30"}});
    CHECK(text(hours.closing(at(11, 29, 21))) == "2026-11-30T06:30");
    CHECK(text(hours.next_opening(at(11, 29, 21))) == "2026-12-06T20:00");
}

TEST_CASE("the next opening is the first beginning that is still to come")
{
    Hours const hours(evenings);
    CHECK(text(hours.next_opening(at(11, 23, 18, 59))) == "2026-11-23T19:00");
    CHECK(text(hours.next_opening(at(11, 23, 19))) == "2026-11-27T21:00");
    CHECK(text(hours.next_opening(at(11, 29, 22, 30))) == "2026-11-30T19:00");
    CHECK(text(hours.next_opening(at(12, 31, 23))) == "2027-01-01T21:00"); // a Friday
}

TEST_CASE("without hours, and around the clock, nothing closes by itself")
{
    for (auto const& spans : {std::vector<OpenSpan>(), always()}) {
        Hours const hours(spans);
        CHECK(hours.closing(at(11, 25, 10)) == std::nullopt);
        CHECK(hours.next_opening(at(11, 25, 10)) == std::nullopt);
        CHECK(hours.told(at(11, 25, 10), Duration(1)).closes_in == std::nullopt);
    }
}

TEST_CASE("a desk is told how long it has, and nothing about closing without a shift")
{
    using namespace std::chrono_literals;
    Hours const hours(evenings);
    auto const open = hours.told(at(11, 23, 20), 1h);
    CHECK(open.closes_in == Duration(3h));
    CHECK(open.next_opening == Told("2026-11-27T21:00"));
    auto const late = hours.told(at(11, 23, 23, 10), 4h);
    CHECK(late.closes_in == Duration(-10min)); // it passed while the server was down
    auto const closed = hours.told(at(11, 23, 18), std::nullopt);
    CHECK(closed.closes_in == std::nullopt);
    CHECK(closed.next_opening == Told("2026-11-23T19:00"));
}
