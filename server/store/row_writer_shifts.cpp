// Shifts, what is counted without a ticket, and who was there. $1 is the desk, $2 the time in
// milliseconds, $3 the position, wherever a statement needs them.
#include "store/row_writer.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace store::rows {
namespace {

using namespace protocol::records;

constexpr Statement insert_shift{
    "insert_shift",
    "insert into shift (shift, desk, day, opened_at, version)"
    " select $4::uuid, $1, (moment at time zone 'Asia/Tokyo')::date, moment, $3"
    " from to_timestamp($2::bigint / 1000.0) as moment on conflict (shift) do nothing"};

// Two days after the fact no session can go on: what is still open here was left by a journal that
// got lost, and must not be taken for something of this one.
constexpr Statement forget_sessions{
    "forget_sessions", "delete from open_session where desk = $1"
                       " and began_at < to_timestamp($2::bigint / 1000.0) - interval '2 days'"};

constexpr Statement forget_tickets{
    "forget_tickets",
    "delete from open_ticket using ticket where open_ticket.ticket = ticket.ticket"
    " and open_ticket.desk = $1"
    " and ticket.queued_at < to_timestamp($2::bigint / 1000.0) - interval '2 days'"};

constexpr Statement stop_intake{
    "stop_intake", "update shift set intake_stopped_at = to_timestamp($2::bigint / 1000.0),"
                   " version = $3 where shift = $4::uuid and desk = $1"
                   " and intake_stopped_at is null and closed_at is null"};

constexpr Statement resume_intake{
    "resume_intake", "update shift set intake_stopped_at = null, version = $2"
                     " where shift = $3::uuid and desk = $1 and intake_stopped_at is not null"
                     " and closed_at is null"};

constexpr Statement close_shift{
    "close_shift", "update shift set closed_at = to_timestamp($2::bigint / 1000.0), version = $3"
                   " where shift = $4::uuid and desk = $1 and closed_at is null"};

constexpr Statement shift_exists{"shift_exists",
                                 "select from shift where shift = $2::uuid and desk = $1"};

constexpr Statement select_running_day{"running_day",
                                       "select running_day($1, to_timestamp($2::bigint / 1000.0))"};

constexpr Statement insert_presence{
    "insert_presence", "insert into presence (presence, desk, account, came_at)"
                       " select $3, $1, account, to_timestamp($2::bigint / 1000.0) from account"
                       " where account = $4"
                       " on conflict (desk, account) where went_at is null do nothing"};

constexpr Statement end_presence{"end_presence",
                                 "update presence set went_at = to_timestamp($2::bigint / 1000.0)"
                                 " where desk = $1 and account = $3 and went_at is null"};

constexpr Statement account_exists{"account_exists", "select from account where account = $1"};

} // namespace

std::string uuid_text(Pseudonym const& pseudonym)
{
    constexpr auto* digits = "0123456789abcdef";
    std::string text;
    for (auto const byte : pseudonym.bytes) {
        if (text.size() == 8 || text.size() == 13 || text.size() == 18 || text.size() == 23) {
            text += '-';
        }
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

Outcome RowWriter::write(ShiftOpened const& fact)
{
    auto const fresh =
        transaction_.run(insert_shift, desk_, at_ms_, position_, uuid_text(fact.shift));
    if (fresh.affected_rows() == 0) {
        return Outcome::known;
    }
    transaction_.run(forget_sessions, desk_, at_ms_);
    transaction_.run(forget_tickets, desk_, at_ms_);
    return Outcome::stored;
}

Outcome RowWriter::of_change(pqxx::result const& change, Pseudonym const& shift)
{
    if (change.affected_rows() > 0) {
        return Outcome::stored;
    }
    return transaction_.run(shift_exists, desk_, uuid_text(shift)).empty() ? Outcome::unknown_shift
                                                                           : Outcome::known;
}

Outcome RowWriter::write(IntakeStopped const& fact)
{
    auto const shift = uuid_text(fact.shift);
    return of_change(transaction_.run(stop_intake, desk_, at_ms_, position_, shift), fact.shift);
}

Outcome RowWriter::write(IntakeResumed const& fact)
{
    auto const shift = uuid_text(fact.shift);
    return of_change(transaction_.run(resume_intake, desk_, position_, shift), fact.shift);
}

Outcome RowWriter::write(ShiftClosed const& fact)
{
    auto const shift = uuid_text(fact.shift);
    return of_change(transaction_.run(close_shift, desk_, at_ms_, position_, shift), fact.shift);
}

Outcome RowWriter::write(Counted const& fact)
{
    if (fact.count == 0) {
        return Outcome::known; // nothing happened, and the table keeps no zeros
    }
    auto const day = transaction_.run(select_running_day, desk_, at_ms_);
    count(day[0][0].c_str(), boost::describe::enum_to_string(fact.step, ""), fact.count);
    return Outcome::stored;
}

Outcome RowWriter::came(std::uint32_t staff)
{
    auto const account = std::int64_t{staff};
    if (transaction_.run(insert_presence, desk_, at_ms_, position_, account).affected_rows() > 0) {
        return Outcome::stored;
    }
    return transaction_.run(account_exists, account).empty() ? Outcome::unknown_account
                                                             : Outcome::known;
}

Outcome RowWriter::went(std::uint32_t staff)
{
    auto const ended = transaction_.run(end_presence, desk_, at_ms_, std::int64_t{staff});
    return ended.affected_rows() > 0 ? Outcome::stored : Outcome::not_present;
}

Outcome RowWriter::write(CounsellorCame const& fact)
{
    return came(fact.staff);
}

Outcome RowWriter::write(CounsellorWent const& fact)
{
    return went(fact.staff);
}

Outcome RowWriter::write(SupervisorCame const& fact)
{
    return came(fact.staff);
}

Outcome RowWriter::write(SupervisorWent const& fact)
{
    return went(fact.staff);
}

} // namespace store::rows
