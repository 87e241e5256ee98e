#include "store/rows_evening.hpp"

#include "store/desks.hpp"
#include "store/migrations.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

#include <utility>

namespace evening {

using namespace protocol::records;
using protocol::EndReason;

Pseudonym named(std::uint8_t last)
{
    Pseudonym name;
    name.bytes.back() = last;
    return name;
}

std::string uuid(std::uint8_t last)
{
    constexpr auto* digits = "0123456789abcdef";
    return std::string("00000000-0000-0000-0000-0000000000") + digits[last >> 4] +
           digits[last & 15];
}

void Facts::add(Moment at, std::string desk, Record record)
{
    entries_.push_back(
        {entries_.size() + 1, at.time_since_epoch().count(), std::move(desk), std::move(record)});
}

void Facts::queued(Moment at, std::uint32_t ticket, std::uint8_t pseudonym, std::uint8_t shift,
                   std::uint32_t opened_seconds_ago)
{
    add(at, place(ticket, pseudonym, shift, opened_seconds_ago));
}

TicketQueued Facts::place(std::uint32_t ticket, std::uint8_t pseudonym, std::uint8_t shift,
                          std::uint32_t opened_seconds_ago)
{
    TicketQueued fact;
    fact.ticket = ticket;
    fact.pseudonym = named(pseudonym);
    fact.shift = named(shift);
    fact.opened_seconds_ago = opened_seconds_ago;
    fact.consented_seconds_ago = opened_seconds_ago / 2;
    return fact;
}

void Facts::began(Moment at, protocol::SessionId session, std::uint32_t ticket, std::uint32_t staff)
{
    SessionBegan fact;
    fact.session = session;
    fact.ticket = ticket;
    fact.staff = staff;
    fact.alias = "相談員";
    add(at, fact);
}

void Facts::ended(Moment at, protocol::SessionId session, EndReason reason,
                  std::uint32_t visitor_words, std::uint32_t counsellor_words)
{
    add(at, SessionEnded{session, reason, false, visitor_words, counsellor_words});
}

void Facts::broken_off(Moment at, protocol::SessionId session)
{
    add(at, SessionEnded{session, EndReason::counsellor_lost, true, 3, 2});
}

std::vector<RowEntry> Facts::piece(std::uint64_t from, std::uint64_t to) const
{
    return {entries_.begin() + static_cast<std::ptrdiff_t>(from) - 1,
            entries_.begin() + static_cast<std::ptrdiff_t>(to)};
}

House::House() : database(url())
{
    auto const migrated = store::migrate(database, store::embedded_migrations(), "1");
    REQUIRE(migrated.has_value());
    using protocol::api::Purpose;
    REQUIRE(store::store_desk(database, sample::desk("line", "相談窓口", Purpose::real)));
    REQUIRE(store::store_desk(database, sample::desk("school", "研修", Purpose::practice)));
    ask("insert into account (sign_in_name, alias, role, password_hash) values"
        " ('sora', '相談員', 'counsellor', '$argon2id$'),"
        " ('umi', '相談員', 'counsellor', '$argon2id$'),"
        " ('riku', 'スーパーバイザー', 'supervisor', '$argon2id$')");
}

void House::apply(Facts const& facts)
{
    auto const applied = store::rows::apply(database, facts.all());
    REQUIRE(applied.has_value());
    REQUIRE(*applied == facts.all().size());
}

std::vector<std::string> House::rows() const
{
    std::vector<std::string> rows;
    for (auto const* table : {"shift", "ticket", "open_ticket", "open_session", "presence",
                              "cool_down", "funnel_day", "journal_position"}) {
        std::string const name = table;
        auto const texts =
            ask("select '" + name + " ' || kept::text from " + name + " as kept order by 1");
        rows.insert(rows.end(), texts.begin(), texts.end());
    }
    return rows;
}

namespace {

// hana has answered what is asked before the chat.
TicketQueued hana()
{
    auto fact = Facts::place(1, 0xa1, 0x51, 30);
    fact.pre_chat = true;
    fact.answers = {protocol::Topic::family, protocol::AgeBand::from_30, protocol::Gender::woman,
                    protocol::Area::same_city, true};
    return fact;
}

// hana talks with sora to the end, and it was heavy; mio is moved up, loses umi, stands in line
// again, and is handed over from sora to umi; ren leaves the line.
void three_visitors(Facts& facts)
{
    facts.add(jst(19, 1, 0), Counted{Step::opened, 1});
    facts.add(jst(19, 1, 30), Counted{Step::consented, 1});
    facts.add(jst(19, 1, 30), Counted{Step::pre_chat, 1});
    facts.add(jst(19, 1, 30), hana());
    facts.add(jst(19, 1, 40), TicketOffered{1});
    facts.add(jst(19, 1, 50), TicketOffered{1}); // the first one lapsed
    facts.began(jst(19, 2), session(1), 1, sora);
    facts.add(jst(19, 2), Counted{Step::opened, 1});
    facts.add(jst(19, 3), Counted{Step::consented, 1});
    facts.queued(jst(19, 3), 2, 0xa2, 0x51, 60);
    facts.add(jst(19, 3, 30), TicketMovedUp{2, protocol::supervisor::MoveReason::young, riku});
    facts.began(jst(19, 4), session(2), 2, umi);
    facts.add(jst(19, 5), SeatTaken{session(2), protocol::SeatKind::visitor, {}, 2});
    facts.add(jst(19, 10), SessionEngaged{session(1)});
    facts.broken_off(jst(19, 12), session(2));
    facts.add(jst(19, 13), CounsellorWent{umi});
    facts.queued(jst(19, 15), 3, 0xa3, 0x51, 10);
    facts.add(jst(19, 18), TicketParked{3, {}});
    facts.add(jst(19, 20), TicketReturned{3});
    facts.add(jst(19, 25), TicketGone{3, EndReason::visitor_left});
    facts.began(jst(19, 30), session(3), 2, sora);
    facts.add(jst(19, 35), SessionEngaged{session(3)});
    facts.add(jst(19, 45), SessionExtended{session(1), 4500});
    facts.ended(jst(19, 50), session(1), EndReason::counsellor_ended, 20, 25);
    facts.add(jst(19, 55), SessionWrappedUp{session(1), true});
    facts.add(jst(19, 55),
              CounsellorChose{sora, protocol::counsellor::Choice::available, 1, 0, false, 600});
    facts.add(jst(20, 0), CounsellorCame{umi, "相談員", 0});
    facts.add(jst(20, 5), SeatHandedOver{session(3), umi, "相談員", 2});
    facts.ended(jst(20, 20), session(3), EndReason::visitor_left, 10, 9);
    facts.add(jst(20, 25), SessionWrappedUp{session(3), false});
}

// kai says nothing, is put back into the line and does not come again.
void a_visitor_who_says_nothing(Facts& facts)
{
    facts.queued(jst(20, 10), 5, 0xa5, 0x51, 8);
    facts.add(jst(20, 10, 5), TicketOffered{5});
    facts.began(jst(20, 10, 45), session(4), 5, umi);
    facts.add(jst(20, 13, 45), SessionEnded{session(4), EndReason::no_show, true, 0, 2});
    facts.add(jst(20, 13, 45), TicketParked{5, protocol::visitor::ParkReason::no_show});
    facts.add(jst(20, 14), SessionWrappedUp{session(4), false});
}

} // namespace

Facts whole()
{
    Facts facts;
    facts.add(jst(18, 50), CounsellorCame{sora, "相談員", 0});
    facts.add(jst(18, 55), CounsellorCame{umi, "相談員", 0});
    facts.add(jst(18, 56), SupervisorCame{riku});
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    three_visitors(facts);
    a_visitor_who_says_nothing(facts);
    facts.add(jst(20, 30), IntakeStopped{named(0x51), StopCause::by_hand});
    facts.add(jst(20, 31), Counted{Step::turned_away_over, 1});
    facts.add(jst(20, 32), IntakeResumed{named(0x51)});
    facts.queued(jst(20, 39), 4, 0xa4, 0x51, 5);
    facts.add(jst(20, 40), IntakeStopped{named(0x51), StopCause::by_hand});
    facts.add(jst(20, 45), Counted{Step::turned_away_paused, 3});
    facts.add(jst(20, 59), TicketGone{4, EndReason::not_reached});
    facts.add(jst(20, 59), TicketGone{5, EndReason::not_reached});
    facts.add(jst(21, 0), ShiftClosed{named(0x51)});
    facts.add(jst(21, 1), Counted{Step::turned_away_closed, 1});
    facts.add(jst(21, 5), CounsellorWent{sora});
    facts.add(jst(21, 6), SupervisorWent{riku});
    return facts;
}

Facts evening_of_2016()
{
    Facts facts;
    auto const all = whole();
    for (auto const& entry : all.all()) {
        facts.add(Moment(std::chrono::milliseconds(entry.at_ms)) - earlier, entry.desk,
                  entry.record);
    }
    return facts;
}

} // namespace evening
