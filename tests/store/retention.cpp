// Each row goes when its retention is over, not a day earlier.
#include "store/retention.hpp"

#include "store/rows_evening.hpp"
#include "store/transaction.hpp"
#include "support/catch.hpp"

using namespace evening;
using namespace protocol::records;
using protocol::EndReason;
using Texts = std::vector<std::string>;
namespace retention = store::retention;

namespace {

// 1 April 2018 in Japan: two fiscal years after the one of 2016 began.
constexpr auto over = std::chrono::sys_days(std::chrono::year(2018) / 4 / 1) - 9h;

std::string counts(House const& house)
{
    std::string counts;
    for (auto const* table : {"ticket", "shift", "presence", "answer_count", "open_session"}) {
        counts += house.ask(std::string("select count(*)::text from ") + table)[0] + " ";
    }
    return counts;
}

} // namespace

TEST_CASE("fiscal years begin on the first of April")
{
    House house;
    CHECK(house.ask("select concat_ws(' ', fiscal_year('2026-03-31'), fiscal_year('2026-04-01'),"
                    " fiscal_year('2026-12-31'), fiscal_year('2027-01-01'),"
                    " fiscal_year('2028-02-29'))") == Texts{"2025 2026 2026 2026 2027"});
}

TEST_CASE("tickets, shifts, presence and answers go with the fiscal year after theirs")
{
    House house;
    house.apply(evening_of_2016());
    REQUIRE(house.ask("select day::text from shift") == Texts{"2016-11-20"});
    // Names by which the journal or a page knows something go two days after the shift.
    REQUIRE(*retention::coarsen(house.database, jst(21 + 48, 0) - earlier) == 1);
    CHECK(counts(house) == "5 1 4 2 1 ");
    CHECK(*retention::forget(house.database, over - 1ms) == 0);
    CHECK(counts(house) == "5 1 4 2 1 ");
    CHECK(retention::coarsen(house.database, jst(21 + 48, 1) - earlier).has_value());
    CHECK(counts(house) == "5 1 4 2 0 ");

    auto const steps = house.ask("select step::text || count from funnel_day order by 1");
    REQUIRE(*retention::forget(house.database, over - 1ms) == 0);
    CHECK(counts(house) == "5 1 4 2 0 ");
    CHECK(*retention::forget(house.database, over) == 5 + 1 + 4 + 2);
    CHECK(counts(house) == "0 0 0 0 0 ");
    CHECK(*retention::forget(house.database, over) == 0);
    CHECK(house.ask("select step::text || count from funnel_day order by 1") == steps);

    // Offered again it stays gone: the position says that it was applied.
    house.apply(evening_of_2016());
    CHECK(counts(house) == "0 0 0 0 0 ");
}

TEST_CASE("the last day of one fiscal year and the first of the next are kept a year apart")
{
    House house;
    Facts facts;
    std::uint8_t name = 0x51;
    for (auto const day : {std::chrono::sys_days(std::chrono::year(2016) / 3 / 31),
                           std::chrono::sys_days(std::chrono::year(2016) / 4 / 1)}) {
        auto const nearly_midnight = Moment(day) + 14h + 59min; // 23:59 in Japan
        facts.add(nearly_midnight, ShiftOpened{named(name)});
        facts.queued(nearly_midnight, name, static_cast<std::uint8_t>(name + 0x50), name);
        facts.add(nearly_midnight + 30s, TicketGone{name, EndReason::visitor_left});
        facts.add(nearly_midnight + 50s, ShiftClosed{named(name)});
        ++name;
    }
    house.apply(facts);
    auto const next_april = [](int year) {
        return Moment(std::chrono::sys_days(std::chrono::year(year) / 4 / 1)) - 9h;
    };
    CHECK(*retention::forget(house.database, next_april(2017) - 1ms) == 0);
    CHECK(*retention::forget(house.database, next_april(2017)) == 2);
    CHECK(house.ask("select day::text from shift") == Texts{"2016-04-01"});
    CHECK(*retention::forget(house.database, next_april(2018) - 1ms) == 0);
    CHECK(*retention::forget(house.database, next_april(2018)) == 2);
}

TEST_CASE("a moment that has not come empties no table")
{
    House house;
    Facts facts;
    auto const now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    facts.add(now - 3h, CounsellorCame{sora, "相談員", 0});
    facts.add(now - 2h, ShiftOpened{named(0x51)});
    facts.queued(now - 2h, 1, 0xa1, 0x51);
    facts.add(now - 1h, TicketGone{1, EndReason::visitor_left});
    facts.add(now - 1h, ShiftClosed{named(0x51)});
    facts.add(now - 1h, CounsellorWent{sora});
    house.apply(facts);
    CHECK(*retention::forget(house.database, now + 24h * 365 * 20) == 0);
    CHECK(counts(house) == "1 1 1 0 0 ");
}

TEST_CASE("the server's role coarsens and forgets by these two ways alone, and reads no answers")
{
    House house;
    house.apply(evening_of_2016());
    store::Database server(house.url(), store::Rights::server);
    auto const refused = [&](std::string const& sql) {
        auto const done = server.run(
            "test", [&](store::Transaction& transaction) { transaction.run_script(sql); });
        return !done && done.error() == store::errc::refused;
    };
    for (auto const* sql :
         {"select from answer_count", "delete from answer_count", "delete from ticket",
          "insert into answer_count values (1, 2016, null, null, null, null, null, null, 1)",
          "update answer_count set count = 9", "delete from shift", "delete from presence",
          "create or replace function coarsen(uuid) returns void language sql return null",
          "alter function forget_old(timestamptz, integer) owner to yorisoi_server"}) {
        CAPTURE(sql);
        CHECK(refused(sql));
    }
    CHECK(*retention::coarsen(server, over) == 1);
    CHECK(*retention::forget(server, over) == 5 + 1 + 4 + 2);
    CHECK(house
              .ask("select proname::text from pg_proc where pronamespace = 'public'::regnamespace"
                   " and prosecdef and (has_function_privilege('public', oid, 'execute')"
                   " or coalesce(array_to_string(proconfig, ','), '') not like 'search_path=%')")
              .empty());
}
