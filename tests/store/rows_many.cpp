// Many facts: that restated ones count once, that numbers of a lost journal are taken over, and how
// long ten thousand take.
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

using namespace evening;
using namespace protocol::records;
using protocol::EndReason;
namespace rows = store::rows;
using Texts = std::vector<std::string>;

TEST_CASE("facts that a new segment restates change nothing")
{
    House house;
    Facts facts;
    auto const open_state = [&facts] {
        facts.add(jst(18, 50), CounsellorCame{sora, "相談員", 0});
        facts.add(jst(19, 0), ShiftOpened{named(0x51)});
        facts.queued(jst(19, 1), 1, 0xa1, 0x51);
        facts.queued(jst(19, 1), 2, 0xa2, 0x51);
        facts.began(jst(19, 2), session(1), 1, sora);
        facts.add(jst(19, 5), SessionEngaged{session(1)});
        facts.ended(jst(19, 9), session(1), EndReason::visitor_left, 5, 6);
        facts.add(jst(19, 10), IntakeStopped{named(0x51), StopCause::by_hand});
    };
    open_state();
    house.apply(facts);
    auto const steps = "select step || ' ' || count from funnel_day order by step";
    auto const before = house.ask(steps);
    auto const tickets = house.ask("select kept::text from ticket as kept order by 1");
    facts.add(jst(19, 11), PlaceGone{{}, EndReason::visitor_left});
    open_state();
    house.apply(facts);
    CHECK(house.ask(steps) == before);
    CHECK(house.ask("select kept::text from ticket as kept order by 1") == tickets);
    CHECK(house.ask("select came_at::text from presence").size() == 1);
    CHECK(house.ask("select skipped::text from journal_position") == Texts{"0"});
}

TEST_CASE("numbers and names that a lost journal left open go to the tickets that now have them")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 1), 1, 0xa1, 0x51);
    facts.began(jst(19, 2), session(1), 1, sora);
    // Here the folder of the journal was lost; everything counts from 1 again.
    facts.add(jst(20, 0), ShiftOpened{named(0x52)});
    facts.queued(jst(20, 1), 1, 0xa2, 0x52);
    facts.began(jst(20, 2), session(1), 1, umi);
    facts.ended(jst(20, 9), session(1), EndReason::counsellor_ended, 1, 1);
    house.apply(facts);
    CHECK(house.ask("select right(ticket::text, 2) || ' ' || sessions || ' ' || talked"
                    " from ticket order by ticket") == Texts{"a1 0 00:00:00", "a2 1 00:07:00"});
    CHECK(house.ask("select skipped::text from journal_position") == Texts{"0"});
    SECTION("and what is still open two days later is forgotten with the next shift")
    {
        facts.queued(jst(20, 30), 9, 0xa9, 0x52);
        facts.add(jst(20 + 48, 31), ShiftOpened{named(0x53)});
        house.apply(facts);
        CHECK(house.ask("select number::text from open_ticket").empty());
        CHECK(house.ask("select session from open_session").empty());
        CHECK(house.ask("select ticket::text from ticket").size() == 3);
    }
}

// An evening of 1,250 visitors: more than a desk will ever see, less than an outage may gather.
TEST_CASE("ten thousand facts are applied in one go, and in pieces, to the same rows")
{
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    for (std::uint32_t n = 1; facts.all().size() + 8 <= 10'000; ++n) {
        auto const at = jst(19, 0) + n * 1s;
        TicketQueued queued;
        queued.ticket = n;
        queued.pseudonym.bytes = {static_cast<std::uint8_t>(n), static_cast<std::uint8_t>(n >> 8)};
        queued.shift = named(0x51);
        facts.add(at, Counted{Step::opened, 1});
        facts.add(at, Counted{Step::consented, 1});
        facts.add(at, queued);
        facts.began(at + 10s, session(n), n, n % 2 == 0 ? sora : umi);
        facts.add(at + 60s, SeatTaken{session(n), protocol::SeatKind::visitor, {}, 2});
        facts.add(at + 60s, SessionEngaged{session(n)});
        facts.ended(at + 600s, session(n), EndReason::visitor_left, 7, 8);
        facts.add(at + 700s, SessionWrappedUp{session(n), false});
    }
    REQUIRE(facts.all().size() > 9'990);
    House at_once;
    auto const start = std::chrono::steady_clock::now();
    at_once.apply(facts);
    auto const elapsed = std::chrono::steady_clock::now() - start;
    WARN(facts.all().size() << " facts in " << elapsed / 1ms << " ms");
    CHECK(elapsed < 60s); // a sanitized build on a crowded machine
    CHECK(at_once.ask("select count::text from funnel_day where step = 'ended_visitor_left'") ==
          Texts{std::to_string(facts.all().size() / 8)});

    House in_pieces;
    for (std::uint64_t from = 1; from <= facts.all().size(); from += 500) {
        auto const to = std::min<std::uint64_t>(from + 499, facts.all().size());
        REQUIRE(rows::apply(in_pieces.database, facts.piece(from, to)).has_value());
    }
    CHECK((in_pieces.rows() == at_once.rows()));
}
