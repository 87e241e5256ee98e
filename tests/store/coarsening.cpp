// After its shift a ticket loses its exact time and its coded answers, once, whatever comes again
// and whatever is killed.
#include "store/figures.hpp"
#include "store/retention.hpp"
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

using namespace evening;
using namespace protocol::records;
using protocol::EndReason;
using Texts = std::vector<std::string>;
namespace retention = store::retention;
namespace rows = store::rows;

namespace {

constexpr auto a_day_later = jst(21 + 24, 1);

// How long every step of every ticket took, in milliseconds after its start.
Texts durations(House const& house)
{
    std::string columns;
    for (auto const* step : {"consented_at", "pre_chat_at", "queued_at", "offered_at",
                             "accepted_at", "engaged_at", "ended_at", "wrapped_up_at"}) {
        columns +=
            std::string("coalesce(extract(epoch from ") + step + " - opened_at)::text, '-'),";
    }
    return house.ask("select concat_ws(' ', ticket, " + columns +
                     " talked, sessions, broken_off,"
                     " no_shows, visitor_words, counsellor_words, account, heavy, end_reason)"
                     " from ticket order by ticket");
}

Texts starts(House const& house)
{
    return house.ask("select to_char(opened_at at time zone 'Asia/Tokyo', 'HH24:MI:SS.MS')"
                     " from ticket order by ticket");
}

Texts answers(House const& house)
{
    return house.ask("select concat_ws(' ', desk, fiscal_year, topic, age_band, gender, area,"
                     " danger, moved_up, count) from answer_count order by 1");
}

std::string figures(House& house)
{
    auto const found = store::figures::today(house.database, {"line"}, jst(23, 0));
    REQUIRE(found.has_value());
    auto const& today = **found;
    REQUIRE(today.waits);
    return std::to_string(today.waits->p50_seconds) + " " +
           std::to_string(today.waits->p90_seconds) + " " +
           std::to_string(today.mean_session_seconds.value_or(0)) + " " +
           std::to_string(today.queued) + " " + std::to_string(today.accepted);
}

// One ticket with answers in a shift of its own, from opening to wrap-up; positions go on.
void small_shift(Facts& facts, std::uint8_t shift, std::uint32_t number, protocol::Topic topic)
{
    auto const begin = jst(19, 0) + 24h * (shift - 0x51);
    facts.add(begin, ShiftOpened{named(shift)});
    auto place = Facts::place(number, static_cast<std::uint8_t>(0xa0 + number), shift, 20);
    place.answers.topic = topic;
    facts.add(begin + 3min + 7s, place);
    facts.began(begin + 5min, session(number), number, sora);
    facts.add(begin + 30min, ShiftClosed{named(shift)});
    facts.ended(begin + 40min, session(number), EndReason::visitor_left, 3, 4);
}

} // namespace

TEST_CASE("starts are rounded to a quarter of an hour, and how long everything took stays")
{
    House house;
    house.apply(whole());
    auto const exact = durations(house);
    auto const of_today = figures(house);
    REQUIRE(*retention::coarsen(house.database, a_day_later) == 1);
    CHECK(starts(house) ==
          Texts{"19:00:00.000", "19:00:00.000", "19:15:00.000", "20:45:00.000", "20:15:00.000"});
    CHECK(durations(house) == exact);
    CHECK(figures(house) == of_today);
    CHECK(answers(house) == Texts{"1 2026 family from_30 woman same_city t 1", "1 2026 young 1"});
    CHECK(house
              .ask("select ticket::text from ticket where num_nonnulls(topic, age_band, gender,"
                   " area, danger, moved_up) > 0")
              .empty());
    CHECK(house.ask("select count(distinct version)::text from ticket") == Texts{"1"});
    auto const after = house.rows();
    CHECK(*retention::coarsen(house.database, a_day_later) == 0);
    CHECK(house.rows() == after);
}

