// Each fact becomes its rows exactly once, however often it is offered and whatever is killed.
#include "store/rows_evening.hpp"
#include "store/transaction.hpp"
#include "support/catch.hpp"

#include <random>
#include <thread>

using namespace evening;
using store::errc;
namespace rows = store::rows;

namespace {

std::vector<std::string> rows_of_one_go()
{
    House house;
    house.apply(whole());
    return house.rows();
}

// From now on the nth statement that changes a row of ours ends its own connection, once.
void kill_at(House const& house, int nth)
{
    house.ask("select setval('deaths', " + std::to_string(1000 - nth) + ")");
}

// Sequences do not roll back, so a death happens once. `when` is `immediate` or `deferred`: within
// the transaction, or while it is being committed.
void plant_deaths(House const& house, std::string const& when)
{
    house.ask("create sequence deaths");
    house.ask("create function die() returns trigger language plpgsql as $$ begin"
              " if nextval('deaths') = 1000 then"
              " perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$");
    for (auto const* table : {"shift", "ticket", "open_ticket", "open_session", "presence",
                              "funnel_day", "journal_position"}) {
        house.ask(
            std::string("create constraint trigger dying after insert or update or delete on ") +
            table + " deferrable initially " + when + " for each row execute function die()");
    }
}

} // namespace

TEST_CASE("facts offered twice and in overlapping pieces give the same rows")
{
    auto const expected = rows_of_one_go();
    auto const facts = whole();
    std::uint64_t const last = facts.all().size();
    for (unsigned seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        House house;
        std::mt19937 random(seed);
        for (std::uint64_t applied = 0; applied < last;) {
            auto const from = std::uniform_int_distribution<std::uint64_t>(1, applied + 1)(random);
            auto const to = std::uniform_int_distribution<std::uint64_t>(from, last)(random);
            auto const now = rows::apply(house.database, facts.piece(from, to));
            REQUIRE(now.has_value());
            CHECK(*now == std::max(applied, to));
            CHECK(*rows::replayed_up_to(house.database) == *now);
            applied = *now;
        }
        CHECK(*rows::apply(house.database, facts.all()) == last);
        CHECK(*rows::apply(house.database, {}) == last);
        CHECK(house.rows() == expected);
    }
}

TEST_CASE("a connection killed within any transaction changes nothing, and asking again is right")
{
    auto const expected = rows_of_one_go();
    auto const facts = whole();
    for (int nth = 1; nth <= 12; ++nth) {
        CAPTURE(nth);
        House house;
        plant_deaths(house, "immediate");
        int deaths = 0;
        std::uint64_t const last = facts.all().size();
        for (std::uint64_t from = 1; from <= last; from += 7) {
            auto const piece = facts.piece(from, std::min(last, from + 6));
            auto const before = house.rows();
            kill_at(house, nth);
            store::Database writer(house.url());
            auto const first = rows::apply(writer, piece);
            if (!first) {
                ++deaths;
                CHECK(first.error() == errc::unavailable);
                CHECK(house.rows() == before);
                REQUIRE(rows::apply(writer, piece).has_value());
            }
        }
        CHECK(deaths > 0);
        CHECK(house.rows() == expected);
    }
}

TEST_CASE("a connection kept from earlier that dies within a transaction is not noticed")
{
    auto const facts = whole();
    House house;
    plant_deaths(house, "immediate");
    REQUIRE(rows::apply(house.database, facts.piece(1, 5)).has_value());
    kill_at(house, 3);
    CHECK(rows::apply(house.database, facts.all()).has_value());
    CHECK(house.ask("select last_value > 1000 from deaths") == std::vector<std::string>{"t"});
    CHECK(house.rows() == rows_of_one_go());
}

TEST_CASE("a connection lost while storing is in doubt, and asking again is right")
{
    auto const facts = whole();
    House house;
    plant_deaths(house, "deferred");
    kill_at(house, 3);
    CHECK(rows::apply(house.database, facts.all()).error() == errc::in_doubt);
    REQUIRE(rows::apply(house.database, facts.all()).has_value());
    CHECK(house.rows() == rows_of_one_go());
}

// The transaction was stored and only its reply was lost: whoever asked knows an older position.
TEST_CASE("going on from an older position gives the same rows")
{
    auto const facts = whole();
    House house;
    REQUIRE(rows::apply(house.database, facts.piece(1, 20)).has_value());
    REQUIRE(rows::apply(house.database, facts.piece(8, 20)).has_value());
    REQUIRE(rows::apply(house.database, facts.piece(8, 30)).has_value());
    store::Database after_a_restart(house.url());
    REQUIRE(*rows::replayed_up_to(after_a_restart) == 30);
    REQUIRE(rows::apply(after_a_restart, facts.piece(31, facts.all().size())).has_value());
    CHECK(house.rows() == rows_of_one_go());
}

TEST_CASE("two writers at the same time give the same rows")
{
    auto const facts = whole();
    House house;
    auto const write = [&] {
        store::Database database(house.url());
        for (std::uint64_t to = 1; to <= facts.all().size(); ++to) {
            static_cast<void>(rows::apply(database, facts.piece(1, to)));
        }
    };
    std::thread other(write);
    write();
    other.join();
    CHECK(house.rows() == rows_of_one_go());
}
