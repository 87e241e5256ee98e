// Sessions inside a Desk: beginning, routing what is said in them, and what follows an end.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace desk {

namespace {

template <class Message, class... Of>
constexpr bool one_of = (std::is_same_v<Message, Of> || ...);

template <class Message>
constexpr bool of_an_exchange =
    one_of<Message, protocol::SendOpening, protocol::SendWord, protocol::Received,
           protocol::Missing, protocol::AskOpening, protocol::Typing>;

template <class Message>
constexpr bool of_a_session =
    of_an_exchange<Message> ||
    one_of<Message, protocol::AskHistory, protocol::SendHistory, protocol::Finished>;

constexpr DeadlineKey key(protocol::SessionId id)
{
    return {Subject::session, id.counter, id.incarnation};
}

// Whether the visitor goes back into the line after such an end.
constexpr bool keeps_place(protocol::EndReason reason)
{
    return reason == protocol::EndReason::counsellor_lost || reason == protocol::EndReason::no_show;
}

} // namespace

// Only the connection that holds a seat speaks in a session. Anything else is late, not wrong.
Session* Desk::held_session(protocol::SessionId id, ConnectionId connection)
{
    auto const found = sessions_.find(id);
    if (found == sessions_.end() || !found->second.seat_of(connection)) return nullptr;
    return &found->second;
}

template <class Variant>
bool Desk::session_said(ConnectionId connection, Variant& message, Time now, Effects& effects)
{
    return std::visit(
        [&]<class Message>(Message& said) {
            if constexpr (of_a_session<Message>) {
                if (auto* const session = held_session(said.session, connection)) {
                    if (session->stage() == Session::Stage::ended) return true; // late
                    session->said(*session->seat_of(connection), std::move(said), effects);
                    if (session->all_said() && !disk_away_)
                        end_session(session->id(), session->reason(), now, effects);
                } else if constexpr (of_an_exchange<Message>) {
                    thread_said(connection, said, now, effects);
                }
            }
            return of_a_session<Message>;
        },
        message);
}

template bool Desk::session_said(ConnectionId, protocol::visitor::FromVisitor&, Time, Effects&);
template bool Desk::session_said(ConnectionId, protocol::counsellor::FromCounsellor&, Time,
                                 Effects&);

void Desk::begin_session(TicketId id, StaffId staff, protocol::SessionId name, Time now,
                         Effects& effects)
{
    auto& ticket = tickets_.at(id);
    auto& counsellor = roster_.at(staff);
    auto const waited = seconds_in(now - ticket.joined_at);
    queue_.leave(id);
    deadlines_.disarm({Subject::ticket, static_cast<std::uint64_t>(id)});
    ticket.offered_to.reset();
    ticket.tap_until.reset();
    ticket.session = name;
    if (!std::exchange(ticket.paired, true)) experience_.waited(waited);
    counsellor.offer.reset();
    counsellor.sessions.insert(std::ranges::upper_bound(counsellor.sessions, name), name);
    ++counsellor.taken;
    arm(staff);
    effects.push_back(Record{protocol::records::SessionBegan{
        name, static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(staff), counsellor.alias,
        ticket.load.id, counsellor.load.id, ticket.queued.answers, waited, ticket.broken_off}});
    auto const [entry, fresh] =
        sessions_.emplace(name, Session({id,
                                         staff,
                                         {ticket.connection, ticket.load, visitor_alias},
                                         {counsellor.connection, counsellor.load, counsellor.alias},
                                         {name, ticket.queued.answers, waited, ticket.broken_off,
                                          seconds_left(settings_.silent_start)},
                                         settings_.guide,
                                         now},
                                        now));
    entry->second.begin(now, effects);
    effects.push_back(TellCounsellor{*counsellor.connection, line(staff, now)});
    changed(now);
}

void Desk::begin_end(Session& session, protocol::EndReason reason, Time now, Effects& effects)
{
    session.begin_end(reason, now, effects);
    withdraw_hand_over(session.id(), effects);
    end_threads_about(session.id(), effects);
    arm(session);
    changed(now);
}

void Desk::end_by_counsellor(Session& session, Time now, Effects& effects)
{
    auto const full_length = session.talking_seconds(now) >= session.guide_seconds();
    begin_end(session,
              full_length ? protocol::EndReason::time_over : protocol::EndReason::counsellor_ended,
              now, effects);
}

