// The naive desk's line: who asks for a place, comes, taps and goes. design.md, section 3, and the
// greetings of protocol/README.md.
#include "model/reference.hpp"
#include "protocol/codec.hpp"

#include <algorithm>

namespace model {

using protocol::CloseCode;
using protocol::records::Step;
using protocol::visitor::Intake;

void Reference::hear(desk::VisitorSaid const& said)
{
    using namespace protocol::visitor;
    auto const from = said.connection;
    auto const* hello = std::get_if<Hello>(&said.message);
    if (!greeted_well(from, hello != nullptr, hello ? hello->protocol : 0)) return;
    if (hello) return greet(said, *hello);
    auto& page = pages_.at(from);
    auto* const mine = page.place ? place(*page.place) : nullptr;
    if (auto const* asks = std::get_if<Join>(&said.message)) {
        join(said, asks->answers);
    } else if (std::holds_alternative<Consent>(said.message)) {
        if (!page.consented) count(Step::consented);
        if (!page.consented) page.consented = now_;
    } else if (std::holds_alternative<Tap>(said.message)) {
        if (mine) tap(*mine);
    } else if (std::holds_alternative<Resume>(said.message)) {
        if (mine && mine->session && talk(*mine->session)->seats.at(0).at != from) {
            sit(*talk(*mine->session), SeatKind::visitor, from, page.load);
        }
    } else if (std::holds_alternative<Leave>(said.message)) {
        leave(page, from);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        tell(from, protocol::Pong{});
    } else {
        hear_in_session(SeatKind::visitor, from, said.message);
    }
}

void Reference::greet(desk::VisitorSaid const& said, protocol::visitor::Hello const& hello)
{
    auto const from = said.connection;
    pages_[from] = {hello.load};
    tell(from, protocol::visitor::Welcome{intake(), next_opening_, settings_.questions, {}});
    if (hello.first && !said.pass) count(Step::opened);
    if (said.pass && place(*said.pass))
        arrive(*place(*said.pass), from);
    else if (said.pass && refusal_of(*said.pass))
        tell_refused(from, *said.pass);
    else if (said.pass && gone_.contains(*said.pass))
        tell(from, protocol::visitor::Gone{gone_.at(*said.pass)});
}

// The same pass asked again is the same place; a page that has a place gets no second one.
void Reference::join(desk::VisitorSaid const& said, protocol::Answers answers)
{
    using namespace protocol::visitor;
    auto& page = pages_.at(said.connection);
    if (page.place && page.place != said.pass) return;
    if (auto* const known = place(*said.pass)) return arrive(*known, said.connection);
    if (refusal_of(*said.pass)) return tell_refused(said.connection, *said.pass);
    if (gone_.contains(*said.pass)) return tell(said.connection, Gone{gone_.at(*said.pass)});
    auto const& asked = settings_.questions;
    if (asked.topic || asked.age_band || asked.gender || asked.area || asked.danger)
        count(Step::pre_chat);
    if (intake() != Intake::open) return turn_away(said.connection);
    if (!asked.topic) answers.topic.reset();
    if (!asked.age_band) answers.age_band.reset();
    if (!asked.gender) answers.gender.reset();
    if (!asked.area) answers.area.reset();
    if (!asked.danger) answers.danger.reset();
    page.place = said.pass;
    places_.push_back(
        {*said.pass, ticket_.value(), page.load, said.connection, now_, now_, answers});
    stand_in_line(places_.back());
}

void Reference::turn_away(ConnectionId connection)
{
    switch (intake()) {
    case Intake::closed: count(Step::turned_away_closed); break;
    case Intake::over: count(Step::turned_away_over); break;
    case Intake::full: count(Step::turned_away_full); break;
    case Intake::paused: count(Step::turned_away_paused); break;
    case Intake::open: break;
    }
    tell(connection, protocol::visitor::NotQueued{intake()});
}

// The newest connection holds the place, the older one is closed. In the line it goes on by itself;
// in a session only the same load does, another one is asked first.
void Reference::arrive(Place& place, ConnectionId connection)
{
    auto const was_there = place.at.has_value();
    auto const again = place.at == connection;
    auto& page = pages_.at(connection);
    if (was_there && !again) {
        auto const older = *place.at;
        if (place.session && talk(*place.session)->seats.at(0).at == older)
            stand_up(*talk(*place.session), SeatKind::visitor);
        pages_.erase(older);
        told_[older].push_back(closing(CloseCode::opened_elsewhere));
    }
    if (!was_there) {
        come_back(place.pass);
        if (place.load != page.load && !place.session) place.tapped = now_; // opened by somebody
    }
    page.place = place.pass;
    place.at = connection;
    place.load = page.load;
    if (!place.session) {
        if (place.parked && !place.until_tap) {
            place.parked = false;
            record(protocol::records::TicketReturned{place.ticket});
        }
        return stand_in_line(place);
    }
    auto& sits = *talk(*place.session);
    if (sits.seats.at(0).load != page.load) {
        tell(connection, protocol::visitor::Resumable{sits.name});
    } else if (!again) {
        sit(sits, SeatKind::visitor, connection, page.load);
    }
    tell_paused(place);
}

void Reference::come_back(PassHash const& pass)
{
    awaited_.erase(pass);
    if (returned_.insert(pass).second) came_back_ = now_;
}

// Where the page stands, in words.
void Reference::stand_in_line(Place& place)
{
    if (place.until_tap) return tell_parked(place);
    tell(place.at, queued(place));
    if (place.asked) {
        auto const left = *place.asked + settings_.tap_grace - now_;
        tell(place.at, protocol::visitor::TapAsked{begun_seconds(left)});
    }
    tell_paused(place);
}

void Reference::tell_parked(Place const& place)
{
    tell(place.at, protocol::visitor::Parked{*place.until_tap});
    tell_paused(place);
}

// What becomes of a place may be told late.
void Reference::tell_paused(Place const& place)
{
    if (disk_away_) tell(place.at, protocol::visitor::LinePaused{});
}

// A tap that nobody asked for shows all the same that somebody is there.
void Reference::tap(Place& place)
{
    if (place.session) return;
    place.tapped = now_;
    place.asked.reset();
    if (!place.until_tap) return;
    place.parked = false;
    place.until_tap.reset();
    record(protocol::records::TicketReturned{place.ticket});
    stand_in_line(place);
}

void Reference::park(Place& place, std::optional<protocol::visitor::ParkReason> until_tap)
{
    place.parked = true;
    place.until_tap = until_tap;
    place.asked.reset();
    record(protocol::records::TicketParked{place.ticket, until_tap});
    if (until_tap) tell_parked(place);
}

// Who does not hold the seat has no last words to wait for: leaving is the end at once.
void Reference::leave(Greeted const& page, ConnectionId from)
{
    auto* const mine = page.place ? place(*page.place) : nullptr;
    if (!mine) return;
    if (!mine->session) return leave_line(mine->pass, EndReason::visitor_left);
    auto& sits = *talk(*mine->session);
    if (sits.seats.at(0).at == from)
        begin_end(sits, EndReason::visitor_left);
    else
        end(sits.name, EndReason::visitor_left, Visitor::leaves);
}

void Reference::leave_line(PassHash pass, EndReason reason)
{
    record(protocol::records::TicketGone{place(pass)->ticket, reason});
    forget(pass, reason);
}

void Reference::forget(PassHash pass, EndReason reason)
{
    auto const mine = *place(pass);
    for (auto const& offer : std::vector(offers_))
        if (offer.pass == pass) withdraw(offer.staff);
    gone_.insert_or_assign(pass, reason);
    awaited_.erase(pass); // and says nothing of those who are still coming
    std::erase_if(places_, [&](auto const& each) { return each.pass == pass; });
    if (!mine.at) return;
    pages_.at(*mine.at).place.reset();
    if (reason == EndReason::cooled_down) return; // it has been told
    if (!mine.session || talk(*mine.session)->seats.at(0).at != mine.at)
        tell(mine.at, protocol::visitor::Gone{reason});
}

void Reference::hear(desk::BeaconCame const& beacon)
{
    auto* const mine = place(beacon.pass);
    if (!mine || (mine->load != LoadId{} && mine->load != beacon.load)) return;
    auto const at = mine->at;
    if (beacon.says == protocol::api::Says::away) {
        if (at) shut(*at, CloseCode::left);
        return;
    }
    if (mine->session) {
        auto& sits = *talk(*mine->session);
        stand_up(sits, SeatKind::visitor);
        end(sits.name, EndReason::visitor_left, Visitor::leaves);
    } else {
        leave_line(beacon.pass, EndReason::visitor_left);
    }
    if (at) shut(*at, CloseCode::left);
}

// Into the front band, in the order of arrival as everywhere.
void Reference::move_up(std::uint32_t ticket, protocol::supervisor::MoveReason reason,
                        StaffId staff)
{
    for (auto& each : places_) {
        if (each.ticket != ticket || each.session || each.front) continue;
        each.front = true;
        record(protocol::records::TicketMovedUp{ticket, reason, static_cast<std::uint32_t>(staff)});
    }
}

} // namespace model
