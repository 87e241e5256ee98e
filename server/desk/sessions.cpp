// Sessions inside a Desk: beginning, routing what is said in them, and what follows an end.
#include "desk/desk.hpp"
#include "desk/tell.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace desk {

namespace {

template <class Message, class... Of>
constexpr bool one_of = (std::is_same_v<Message, Of> || ...);

template <class Message>
constexpr bool of_a_session =
    one_of<Message, protocol::SendOpening, protocol::SendWord, protocol::Received,
           protocol::Missing, protocol::AskOpening, protocol::Finished>;

constexpr DeadlineKey key(protocol::SessionId id)
{
    return {Subject::session, id.counter, id.incarnation};
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
                    session->said(*session->seat_of(connection), std::move(said), effects);
                    if (session->all_said()) end_session(*session, session->reason(), now, effects);
                }
            }
            return of_a_session<Message>;
        },
        message);
}

template bool Desk::session_said(ConnectionId, protocol::visitor::FromVisitor&, Time, Effects&);
template bool Desk::session_said(ConnectionId, protocol::counsellor::FromCounsellor&, Time,
                                 Effects&);

void Desk::begin_session(TicketId id, StaffId staff, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    auto& counsellor = roster_.at(staff);
    queue_.leave(id);
    auto const name = protocol::SessionId{incarnation_, ++last_session_};
    ticket.session = name;
    counsellor.sessions.push_back(name);
    effects.push_back(Record{protocol::records::SessionBegan{
        name, static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(staff), counsellor.alias,
        ticket.load, counsellor.load}});
    auto const [entry, fresh] = sessions_.emplace(
        name, Session(name, id, staff, {ticket.connection, ticket.load, visitor_alias},
                      {counsellor.connection, counsellor.load, counsellor.alias}, now));
    entry->second.begin(effects);
    settle(staff, now);
}

void Desk::begin_end(Session& session, protocol::EndReason reason, Time now, Effects& effects)
{
    session.begin_end(reason, now, effects);
    arm(session);
    changed(now);
}

// The visitor's place is gone, unless it was the counsellor who was lost: then it is at the head of
// the line.
void Desk::end_session(Session& session, protocol::EndReason reason, Time now, Effects& effects)
{
    if (session.stage() == Session::Stage::ended) return;
    auto const final_reason = session.final_reason(reason);
    auto const back_in_line =
        final_reason == protocol::EndReason::counsellor_lost && shift_ != Shift::closed;
    effects.push_back(Record{protocol::records::SessionEnded{
        session.id(), final_reason, back_in_line, session.seat(protocol::SeatKind::visitor).words,
        session.seat(protocol::SeatKind::counsellor).words}});
    session.end(reason, now, effects);
    after_end(session, back_in_line, now, effects);
}

// The counsellor's seat lasts until the wrap-up.
void Desk::after_end(Session& session, bool back_in_line, Time now, Effects& effects)
{
    arm(session);
    auto const id = session.ticket();
    if (back_in_line) {
        auto& ticket = tickets_.at(id);
        ticket.session.reset();
        queue_.join(id, Band::front);
        if (ticket.connection)
            stand_in_line(id, effects);
        else
            wait_away(id, now);
    } else {
        forget(id, session.reason(), effects);
    }
    settle(session.staff(), now);
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
        return end_session(session, protocol::EndReason::visitor_lost, now, effects);
    case Session::Due::counsellor_lost:
        return end_session(session, protocol::EndReason::counsellor_lost, now, effects);
    case Session::Due::end: return end_session(session, session.reason(), now, effects);
    case Session::Due::wrap_up: return wrap_up(session.staff(), id, now, effects);
    }
}

} // namespace desk
