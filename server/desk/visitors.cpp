// What visitors say: greeting, joining, coming back to a place, leaving it. What becomes of the
// place itself is in places.cpp.
#include "desk/assertion.hpp"
#include "desk/desk.hpp"
#include "desk/seconds.hpp"
#include "protocol/limits.hpp"

#include <utility>

namespace desk {

namespace {

using namespace protocol::visitor;
using protocol::records::Step;
namespace limits = protocol::limits;

// Of the answers those count whose question the desk asks.
protocol::Answers asked(protocol::Answers answers, protocol::Questions const& questions)
{
    if (!questions.topic) answers.topic.reset();
    if (!questions.age_band) answers.age_band.reset();
    if (!questions.gender) answers.gender.reset();
    if (!questions.area) answers.area.reset();
    if (!questions.danger) answers.danger.reset();
    return answers;
}

bool any(protocol::Questions const& questions)
{
    return questions.topic || questions.age_band || questions.gender || questions.area ||
           questions.danger;
}

Step turned_away(Intake why)
{
    switch (why) {
    case Intake::over: return Step::turned_away_over;
    case Intake::full: return Step::turned_away_full;
    case Intake::paused: return Step::turned_away_paused;
    case Intake::open:
    case Intake::closed: break;
    }
    return Step::turned_away_closed;
}

} // namespace

void Desk::happened(VisitorSaid& said, Time now, Effects& effects)
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
    if (auto const* asks = std::get_if<Join>(&said.message)) {
        join(said, asks->answers, *visiting, now, effects);
    } else if (std::holds_alternative<Consent>(said.message)) {
        if (!visiting->consented_at) counting_.count(Step::consented);
        visiting->consented_at = visiting->consented_at.value_or(now);
    } else if (std::holds_alternative<Tap>(said.message)) {
        tap(*visiting, now, effects);
    } else if (std::holds_alternative<Resume>(said.message)) {
        resume(connection, *visiting, now, effects);
    } else if (std::holds_alternative<Leave>(said.message)) {
        leave(connection, *visiting, now, effects);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        effects.push_back(TellVisitor{connection, protocol::Pong{}});
    }
}

void Desk::hello(VisitorSaid const& said, Hello const& hello, Time now, Effects& effects)
{
    if (hello.protocol != limits::protocol_number)
        return refuse(said.connection, protocol::CloseCode::other_protocol, now, effects);
    auto const [entry, fresh] = connections_.try_emplace(
        said.connection, Visiting{{hello.load, hello.public_key}, now, intake(now), next_opening_});
    if (!fresh) return refuse(said.connection, protocol::CloseCode::bad_message, now, effects);
    auto& visiting = std::get<Visiting>(entry->second);
    effects.push_back(TellVisitor{
        said.connection, Welcome{visiting.intake, next_opening_, settings_.questions, {}}});
    if (!said.pass) {
        if (hello.first) counting_.count(Step::opened);
        return;
    }
    if (auto const ticket = ticket_of(*said.pass)) {
        claim(*ticket, said.connection, visiting, now, effects);
    } else if (cool_downs_.refused_until(*said.pass)) {
        tell_cooling(said.connection, *said.pass, now, effects);
    } else if (auto const reason = gone_.reason(*said.pass)) {
        effects.push_back(TellVisitor{said.connection, protocol::visitor::Gone{*reason}});
    }
}

// A join asked again, on this connection or after a lost one, is the same place.
void Desk::join(VisitorSaid const& said, protocol::Answers answers, Visiting& visiting, Time now,
                Effects& effects)
{
    YORISOI_ASSERT(said.pass.has_value());
    auto const known = ticket_of(*said.pass);
    if (visiting.ticket && visiting.ticket != known) return; // a page has one place
    if (known) return claim(*known, said.connection, visiting, now, effects);
    if (cool_downs_.refused_until(*said.pass))
        return tell_cooling(said.connection, *said.pass, now, effects);
    if (auto const reason = gone_.reason(*said.pass)) {
        effects.push_back(TellVisitor{said.connection, protocol::visitor::Gone{*reason}});
        return;
    }
    if (any(settings_.questions)) counting_.count(Step::pre_chat);
    if (intake(now) != Intake::open) return turn_away(said.connection, visiting, now, effects);
    queue(said, asked(std::move(answers), settings_.questions), visiting, now, effects);
}