TEST_CASE("a shift whose record is complete is coarsened at once, one that is not a day later")
{
    House house;
    Facts facts;
    small_shift(facts, 0x51, 1, protocol::Topic::work);
    house.apply(facts);
    SECTION("a wrap-up is missing")
    {
        CHECK(*retention::coarsen(house.database, jst(19, 30) + 24h) == 0);
        CHECK(answers(house).empty());
        CHECK(*retention::coarsen(house.database, jst(19, 30) + 24h + 1s) == 1);
    }
    SECTION("all are in")
    {
        facts.add(jst(19, 45), SessionWrappedUp{session(1), false});
        house.apply(facts);
        CHECK(*retention::coarsen(house.database, jst(19, 46)) == 1);
    }
    CHECK(starts(house) == Texts{"19:00:00.000"});
    CHECK(answers(house) == Texts{"1 2026 work 1"});
}

TEST_CASE("an open shift keeps its times, also a long one, unless a later one says it is over")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 1), 1, 0xa1, 0x51);
    facts.add(jst(19, 2), TicketGone{1, EndReason::visitor_left});
    house.apply(facts);
    CHECK(*retention::coarsen(house.database, jst(19 + 72, 0)) == 0);
    facts.add(jst(19 + 72, 0), ShiftOpened{named(0x52)});
    house.apply(facts);
    CHECK(*retention::coarsen(house.database, jst(19 + 96, 0)) == 0);
    CHECK(*retention::coarsen(house.database, jst(19 + 96, 1)) == 1);
}

TEST_CASE("facts that come after their shift was coarsened bring no exact time and no answer back")
{
    House house;
    Facts facts;
    small_shift(facts, 0x51, 1, protocol::Topic::work);
    facts.queued(jst(19, 29), 2, 0xa2, 0x51); // still in line, as far as rows know
    house.apply(facts);
    REQUIRE(*retention::coarsen(house.database, a_day_later) == 1);
    auto const before = durations(house)[0];

    facts.add(jst(50, 1, 1), SessionWrappedUp{session(1), false});
    facts.add(jst(50, 2, 2), TicketOffered{2});
    facts.add(jst(50, 3, 3), TicketMovedUp{2, protocol::supervisor::MoveReason::danger, riku});
    facts.began(jst(50, 4, 4), session(2), 2, umi);
    facts.add(jst(50, 20, 5), SessionEngaged{session(2)});
    facts.ended(jst(51, 6, 6), session(2), EndReason::visitor_left, 1, 1);
    facts.add(jst(51, 7, 7), SessionWrappedUp{session(2), false});
    auto late = Facts::place(3, 0xa3, 0x51, 33);
    late.answers.gender = protocol::Gender::man;
    facts.add(jst(51, 8, 8), late);
    facts.add(jst(51, 9, 9), TicketGone{3, EndReason::visitor_left});
    house.apply(facts);

    // Of a place that is late as a whole only the start is; the rest moved with it.
    CHECK(
        house.ask("select ticket::text from ticket where opened_at <> quarter(opened_at)").empty());
    for (auto const* step :
         {"offered_at", "accepted_at", "engaged_at", "ended_at", "wrapped_up_at"}) {
        CAPTURE(step);
        CHECK(house
                  .ask(std::string("select ticket::text from ticket where ticket = '") +
                       uuid(0xa2) + "' and " + step + " <> quarter(" + step + ")")
                  .empty());
    }
    CHECK(house.ask("select ticket::text from ticket where wrapped_up_at <> quarter(wrapped_up_at)")
              .empty());
    CHECK(house.ask("select extract(minute from talked)::text from ticket where ticket = '" +
                    uuid(0xa2) + "'") == Texts{"0"}); // an hour and two minutes, to a quarter
    CHECK(answers(house) == Texts{"1 2026 danger 1", "1 2026 man 1", "1 2026 work 1"});
    CHECK(house.ask("select count(*)::text from ticket where num_nonnulls(topic, gender, moved_up)"
                    " > 0") == Texts{"0"});
    CHECK(durations(house)[0].substr(0, 60) == before.substr(0, 60));
    // The same again, as after a lost reply: nothing is added.
    auto const once = house.rows();
    REQUIRE(rows::apply(house.database, facts.all()).has_value());
    CHECK(house.rows() == once);
    CHECK(answers(house).size() == 3);
}

