// What visitors say, and what becomes of their places: the line's half of a Desk.
#include "desk/assertion.hpp"
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <chrono>
#include <utility>

namespace desk {

namespace {

using namespace protocol::visitor;
using protocol::records::Step;
namespace limits = protocol::limits;

constexpr DeadlineKey key(TicketId ticket)
{
    return {Subject::ticket, static_cast<std::uint64_t>(ticket)};
}

constexpr std::uint32_t number(TicketId ticket)
{
    return static_cast<std::uint32_t>(ticket);
}

} // namespace

void Desk::said(VisitorSaid&& said, Time now, Effects& effects)
{
    auto const connection = said.connection;
    if (auto const* greeting = std::get_if<Hello>(&said.message))
        return hello(said, *greeting, now, effects);
    auto const known = connections_.find(connection);
    auto* const visiting =
        known == connections_.end() ? nullptr : std::get_if<Visiting>(&known->second);
    if (visiting == nullptr)
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    if (session_said(connection, said.message, now, effects)) return;
    if (std::holds_alternative<Join>(said.message)) {
        join(said, *visiting, now, effects);
    } else if (std::holds_alternative<Resume>(said.message)) {
        resume(connection, *visiting, now, effects);
    } else if (std::holds_alternative<Leave>(said.message)) {
        leave(*visiting, now, effects);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        effects.push_back(TellVisitor{connection, protocol::Pong{}});
    }
}

void Desk::hello(VisitorSaid const& said, Hello const& hello, Time now, Effects& effects)
{
    if (hello.protocol != limits::protocol_number)
        return refuse(said.connection, protocol::CloseCode::other_protocol, now, effects);
    auto const [entry, fresh] =
        connections_.try_emplace(said.connection, Visiting{hello.load, now});
    if (!fresh) return refuse(said.connection, protocol::CloseCode::bad_message, now, effects);
    effects.push_back(TellVisitor{said.connection, Welcome{intake(), {}}});
    if (!said.pass) {
        effects.push_back(Record{protocol::records::Counted{Step::opened}});
        return;
    }
    if (auto const ticket = ticket_of(*said.pass)) {
        claim(*ticket, said.connection, std::get<Visiting>(entry->second), now, effects);
    } else if (auto const reason = gone_.reason(*said.pass)) {
        effects.push_back(TellVisitor{said.connection, protocol::visitor::Gone{*reason}});
    }
}

// A join asked again, on this connection or after a lost one, is the same place.
void Desk::join(VisitorSaid const& said, Visiting& visiting, Time now, Effects& effects)
{
    YORISOI_ASSERT(said.pass.has_value());
    auto const known = ticket_of(*said.pass);
    if (visiting.ticket && visiting.ticket != known) return; // a page has one place
    if (known) return claim(*known, said.connection, visiting, now, effects);
    if (auto const reason = gone_.reason(*said.pass)) {
        effects.push_back(TellVisitor{said.connection, protocol::visitor::Gone{*reason}});
        return;
    }
    effects.push_back(Record{protocol::records::Counted{Step::consented}});
    if (intake() != Intake::open) return turn_away(said.connection, effects);
    queue(said, visiting, now, effects);
}

void Desk::turn_away(ConnectionId connection, Effects& effects)
{
    auto const why = intake();
    auto const step = why == Intake::full   ? Step::turned_away_full
                      : why == Intake::over ? Step::turned_away_over
                                            : Step::turned_away_closed;
    effects.push_back(Record{protocol::records::Counted{step}});
    effects.push_back(TellVisitor{connection, NotQueued{why}});
}

void Desk::queue(VisitorSaid const& said, Visiting& visiting, Time now, Effects& effects)
{
    auto const id = TicketId{++last_ticket_};
    tickets_.emplace(id, Ticket{*said.pass, said.fresh, visiting.load, said.connection,
                                visiting.opened_at, now});
    by_pass_.emplace(*said.pass, id);
    visiting.ticket = id;
    queue_.join(id, Band::usual);
    auto const opened = std::chrono::duration_cast<std::chrono::seconds>(now - visiting.opened_at);
    effects.push_back(Record{protocol::records::TicketQueued{
        last_ticket_, said.fresh, shift_name_, *said.pass, false, limits::in_seconds(opened), 0}});
    stand_in_line(id, effects);
    changed(now);
}

std::optional<TicketId> Desk::ticket_of(PassHash const& pass) const
{
    auto const found = by_pass_.find(pass);
    return found == by_pass_.end() ? std::nullopt : std::optional(found->second);
}

// The newest page holds the place; the older one is told so. In the line it goes on by itself, in a
// session only if it is the same load: another one is asked first, and until then the seat is away.
void Desk::claim(TicketId id, ConnectionId connection, Visiting& visiting, Time now,
                 Effects& effects)
{
    auto& ticket = tickets_.at(id);
    if (ticket.connection && ticket.connection != connection) {
        auto const older = *ticket.connection;
        page_lost(id, older, now, effects);
        close(older, protocol::CloseCode::opened_elsewhere, effects);
    }
    auto const known_here = ticket.connection == connection;
    ticket.connection = connection;
    ticket.load = visiting.load;
    visiting.ticket = id;
    if (!ticket.session) {
        deadlines_.disarm(key(id));
        if (queue_.state(id) == Waiting::parked)
            effects.push_back(Record{protocol::records::TicketReturned{number(id)}});
        queue_.mark(id, Waiting::present);
        stand_in_line(id, effects);
        return changed(now);
    }
    auto const& session = sessions_.at(*ticket.session);
    if (session.seat(protocol::SeatKind::visitor).load == visiting.load) {
        if (!known_here) resume(connection, visiting, now, effects);
    } else {
        effects.push_back(TellVisitor{connection, Resumable{session.id()}});
    }
}

void Desk::stand_in_line(TicketId id, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    ticket.told_position = queue_.position(id).value();
    if (ticket.connection)
        effects.push_back(TellVisitor{*ticket.connection, Queued{ticket.told_position}});
}

void Desk::resume(ConnectionId connection, Visiting const& visiting, Time now, Effects& effects)
{
    if (!visiting.ticket) return;
    auto const& ticket = tickets_.at(*visiting.ticket);
    if (!ticket.session || ticket.connection != connection) return;
    auto& session = sessions_.at(*ticket.session);
    if (session.seat_of(connection)) return; // asked again, and already so
    session.take(protocol::SeatKind::visitor, connection, visiting.load, now, effects);
    arm(session);
    changed(now);
}

// Leaving the line and leaving a session are the same wish, so they are one message. A visitor who
// is in neither has already been told; a second goodbye that crossed it is not an error.
void Desk::leave(Visiting const& visiting, Time now, Effects& effects)
{
    if (!visiting.ticket) return;
    auto const id = *visiting.ticket;
    if (auto const session = tickets_.at(id).session)
        return begin_end(sessions_.at(*session), protocol::EndReason::visitor_left, now, effects);
    leave_line(id, protocol::EndReason::visitor_left, effects);
    changed(now);
}

void Desk::leave_line(TicketId id, protocol::EndReason reason, Effects& effects)
{
    effects.push_back(Record{protocol::records::TicketGone{number(id), reason}});
    forget(id, reason, effects);
}

// The place is gone, and its page is told so unless it has just heard `ended` in its seat.
void Desk::forget(TicketId id, protocol::EndReason reason, Effects& effects)
{
    auto const ticket = tickets_.extract(id).mapped();
    queue_.leave(id);
    deadlines_.disarm(key(id));
    by_pass_.erase(ticket.pass);
    gone_.remember(ticket.pass, reason);
    if (!ticket.connection) return;
    std::get<Visiting>(connections_.at(*ticket.connection)).ticket.reset();
    if (ticket.session && sessions_.at(*ticket.session).seat_of(*ticket.connection)) return;
    effects.push_back(TellVisitor{*ticket.connection, protocol::visitor::Gone{reason}});
}

// A beacon of a load that no longer holds the place says nothing about it.
void Desk::came(BeaconCame const& beacon, Time now, Effects& effects)
{
    auto const id = ticket_of(beacon.pass);
    if (!id) return;
    auto const& ticket = tickets_.at(*id);
    auto const session = ticket.session;
    if (ticket.load != beacon.load) return;
    auto const connection = ticket.connection;
    if (beacon.says == protocol::api::Says::left) {
        if (session) {
            auto& left = sessions_.at(*session);
            left.lose(protocol::SeatKind::visitor, now, effects);
            end_session(left, protocol::EndReason::visitor_left, now, effects);
        } else {
            leave_line(*id, protocol::EndReason::visitor_left, effects);
        }
        changed(now);
    } else if (connection) {
        page_lost(*id, *connection, now, effects);
    }
    if (connection) close(*connection, protocol::CloseCode::left, effects);
}

// The place is kept: in the line for its grace, in a session for the longer one.
void Desk::page_lost(TicketId id, ConnectionId connection, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    if (ticket.connection == connection) ticket.connection.reset();
    if (!ticket.session) {
        wait_away(id, now);
    } else if (auto& session = sessions_.at(*ticket.session); session.seat_of(connection)) {
        session.lose(protocol::SeatKind::visitor, now, effects);
        arm(session);
    }
    changed(now);
}

void Desk::wait_away(TicketId id, Time now)
{
    queue_.mark(id, Waiting::away);
    deadlines_.arm(key(id), now + settings_.line_grace);
}

// The grace is over: the place is kept, but passed over until its page returns.
void Desk::park(TicketId id, Time now, Effects& effects)
{
    queue_.mark(id, Waiting::parked);
    effects.push_back(Record{protocol::records::TicketParked{number(id)}});
    changed(now);
}

} // namespace desk