void Desk::turn_away(ConnectionId connection, Visiting& visiting, Time now, Effects& effects)
{
    visiting.intake = intake(now);
    counting_.count(turned_away(visiting.intake));
    effects.push_back(TellVisitor{connection, NotQueued{visiting.intake}});
}

void Desk::queue(VisitorSaid const& said, protocol::Answers const& answers, Visiting& visiting,
                 Time now, Effects& effects)
{
    auto const id = TicketId{++last_ticket_};
    protocol::records::TicketQueued queued;
    queued.ticket = last_ticket_;
    queued.pseudonym = said.fresh;
    queued.shift = shift_.name();
    queued.pass = *said.pass;
    queued.opened_seconds_ago = seconds_in(now - visiting.opened_at);
    queued.consented_seconds_ago = seconds_in(now - visiting.consented_at.value_or(now));
    queued.pre_chat = any(settings_.questions);
    queued.answers = answers;
    effects.push_back(Record{queued});
    auto& ticket =
        tickets_.emplace(id, Ticket{std::move(queued), now, visiting.load}).first->second;
    ticket.connection = said.connection;
    ticket.tapped_at = now;
    by_pass_.emplace(*said.pass, id);
    visiting.ticket = id;
    queue_.join(id, Band::usual);
    stand_in_line(id, now, effects);
    changed(now);
}

std::optional<TicketId> Desk::ticket_of(PassHash const& pass) const
{
    auto const found = by_pass_.find(pass);
    return found == by_pass_.end() ? std::nullopt : std::optional(found->second);
}

// The newest page holds the place; the older one is told so. In the line it goes on by itself, and
// the place was never without a page. In a session it goes on only if it is the same load: another
// one is asked first, and until then the seat is away.
void Desk::claim(TicketId id, ConnectionId connection, Visiting& visiting, Time now,
                 Effects& effects)
{
    auto& ticket = tickets_.at(id);
    auto const known_here = ticket.connection == connection;
    auto const was_away = !ticket.connection;
    if (!known_here && !was_away) {
        auto const older = *ticket.connection;
        if (ticket.session) page_lost(id, older, now, effects);
        close(older, protocol::CloseCode::opened_elsewhere, effects);
    }
    auto const other_load = ticket.load.id != visiting.load.id;
    ticket.connection = connection;
    ticket.load = visiting.load;
    visiting.ticket = id;
    changed(now);
    if (was_away) returning_.came(id, now);
    if (!ticket.session) return come_back(id, was_away, other_load, now, effects);
    auto const& session = sessions_.at(*ticket.session);
    if (session.seat(protocol::SeatKind::visitor).load.id != visiting.load.id)
        effects.push_back(TellVisitor{connection, Resumable{session.id()}});
    else if (!known_here)
        resume(connection, visiting, now, effects);
    tell_paused(id, effects);
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
// is in neither has already been told; a second goodbye that crossed it is not an error. A page
// that was only asked whether to go on has no last words to wait for.
void Desk::leave(ConnectionId connection, Visiting const& visiting, Time now, Effects& effects)
{
    if (!visiting.ticket) return;
    auto const id = *visiting.ticket;
    auto const session = tickets_.at(id).session;
    if (!session) {
        leave_line(id, protocol::EndReason::visitor_left, effects);
        return changed(now);
    }
    if (sessions_.at(*session).seat_of(connection))
        return begin_end(sessions_.at(*session), protocol::EndReason::visitor_left, now, effects);
    end_session(*session, protocol::EndReason::visitor_left, now, effects);
}

// A beacon of a load that no longer holds the place says nothing about it. After a restart no load
// is known until a page has come back: then the pass alone speaks.
void Desk::happened(BeaconCame const& beacon, Time now, Effects& effects)
{
    auto const id = ticket_of(beacon.pass);
    if (!id) return;
    auto const& ticket = tickets_.at(*id);
    auto const session = ticket.session;
    if (ticket.load.id != protocol::LoadId{} && ticket.load.id != beacon.load) return;
    auto const connection = ticket.connection;
    if (beacon.says == protocol::api::Says::left) {
        if (session) {
            sessions_.at(*session).lose(protocol::SeatKind::visitor, now, effects);
            end_session(*session, protocol::EndReason::visitor_left, now, effects);
        } else {
            leave_line(*id, protocol::EndReason::visitor_left, effects);
        }
        changed(now);
    } else if (connection) {
        page_lost(*id, *connection, now, effects);
    }
    if (connection) close(*connection, protocol::CloseCode::left, effects);
}

} // namespace desk
