// What becomes of a place in line: its page is lost and comes back, a person is asked for a tap
// near the head, the place is parked, and gone at last.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <utility>

namespace desk {

namespace {

using namespace protocol::visitor;

constexpr DeadlineKey key(TicketId ticket)
{
    return {Subject::ticket, static_cast<std::uint64_t>(ticket)};
}

constexpr std::uint32_t number(TicketId ticket)
{
    return static_cast<std::uint32_t>(ticket);
}

} // namespace

// A page shows this place again. Parked until a tap it stays so: a page comes back by itself, a
// person does not.
void Desk::come_back(TicketId id, bool was_away, bool other_load, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    if (ticket.until_tap) return tell_parked(id, effects);
    if (was_away) {
        deadlines_.disarm(key(id));
        if (queue_.state(id) == Waiting::parked)
            effects.push_back(Record{protocol::records::TicketReturned{number(id)}});
        if (other_load) ticket.tapped_at = now; // somebody has opened the page
        queue_.mark(id, Waiting::present);
    }
    stand_in_line(id, now, effects);
}

// requires: in line, not parked, and its page is there
void Desk::stand_in_line(TicketId id, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    auto const to = *ticket.connection;
    ticket.told = forecast(now).queued(queue_.position(id).value());
    effects.push_back(TellVisitor{to, *ticket.told});
    if (ticket.tap_until)
        effects.push_back(TellVisitor{to, TapAsked{seconds_left(*ticket.tap_until - now)}});
    tell_paused(id, effects);
}

// The place is kept: in the line for its grace, in a session for the longer one.
void Desk::page_lost(TicketId id, ConnectionId connection, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    if (ticket.connection == connection) ticket.connection.reset();
    if (!ticket.session) {
        withdraw(id, effects);
        if (queue_.state(id) != Waiting::parked) wait_away(id, now);
    } else if (auto& session = sessions_.at(*ticket.session); session.seat_of(connection)) {
        session.lose(protocol::SeatKind::visitor, now, effects);
        arm(session);
    }
    changed(now);
}

void Desk::wait_away(TicketId id, Time now)
{
    tickets_.at(id).tap_until.reset(); // asked afresh when the page is back
    queue_.mark(id, Waiting::away);
    deadlines_.arm(key(id), now + settings_.line_grace);
}

void Desk::ask_for_tap(TicketId id, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    ticket.tap_until = now + settings_.tap_grace;
    deadlines_.arm(key(id), *ticket.tap_until);
    effects.push_back(TellVisitor{*ticket.connection, TapAsked{seconds_left(settings_.tap_grace)}});
}

// A person is there: also the way back of one who was parked, at the place that was kept.
void Desk::tap(Visiting const& visiting, Time now, Effects& effects)
{
    if (!visiting.ticket) return;
    auto const id = *visiting.ticket;
    auto& ticket = tickets_.at(id);
    if (ticket.session) return;
    ticket.tapped_at = now;
    changed(now); // when to ask for the next is found at the telling
    if (std::exchange(ticket.tap_until, std::nullopt)) deadlines_.disarm(key(id));
    if (!std::exchange(ticket.until_tap, std::nullopt)) return;
    effects.push_back(Record{protocol::records::TicketReturned{number(id)}});
    queue_.mark(id, Waiting::present);
    stand_in_line(id, now, effects);
}

// The place is kept, but passed over until its page, or with a reason its person, is back.
void Desk::park(TicketId id, std::optional<ParkReason> until_tap, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    queue_.mark(id, Waiting::parked);
    ticket.tap_until.reset();
    ticket.until_tap = until_tap;
    effects.push_back(Record{protocol::records::TicketParked{number(id), until_tap}});
    tell_parked(id, effects);
}

// To whoever looks at a place that waits for a tap.
void Desk::tell_parked(TicketId id, Effects& effects) const
{
    auto const& ticket = tickets_.at(id);
    if (!ticket.until_tap || !ticket.connection) return;
    effects.push_back(TellVisitor{*ticket.connection, Parked{*ticket.until_tap}});
    tell_paused(id, effects);
}

// Away beyond the grace, or asked for a tap that did not come.
void Desk::ticket_due(TicketId id, Time now, Effects& effects)
{
    park(id, tickets_.at(id).tap_until ? std::optional(ParkReason::no_tap) : std::nullopt, effects);
    changed(now);
}

void Desk::leave_line(TicketId id, protocol::EndReason reason, Effects& effects)
{
    effects.push_back(Record{protocol::records::TicketGone{number(id), reason}});
    forget(id, reason, effects);
}

// The place is gone, and its page is told so unless it has just heard the same as `ended` in its
// seat, or that its pass is refused now.
void Desk::forget(TicketId id, protocol::EndReason reason, Effects& effects)
{
    withdraw(id, effects);
    auto const ticket = tickets_.extract(id).mapped();
    queue_.leave(id);
    deadlines_.disarm(key(id));
    by_pass_.erase(ticket.pass());
    returning_.gone(id);
    gone_.remember(ticket.pass(), reason);
    if (!ticket.connection) return;
    std::get<Visiting>(connections_.at(*ticket.connection)).ticket.reset();
    if (reason == protocol::EndReason::cooled_down) return;
    if (ticket.session) {
        auto const& session = sessions_.at(*ticket.session);
        if (session.seat_of(*ticket.connection) && session.reason() == reason) return;
    }
    effects.push_back(TellVisitor{*ticket.connection, protocol::visitor::Gone{reason}});
}

} // namespace desk
