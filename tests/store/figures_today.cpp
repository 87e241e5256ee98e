// The figures of the running day against evenings counted by hand.
#include "store/figures.hpp"
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

using namespace evening;
using namespace protocol::records;
using protocol::EndReason;
using store::figures::Today;

namespace {

Today today(House& house, Moment now, std::string const& desk = "line")
{
    auto const found = store::figures::today(house.database, {desk}, now);
    REQUIRE(found.has_value());
    REQUIRE(found->has_value());
    return **found;
}

std::uint32_t ended(Today const& today, EndReason reason)
{
    std::uint32_t count = 0;
    for (auto const& one : today.ended) {
        count += one.reason == reason ? one.count : 0;
    }
    return count;
}

} // namespace

TEST_CASE("before anything happened there are zeros, and no waits")
{
    House house;
    auto const figures = today(house, jst(12, 0));
    CHECK(figures.day == "2026-11-20");
    CHECK(figures.purpose == staff::Purpose::real);
    CHECK(figures.opened + figures.consented + figures.pre_chat + figures.queued + figures.offered +
              figures.accepted ==
          0);
    CHECK(figures.ended.empty());
    CHECK_FALSE(figures.waits);
    CHECK_FALSE(figures.mean_session_seconds);
    CHECK_FALSE(store::figures::today(house.database, {"nowhere"}, jst(12, 0))->has_value());
}

TEST_CASE("the figures of an evening are those counted by hand")
{
    House house;
    house.apply(whole());
    auto const figures = today(house, jst(22, 0));
    CHECK(figures.opened == 2);
    CHECK(figures.consented == 2);
    CHECK(figures.pre_chat == 1);
    CHECK(figures.queued == 5);
    CHECK(figures.offered == 2);
    CHECK(figures.accepted == 3);
    CHECK(figures.engaged == 2);
    CHECK(figures.abandoned == 1); // ren; whom the shift did not reach did not abandon
    CHECK(figures.broken_off == 1);
    CHECK(figures.turned_away.over == 1);
    CHECK(figures.turned_away.closed == 1);
    CHECK(figures.turned_away.full == 0);
    CHECK(figures.turned_away.paused == 3);
    REQUIRE(figures.ended.size() == 3);
    CHECK(figures.ended[0].reason == EndReason::visitor_left); // mio and ren
    CHECK(figures.ended[0].count == 2);
    CHECK(ended(figures, EndReason::counsellor_ended) == 1);
    CHECK(ended(figures, EndReason::not_reached) == 2);
    REQUIRE(figures.waits); // 30 s, 60 s and 45 s
    CHECK(figures.waits->p50_seconds == 45);
    CHECK(figures.waits->p90_seconds == 60);
    CHECK(figures.mean_session_seconds == (48 + 8 + 50 + 3) * 60 / 4);
}

TEST_CASE("the median and the ninetieth percentile are waits that somebody had")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    for (std::uint32_t n = 1; n <= 10; ++n) {
        facts.queued(jst(19, 0), n, static_cast<std::uint8_t>(0xa0 + n), 0x51);
    }
    facts.queued(jst(19, 0), 11, 0xff, 0x51); // never accepted: no wait that has ended
    for (std::uint32_t n = 1; n <= 10; ++n) {
        facts.began(jst(19, 0, 0) + n * 10s + 900ms, session(n), n, sora);
    }
    house.apply(facts);
    auto const figures = today(house, jst(19, 5));
    REQUIRE(figures.waits);
    CHECK(figures.waits->p50_seconds == 50);
    CHECK(figures.waits->p90_seconds == 90);
    CHECK_FALSE(figures.mean_session_seconds); // all still talk
}