// Asked again after a lost answer it extends once, and whoever asks is told how long it is.
void Desk::extend(Session& session, std::uint32_t guide_seconds, Effects& effects)
{
    if (session.stage() == Session::Stage::talking && session.guide_seconds() == guide_seconds)
        session.extend(settings_.guide_extension, effects);
    else
        session.tell_guide(protocol::SeatKind::counsellor, effects);
}

// The visitor's place is gone, unless it was the counsellor who was lost, or the visitor who was
// not there at all: then it is in the line again, if there still is one.
void Desk::end_session(protocol::SessionId id, protocol::EndReason reason, Time now,
                       Effects& effects)
{
    auto& session = sessions_.at(id);
    if (session.stage() == Session::Stage::ended) return;
    auto const final_reason = session.final_reason(reason);
    auto const back_in_line = keeps_place(final_reason) && !shift_.closed();
    effects.push_back(Record{protocol::records::SessionEnded{
        id, final_reason, back_in_line, session.seat(protocol::SeatKind::visitor).words,
        session.seat(protocol::SeatKind::counsellor).words}});
    session.end(reason, now, effects);
    withdraw_hand_over(id, effects);
    end_threads_about(id, effects);
    if (final_reason == protocol::EndReason::cooled_down) begin_cooling(session, now, effects);
    experience_.talked(session.talking_seconds(now));
    after_end(session, back_in_line, now, effects);
    if (back_in_line && reason == protocol::EndReason::visitor_left)
        leave_line(session.ticket(), reason, effects); // put back, and does not want to be
    else if (back_in_line)
        tell_parked(session.ticket(), effects);
    if (auto const heavy = session.take_wrap_up()) give_seat_back(id, *heavy, now, effects);
}

// The counsellor's seat lasts until the wrap-up.
void Desk::after_end(Session& session, bool back_in_line, Time now, Effects& effects)
{
    arm(session);
    changed(now);
    auto const reason = session.reason();
    if (back_in_line) return back_to_line(session.ticket(), reason, now, effects);
    forget(session.ticket(), keeps_place(reason) ? protocol::EndReason::not_reached : reason,
           effects);
}

// After a lost counsellor at the head of the line; after a silent start at its own place, for
// whenever the person is there.
void Desk::back_to_line(TicketId id, protocol::EndReason reason, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    ticket.session.reset();
    if (reason == protocol::EndReason::no_show) {
        queue_.join(id, ticket.band);
        queue_.mark(id, Waiting::parked);
        ticket.until_tap = protocol::visitor::ParkReason::no_show;
        return;
    }
    ticket.broken_off = true;
    ticket.band = Band::front;
    queue_.join(id, Band::front);
    if (ticket.connection)
        stand_in_line(id, now, effects);
    else
        wait_away(id, now);
}

std::vector<std::pair<ConnectionId, ConnectionId>> Desk::talking() const
{
    std::vector<std::pair<ConnectionId, ConnectionId>> pairs;
    for (auto const& [id, session] : sessions_) {
        auto const& visitor = session.seat(protocol::SeatKind::visitor).connection;
        auto const& counsellor = session.seat(protocol::SeatKind::counsellor).connection;
        if (visitor && counsellor && session.stage() != Session::Stage::ended)
            pairs.emplace_back(*visitor, *counsellor);
    }
    return pairs;
}

void Desk::erase_session(protocol::SessionId id)
{
    std::erase(roster_.at(sessions_.at(id).staff()).sessions, id);
    deadlines_.disarm(key(id));
    sessions_.erase(id);
}

void Desk::arm(Session const& session)
{
    if (auto const at = session.deadline(settings_))
        deadlines_.arm(key(session.id()), *at);
    else
        deadlines_.disarm(key(session.id()));
}

void Desk::session_due(protocol::SessionId id, Time now, Effects& effects)
{
    auto& session = sessions_.at(id);
    switch (session.due(settings_, now)) {
    case Session::Due::nothing: return arm(session);
    case Session::Due::visitor_lost:
        return end_session(id, protocol::EndReason::visitor_lost, now, effects);
    case Session::Due::counsellor_lost:
        return end_session(id, protocol::EndReason::counsellor_lost, now, effects);
    case Session::Due::end: return end_session(id, session.reason(), now, effects);
    case Session::Due::wrap_up: return give_seat_back(id, false, now, effects);
    }
}

} // namespace desk