TEST_CASE("a session that still goes on a day later is rounded too, and its end still counts")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 4, 3), 1, 0xa1, 0x51);
    facts.began(jst(19, 6, 3), session(1), 1, sora);
    facts.add(jst(21, 0), ShiftClosed{named(0x51)});
    house.apply(facts);
    REQUIRE(*retention::coarsen(house.database, a_day_later) == 1);
    CHECK(house.ask("select to_char(began_at at time zone 'Asia/Tokyo', 'HH24:MI:SS')"
                    " from open_session") == Texts{"19:02:00"}); // as it was, from the start on
    facts.ended(jst(45, 30, 9), session(1), EndReason::visitor_left, 3, 4);
    house.apply(facts);
    CHECK(house.ask("select talked::text from ticket") == Texts{"1 day 02:28:00"});
    CHECK(house.ask("select count::text from funnel_day where step = 'ended_visitor_left'") ==
          Texts{"1"});
}

TEST_CASE("answers of a year stand in an order that is not that of their shifts")
{
    House house;
    Facts facts;
    std::uint8_t shift = 0x51;
    std::uint32_t number = 1;
    using protocol::Topic;
    for (auto const topic : {Topic::family, Topic::work, Topic::school, Topic::money, Topic::health,
                             Topic::mind, Topic::relationships, Topic::loneliness}) {
        small_shift(facts, shift++, number, topic);
        facts.add(jst(20, 0), SessionWrappedUp{session(number++), false});
        house.apply(facts);
        REQUIRE(*retention::coarsen(house.database, jst(21, 0)) == 1);
    }
    auto const order = house.ask("select topic::text from answer_count order by ctid");
    CHECK(order.size() == 8);
    CHECK(order != Texts{"family", "work", "school", "money", "health", "mind", "relationships",
                         "loneliness"}); // by chance once in 40,320 times
    CHECK(house.ask("select count(distinct xmin::text)::text from answer_count") == Texts{"1"});
}

TEST_CASE("what is killed while it coarsens has changed nothing, and asking again is right")
{
    for (auto const* table : {"answer_count", "ticket", "shift"}) {
        CAPTURE(table);
        House house;
        house.apply(whole());
        house.ask("create sequence deaths");
        house.ask("create function die() returns trigger language plpgsql as $$ begin"
                  " if nextval('deaths') = 1 then"
                  " perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$");
        house.ask(std::string("create trigger dying after insert or update on ") + table +
                  " for each row execute function die()");
        auto const before = house.rows();
        store::Database fresh(house.url());
        CHECK_FALSE(retention::coarsen(fresh, a_day_later).has_value());
        CHECK(house.rows() == before);
        CHECK(answers(house).empty());
        CHECK(*retention::coarsen(fresh, a_day_later) == 1);
        CHECK(answers(house).size() == 2);
        CHECK(*retention::coarsen(fresh, a_day_later) == 0);
    }
}

TEST_CASE("spans of presence are rounded a day after they ended, and keep their length")
{
    House house;
    house.apply(whole());
    auto const spans = [&] {
        return house.ask("select concat_ws(' ', account, to_char(came_at at time zone 'Asia/Tokyo',"
                         " 'HH24:MI:SS'), coalesce((went_at - came_at)::text, 'open'))"
                         " from presence order by presence");
    };
    REQUIRE(retention::coarsen(house.database, jst(21 + 24, 5)).has_value());
    CHECK(spans() == Texts{"1 18:50:00 02:15:00", "2 19:00:00 00:18:00", "3 18:56:00 02:10:00",
                           "2 20:00:00 open"});
    REQUIRE(retention::coarsen(house.database, jst(21 + 24, 7)).has_value());
    CHECK(spans() == Texts{"1 18:45:00 02:15:00", "2 19:00:00 00:18:00", "3 19:00:00 02:10:00",
                           "2 20:00:00 open"});
}