TEST_CASE("a shift that crosses midnight belongs to the day on which it began")
{
    House house;
    Facts facts;
    facts.add(jst(22, 0), Counted{Step::turned_away_closed, 1});
    facts.add(jst(23, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(23, 59), 1, 0xa1, 0x51);
    house.apply(facts);
    CHECK(today(house, jst(23, 59, 59)).day == "2026-11-20");

    facts.add(jst(24, 1), Counted{Step::opened, 1});
    facts.queued(jst(24, 2), 2, 0xa2, 0x51);
    facts.began(jst(24, 3), session(1), 1, sora);
    house.apply(facts);
    auto const after_midnight = today(house, jst(24, 5));
    CHECK(after_midnight.day == "2026-11-20");
    CHECK(after_midnight.opened == 1);
    CHECK(after_midnight.queued == 2);
    CHECK(after_midnight.accepted == 1);
    CHECK(after_midnight.waits->p50_seconds == 4 * 60);
    CHECK(after_midnight.turned_away.closed == 1);

    facts.add(jst(24, 30), TicketGone{2, EndReason::not_reached});
    facts.add(jst(24, 30), ShiftClosed{named(0x51)});
    facts.ended(jst(24, 43), session(1), EndReason::visitor_left); // of the shift before
    facts.add(jst(24, 44), Counted{Step::turned_away_closed, 1});
    house.apply(facts);
    auto const closed = today(house, jst(24, 45));
    CHECK(closed.day == "2026-11-21");
    CHECK(closed.turned_away.closed == 1);
    CHECK(closed.queued == 0);
    CHECK(closed.ended.empty());
    CHECK(house.ask("select count::text from funnel_day where day = '2026-11-20'"
                    " and step in ('ended_visitor_left', 'ended_not_reached',"
                    " 'turned_away_closed')") == std::vector<std::string>{"1", "1", "1"});
}

TEST_CASE("two shifts of one day are counted together, and a day in Japan ends at its midnight")
{
    House house;
    Facts facts;
    facts.add(jst(0, 0), ShiftOpened{named(0x51)}); // 15:00 of the day before in Greenwich
    facts.queued(jst(0, 1), 1, 0xa1, 0x51);
    facts.add(jst(0, 2), TicketGone{1, EndReason::visitor_left});
    facts.add(jst(1, 0), ShiftClosed{named(0x51)});
    facts.add(jst(23, 59, 59), ShiftOpened{named(0x52)});
    facts.queued(jst(23, 59, 59), 2, 0xa2, 0x52);
    facts.add(jst(24, 10), TicketGone{2, EndReason::visitor_lost});
    facts.add(jst(24, 20), ShiftClosed{named(0x52)});
    house.apply(facts);
    auto const figures = today(house, jst(23, 59, 59));
    CHECK(figures.day == "2026-11-20");
    CHECK(figures.queued == 2);
    CHECK(figures.abandoned == 2);
    CHECK(today(house, jst(24, 20)).queued == 0);
    CHECK(today(house, jst(-1, 59)).queued == 0);
}

TEST_CASE("who was served once and leaves the line later did not abandon")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 0), 1, 0xa1, 0x51);
    facts.began(jst(19, 1), session(1), 1, sora);
    facts.broken_off(jst(19, 11), session(1));
    facts.add(jst(19, 20), TicketGone{1, EndReason::visitor_left});
    house.apply(facts);
    auto const figures = today(house, jst(19, 30));
    CHECK(figures.accepted == 1);
    CHECK(figures.abandoned == 0);
    CHECK(ended(figures, EndReason::visitor_left) == 1);
    CHECK(figures.broken_off == 1);
    CHECK(figures.mean_session_seconds == 600);
}

TEST_CASE("a practice desk sees its own figures, marked, and no other desk sees them")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), "school", ShiftOpened{named(0x51)});
    facts.add(jst(19, 0), "school", Counted{Step::opened, 1});
    facts.add(jst(19, 0), "line", ShiftOpened{named(0x52)});
    house.apply(facts);
    auto const practice = today(house, jst(19, 1), "school");
    CHECK(practice.purpose == staff::Purpose::practice);
    CHECK(practice.opened == 1);
    CHECK(today(house, jst(19, 1)).opened == 0);
}
