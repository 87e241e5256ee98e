// The small nouns of a desk, each by itself: what is known of waits, what is counted, who is
// awaited, and when a shift falls due.
#include "desk/counting.hpp"
#include "desk/experience.hpp"
#include "desk/forecast.hpp"
#include "desk/returning.hpp"
#include "desk/shift.hpp"
#include "support/catch.hpp"

using namespace std::chrono_literals;
using desk::TicketId;
using desk::Time;
using protocol::records::StopCause;

TEST_CASE("experience")
{
    desk::Experience experience;
    for (std::uint32_t i = 1; i < 20; ++i)
        experience.waited(i * 60);
    CHECK_FALSE(experience.range()); // 19 are chance
    experience.waited(20 * 60);
    REQUIRE(experience.range());
    CHECK(experience.range()->p50_minutes == 10);
    CHECK(experience.range()->p90_minutes == 18);

    SECTION("rounds up, and never says less than a minute")
    {
        experience.clear();
        for (int i = 0; i < 20; ++i)
            experience.waited(i < 18 ? 0 : 61);
        CHECK(experience.range()->p50_minutes == 1);
        experience.waited(61);
        experience.waited(61);
        CHECK(experience.range()->p90_minutes == 2);
    }
    SECTION("forgets the oldest")
    {
        for (int i = 0; i < 32; ++i)
            experience.waited(60);
        CHECK(experience.range()->p90_minutes == 1);
        CHECK(experience.restated().wait_seconds.size() == 32);
    }
    SECTION("knows the mean of talks")
    {
        CHECK_FALSE(experience.talk_ms());
        for (std::uint32_t i = 0; i < 20; ++i)
            experience.talked(i);
        CHECK(experience.talk_ms() == 9500);
    }
    SECTION("is the same after it was restated")
    {
        desk::Experience again;
        again.restore(experience.restated());
        CHECK(again.range()->p90_minutes == 18);
    }
}

TEST_CASE("a forecast")
{
    desk::Forecast forecast{Time{}, std::nullopt, 50min, 2, 1, Time{} + 80min};
    CHECK(forecast.turn(3) == Time{} + 75min);
    CHECK_FALSE(forecast.queued(3).may_not_be_reached);
    CHECK(forecast.queued(4).may_not_be_reached);
    forecast.receiving = 4; // for them there is somebody at once
    CHECK_FALSE(forecast.queued(4).may_not_be_reached);
    CHECK(desk::same(forecast.queued(4), forecast.queued(4)));
    CHECK_FALSE(desk::same(forecast.queued(4), forecast.queued(3)));
}

TEST_CASE("counting")
{
    using protocol::records::Counted;
    using protocol::records::Step;
    desk::Counting counting(10s);
    desk::Effects effects;
    Time const now{100s};
    CHECK_FALSE(counting.due());
    counting.count(Step::consented);
    counting.count(Step::opened);
    counting.count(Step::opened);
    CHECK(*counting.due() <= now);
    counting.write(now, effects);
    REQUIRE(effects.size() == 2);
    auto const& first = std::get<Counted>(std::get<desk::Record>(effects[0]).fact);
    CHECK(first.step == Step::opened);
    CHECK(first.count == 2);
    CHECK_FALSE(counting.due());
    counting.count(Step::turned_away_paused);
    CHECK(counting.due() == now + 10s);
}

TEST_CASE("returning")
{
    desk::Returning returning;
    desk::Settings const settings;
    Time const now{};
    returning.begin({}, now);
    CHECK_FALSE(returning.active());
    returning.begin({TicketId{1}, TicketId{2}}, now);
    CHECK(returning.deadline(settings) == now + 15s);
    returning.came(TicketId{1}, now + 14s);
    CHECK(returning.deadline(settings) == now + 17s);
    returning.came(TicketId{1}, now + 16s); // and once more: no news
    CHECK(returning.deadline(settings) == now + 17s);
    returning.came(TicketId{9}, now + 59s); // parked before: it counts as somebody coming back
    CHECK(returning.deadline(settings) == now + 60s);
    CHECK_FALSE(returning.all_back());
    returning.gone(TicketId{2});
    CHECK(returning.all_back());
    returning.end();
    CHECK_FALSE(returning.deadline(settings));
}

TEST_CASE("a shift")
{
    desk::Shift shift;
    desk::Settings const settings;
    Time const now{1h};
    shift.closes(now + 2h);
    CHECK_FALSE(shift.hours_stop(settings)); // closed
    shift.open({}, now);
    CHECK(shift.hours_stop(settings) == now + 90min);
    CHECK_FALSE(shift.forgotten(settings));

    SECTION("is stopped by its hours once, and then only at closing time")
    {
        shift.stop(StopCause::closing_time, now + 90min);
        CHECK_FALSE(shift.hours_stop(settings));
        CHECK(shift.forgotten(settings) == now + 2h);
        shift.resume();
        CHECK(shift.hours_stop(settings) == now + 2h);
        CHECK(shift.restated(now + 100min).size() == 3);
    }
    SECTION("waits for staff without being over")
    {
        shift.stop(StopCause::too_few_staff, now);
        CHECK_FALSE(shift.forgotten(settings));
        CHECK(shift.hours_stop(settings) == now + 90min);
        CHECK(shift.restated(now + 5min).back().age == 5min);
    }
    SECTION("without hours it is forgotten after a while")
    {
        shift.closes(std::nullopt);
        shift.stop(StopCause::by_hand, now);
        CHECK(shift.forgotten(settings) == now + 60min);
    }
}
