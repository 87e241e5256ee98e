// Facts that are missing, and facts that make no sense: the first hold up what is behind them, the
// second must not.
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

#include <limits>

using namespace evening;
using namespace protocol::records;
using protocol::EndReason;
using store::errc;
namespace rows = store::rows;
using Texts = std::vector<std::string>;

namespace {

Texts skipped(House const& house)
{
    return house.ask("select skipped::text from journal_position");
}

} // namespace

TEST_CASE("a gap between positions is refused and changes nothing")
{
    House house;
    auto const facts = whole();
    CHECK(*rows::replayed_up_to(house.database) == 0);
    CHECK(rows::apply(house.database, facts.piece(2, 5)).error() == errc::gap_in_journal);
    REQUIRE(rows::apply(house.database, facts.piece(1, 5)).has_value());
    auto const before = house.rows();

    SECTION("before the entries")
    {
        CHECK(rows::apply(house.database, facts.piece(7, 9)).error() == errc::gap_in_journal);
    }
    SECTION("between them")
    {
        auto entries = facts.piece(4, 9);
        entries.erase(entries.begin() + 3);
        CHECK(rows::apply(house.database, entries).error() == errc::gap_in_journal);
    }
    SECTION("or out of order")
    {
        auto entries = facts.piece(6, 7);
        std::swap(entries[0], entries[1]);
        CHECK(rows::apply(house.database, entries).error() == errc::gap_in_journal);
    }
    CHECK(house.rows() == before);
    CHECK(*rows::replayed_up_to(house.database) == 5);
}

TEST_CASE("an operator may accept that facts are lost, and the journal goes on behind them")
{
    House house;
    auto const facts = whole();
    REQUIRE(rows::apply(house.database, facts.piece(1, 3)).has_value());
    CHECK(*rows::accept_loss(house.database, 11) == 10);
    CHECK(*rows::accept_loss(house.database, 4) == 10); // never back
    CHECK(*rows::accept_loss(house.database, 0) == 10);
    CHECK(*rows::apply(house.database, facts.piece(11, 20)) == 20);
}

TEST_CASE("a fact that makes no sense is counted and passed")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), "nowhere", ShiftOpened{named(1)});
    facts.add(jst(19, 0), "", ShiftOpened{named(2)}); // facts of the house become no rows
    facts.add(jst(19, 0), IntakeStopped{named(9), StopCause::by_hand});
    facts.add(jst(19, 0), ShiftClosed{named(9)});
    facts.queued(jst(19, 0), 1, 0xa1, 9);
    facts.add(jst(19, 0), TicketGone{1, EndReason::visitor_left});
    facts.began(jst(19, 0), session(1), 1, sora);
    facts.add(jst(19, 0), SeatHandedOver{session(1), umi, "相談員", 2});
    facts.add(jst(19, 0), SessionEngaged{session(1)});
    facts.ended(jst(19, 0), session(1), EndReason::visitor_left);
    facts.add(jst(19, 0), SessionWrappedUp{session(1), false});
    facts.add(jst(19, 0), CounsellorCame{77, "相談員", 0});
    facts.add(jst(19, 0), CounsellorWent{sora});
    for (auto const ms : {std::numeric_limits<std::int64_t>::min(),
                          std::numeric_limits<std::int64_t>::max(), std::int64_t{0}}) {
        facts.add(Moment(std::chrono::milliseconds(ms)), ShiftOpened{named(3)});
    }
    facts.add(jst(19, 1), ShiftOpened{named(0x51)});
    house.apply(facts);
    CHECK(skipped(house) == Texts{"15"});
    CHECK(house.ask("select shift::text from shift") == Texts{uuid(0x51)});
    CHECK(house.ask("select ticket::text from ticket").empty());
    CHECK(house.ask("select step::text from funnel_day").empty());
}

TEST_CASE("a shift, ticket or session of one desk is unknown at another")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), "line", ShiftOpened{named(0x51)});
    facts.queued(jst(19, 0), 1, 0xa1, 0x51);
    facts.began(jst(19, 0), session(1), 1, sora);
    auto const before = facts.all().size();
    facts.add(jst(19, 1), "school", ShiftClosed{named(0x51)});
    facts.add(jst(19, 1), "school", TicketGone{1, EndReason::visitor_left});
    facts.add(jst(19, 1), "school", SessionEngaged{session(1)});
    House only_the_first;
    REQUIRE(rows::apply(only_the_first.database, facts.piece(1, before)).has_value());
    house.apply(facts);
    CHECK(skipped(house) == Texts{"3"});
    CHECK(house.ask("select shift::text from shift as shift") ==
          only_the_first.ask("select shift::text from shift as shift"));
    CHECK(house.ask("select ticket::text from ticket as ticket") ==
          only_the_first.ask("select ticket::text from ticket as ticket"));
}

TEST_CASE("a session of an account that is gone keeps its row, without its counsellor")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 1), 1, 0xa1, 0x51);
    facts.began(jst(19, 2), session(1), 1, 77);
    facts.ended(jst(19, 9), session(1), EndReason::visitor_left);
    house.apply(facts);
    CHECK(skipped(house) == Texts{"1"});
    CHECK(house.ask("select coalesce(account::text, '-') || ' ' || talked from ticket") ==
          Texts{"- 00:07:00"});
}

// Such a rule is none of ours, so it stands for all that nobody has thought of.
TEST_CASE("a fact that the schema refuses is counted and passed, with all it would have counted")
{
    House house;
    house.ask("alter table ticket add check (visitor_words < 100)");
    house.ask("alter table ticket add check (ticket::text not like '%a2')");
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 1), 1, 0xa1, 0x51);
    facts.queued(jst(19, 1), 2, 0xa2, 0x51);
    facts.began(jst(19, 2), session(1), 1, sora);
    facts.ended(jst(19, 9), session(1), EndReason::visitor_left, 100);
    facts.add(jst(19, 10), ShiftClosed{named(0x51)});
    house.apply(facts);
    CHECK(skipped(house) == Texts{"2"});
    CHECK(house.ask("select step || ' ' || count from funnel_day order by step") ==
          Texts{"queued 1", "accepted 1"});
    CHECK(house.ask("select closed_at is null from shift") == Texts{"f"});
    CHECK(house.ask("select ended_at is null from open_session") == Texts{"t"});
}

TEST_CASE("a database that may not write passes over nothing")
{
    House house;
    house.ask("create role reader");
    house.ask("grant select on all tables in schema public to reader");
    house.ask("grant update on journal_position to reader");
    store::Database reader(house.url() + "&options=-crole%3Dreader");
    auto const before = house.rows();
    CHECK(rows::apply(reader, whole().piece(1, 3)).error() == errc::refused);
    CHECK(house.rows() == before);
    house.ask("drop owned by reader");
    house.ask("drop role reader");
}
