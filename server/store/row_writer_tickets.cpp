// Tickets and their sessions. $1 is the desk, $2 the time in milliseconds, $3 the position,
// wherever a statement needs them. A counter rises only where a row changed, so that a fact that is
// restated counts once. Whatever comes of a shift that is coarse already is rounded like its rows
// (kept_moment, sql/008), so that a late fact brings no exact time back.
#include "store/row_writer.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <optional>
#include <type_traits>

namespace store::rows {
namespace {

using namespace protocol::records;
using protocol::EndReason;

constexpr Statement insert_ticket{
    "insert_ticket",
    "insert into ticket (ticket, shift, opened_at, consented_at, queued_at, version, pre_chat_at,"
    " topic, age_band, gender, area, danger)"
    " select $4::uuid, shift, moment - $6::bigint * interval '1 second',"
    " moment - $7::bigint * interval '1 second', moment, $3, case when $8::boolean then moment end,"
    " nullif($9, '')::topic, nullif($10, '')::age_band, nullif($11, '')::gender,"
    " nullif($12, '')::area, nullif($13, '')::boolean"
    " from shift, kept_moment(coarse, to_timestamp($2::bigint / 1000.0)) as moment"
    " where shift = $5::uuid and desk = $1 on conflict (ticket) do nothing"
    " returning (select day from shift where shift = $5::uuid)"};

constexpr Statement ticket_exists{"ticket_exists", "select from ticket where ticket = $1::uuid"};

// A number still taken was left by a journal that got lost.
constexpr Statement remember_number{
    "remember_number", "insert into open_ticket (desk, number, ticket) values ($1, $2, $3::uuid)"
                       " on conflict (desk, number) do update set ticket = excluded.ticket"};

constexpr Statement offer_ticket{
    "offer_ticket", "update ticket set version = $3,"
                    " offered_at = kept_moment(coarse, to_timestamp($2::bigint / 1000.0))"
                    " from open_ticket, shift where open_ticket.desk = $1 and number = $4"
                    " and ticket.ticket = open_ticket.ticket and shift.shift = ticket.shift"
                    " and offered_at is null returning day"};

constexpr Statement move_ticket_up{
    "move_ticket_up", "update ticket set moved_up = $4::text::move_reason, version = $2"
                      " from open_ticket where open_ticket.desk = $1 and number = $3"
                      " and ticket.ticket = open_ticket.ticket"};

constexpr Statement number_exists{"number_exists",
                                  "select from open_ticket where desk = $1 and number = $2"};

constexpr Statement end_in_line{
    "end_in_line", "with gone as (delete from open_ticket where desk = $1 and number = $4"
                   " returning ticket)"
                   " update ticket set end_reason = $5::end_reason, version = $3,"
                   " ended_at = kept_moment(coarse, to_timestamp($2::bigint / 1000.0))"
                   " from gone, shift"
                   " where ticket.ticket = gone.ticket and shift.shift = ticket.shift"
                   " returning day, accepted_at is null as unserved"};

// The same name for another ticket was left by a journal that got lost.
constexpr Statement insert_session{
    "insert_session",
    "insert into open_session as kept (desk, session, ticket, began_at)"
    " select $1, $3, ticket, kept_moment(coarse, to_timestamp($2::bigint / 1000.0))"
    " from open_ticket join ticket using (ticket) join shift using (shift)"
    " where open_ticket.desk = $1 and number = $4"
    " on conflict (desk, session) do update set ticket = excluded.ticket,"
    " began_at = excluded.began_at, ended_at = null where kept.ticket <> excluded.ticket"
    " returning ticket"};

constexpr Statement accept_ticket{
    "accept_ticket",
    "update ticket set accepted_at = coalesce(accepted_at,"
    " kept_moment(coarse, to_timestamp($1::bigint / 1000.0))),"
    " account = (select account from account where account = $4), version = $2"
    " from (select accepted_at is null as first, day, coarse from ticket join shift using (shift)"
    " where ticket = $3::uuid) as before where ticket = $3::uuid"
    " returning first, day, account is null as nobody"};

constexpr Statement hand_session_over{
    "hand_session_over",
    "update ticket set version = $2,"
    " account = (select account from account where account = $4)"
    " from open_session where open_session.desk = $1 and session = $3"
    " and open_session.ended_at is null and ticket.ticket = open_session.ticket"
    " returning account is null as nobody"};

constexpr Statement session_exists{"session_exists",
                                   "select from open_session where desk = $1 and session = $2"};

constexpr Statement engage_ticket{
    "engage_ticket",
    "update ticket set version = $3,"
    " engaged_at = kept_moment(coarse, to_timestamp($2::bigint / 1000.0)) from open_session, shift"
    " where open_session.desk = $1 and session = $4"
    " and ticket.ticket = open_session.ticket and shift.shift = ticket.shift"
    " and engaged_at is null returning day"};

constexpr Statement end_session{
    "end_session",
    "with ended as (update open_session"
    " set ended_at = kept_moment(coarse, to_timestamp($2::bigint / 1000.0))"
    " from ticket join shift using (shift) where ticket.ticket = open_session.ticket"
    " and open_session.desk = $1 and session = $4 and open_session.ended_at is null"
    " returning open_session.ticket, greatest(open_session.ended_at - began_at, '0') as lasted),"
    " left_line as (delete from open_ticket using ended"
    " where open_ticket.ticket = ended.ticket and not $6::boolean)"
    " update ticket set sessions = sessions + 1, talked = talked + lasted,"
    " broken_off = broken_off + ($6::boolean and $5 = 'counsellor_lost')::integer,"
    " no_shows = no_shows + ($6::boolean and $5 = 'no_show')::integer,"
    " visitor_words = visitor_words + $7::bigint,"
    " counsellor_words = counsellor_words + $8::bigint,"
    " ended_at = case when not $6::boolean"
    " then kept_moment(coarse, to_timestamp($2::bigint / 1000.0)) end,"
    " end_reason = case when $6::boolean then null else $5::text::end_reason end, version = $3"
    " from ended, shift where ticket.ticket = ended.ticket and shift.shift = ticket.shift"
    " returning day"};

constexpr Statement wrap_up_session{
    "wrap_up_session", "with complete as (delete from open_session where desk = $1 and session = $4"
                       " and ended_at is not null returning ticket)"
                       " update ticket set version = $3, heavy = heavy or $5::boolean,"
                       " wrapped_up_at = kept_moment(coarse, to_timestamp($2::bigint / 1000.0))"
                       " from complete, shift where ticket.ticket = complete.ticket"
                       " and shift.shift = ticket.shift"};

template <class Enum>
requires std::is_enum_v<Enum> std::string text_of(Enum value)
{
    return boost::describe::enum_to_string(value, "");
}

// Empty where nothing was answered.
template <class Enum>
std::string text_of(std::optional<Enum> const& answer)
{
    return answer ? text_of(*answer) : std::string();
}

std::string text_of(std::optional<bool> const& answer)
{
    if (!answer) {
        return {};
    }
    return *answer ? "true" : "false";
}

} // namespace

std::string text_of(protocol::SessionId const& session)
{
    return std::to_string(session.incarnation) + '-' + std::to_string(session.counter);
}

Outcome RowWriter::write(TicketQueued const& fact)
{
    auto const ticket = uuid_text(fact.pseudonym);
    auto const& answers = fact.answers;
    auto const fresh =
        transaction_.run(insert_ticket, desk_, at_ms_, position_, ticket, uuid_text(fact.shift),
                         fact.opened_seconds_ago, fact.consented_seconds_ago, fact.pre_chat,
                         text_of(answers.topic), text_of(answers.age_band), text_of(answers.gender),
                         text_of(answers.area), text_of(answers.danger));
    if (fresh.empty()) {
        return transaction_.run(ticket_exists, ticket).empty() ? Outcome::unknown_shift
                                                               : Outcome::known;
    }
    transaction_.run(remember_number, desk_, fact.ticket, ticket);
    count(fresh[0][0].c_str(), "queued");
    return Outcome::stored;
}

Outcome RowWriter::write(TicketOffered const& fact)
{
    auto const first = transaction_.run(offer_ticket, desk_, at_ms_, position_, fact.ticket);
    if (first.empty()) {
        return known_ticket(fact.ticket);
    }
    count(first[0]["day"].c_str(), "offered");
    return Outcome::stored;
}

Outcome RowWriter::write(TicketMovedUp const& fact)
{
    auto const moved =
        transaction_.run(move_ticket_up, desk_, position_, fact.ticket, text_of(fact.reason));
    return moved.affected_rows() > 0 ? Outcome::stored : Outcome::unknown_ticket;
}

Outcome RowWriter::known_ticket(std::uint32_t number)
{
    return transaction_.run(number_exists, desk_, number).empty() ? Outcome::unknown_ticket
                                                                  : Outcome::known;
}

Outcome RowWriter::write(TicketGone const& fact)
{
    auto const gone =
        transaction_.run(end_in_line, desk_, at_ms_, position_, fact.ticket, text_of(fact.reason));
    if (gone.empty()) {
        return Outcome::unknown_ticket;
    }
    auto const* const day = gone[0]["day"].c_str();
    count(day, "ended_" + text_of(fact.reason));
    if (gone[0]["unserved"].as<bool>() && fact.reason != EndReason::not_reached) {
        count(day, "abandoned");
    }
    return Outcome::stored;
}

Outcome RowWriter::write(SessionBegan const& fact)
{
    auto const session = text_of(fact.session);
    auto const fresh = transaction_.run(insert_session, desk_, at_ms_, session, fact.ticket);
    if (fresh.empty()) {
        return known_session(session) == Outcome::known ? Outcome::known : Outcome::unknown_ticket;
    }
    auto const accepted = transaction_.run(accept_ticket, at_ms_, position_,
                                           std::string(fresh[0][0].c_str()), fact.staff);
    if (accepted[0]["first"].as<bool>()) {
        count(accepted[0]["day"].c_str(), "accepted");
    }
    return accepted[0]["nobody"].as<bool>() ? Outcome::unknown_account : Outcome::stored;
}

Outcome RowWriter::known_session(std::string const& session)
{
    return transaction_.run(session_exists, desk_, session).empty() ? Outcome::unknown_session
                                                                    : Outcome::known;
}

// The row says who held the session at its end.
Outcome RowWriter::write(SeatHandedOver const& fact)
{
    auto const session = text_of(fact.session);
    auto const taken =
        transaction_.run(hand_session_over, desk_, position_, session, std::int64_t{fact.staff});
    if (taken.empty()) {
        return known_session(session);
    }
    return taken[0]["nobody"].as<bool>() ? Outcome::unknown_account : Outcome::stored;
}

Outcome RowWriter::write(SessionEngaged const& fact)
{
    auto const session = text_of(fact.session);
    auto const engaged = transaction_.run(engage_ticket, desk_, at_ms_, position_, session);
    if (engaged.empty()) {
        return known_session(session);
    }
    count(engaged[0]["day"].c_str(), "engaged");
    return Outcome::stored;
}

Outcome RowWriter::write(SessionEnded const& fact)
{
    auto const session = text_of(fact.session);
    auto const reason = text_of(fact.reason);
    auto const ended =
        transaction_.run(end_session, desk_, at_ms_, position_, session, reason, fact.back_in_line,
                         fact.visitor_words, fact.counsellor_words);
    if (ended.empty()) {
        return known_session(session);
    }
    auto const* const day = ended[0]["day"].c_str();
    if (!fact.back_in_line) {
        count(day, "ended_" + reason);
    } else if (fact.reason == EndReason::counsellor_lost) {
        count(day, "broken_off");
    } else if (fact.reason == EndReason::no_show) {
        count(day, "no_show");
    }
    return Outcome::stored;
}

Outcome RowWriter::write(SessionWrappedUp const& fact)
{
    auto const session = text_of(fact.session);
    auto const complete =
        transaction_.run(wrap_up_session, desk_, at_ms_, position_, session, fact.heavy);
    return complete.affected_rows() > 0 ? Outcome::stored : Outcome::unknown_session;
}

} // namespace store::rows
