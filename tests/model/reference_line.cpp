// The naive desk's line and roster: design.md, section 3, and the greetings of protocol/README.md.
#include "model/reference.hpp"
#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

#include <algorithm>

namespace model {

using protocol::CloseCode;
using protocol::visitor::Intake;
namespace limits = protocol::limits;

std::string closing(CloseCode code)
{
    return "closed " + std::to_string(static_cast<int>(code));
}

Reference::Reference(desk::Settings settings, std::uint32_t incarnation)
    : settings_(settings), incarnation_(incarnation)
{
}

Told Reference::handle(desk::Input const& input, Time now)
{
    now_ = now;
    told_.clear();
    truths_.clear();
    std::visit([&](auto const& happened) { hear(happened); }, input);
    settle();
    return told_;
}

Told Reference::tick(Time now)
{
    now_ = now;
    told_.clear();
    truths_.clear();
    settle();
    for (auto due = earliest(now); due; due = earliest(now)) {
        fall_due(*due);
        settle();
    }
    return told_;
}

template <class Message>
void Reference::tell(std::optional<ConnectionId> to, Message const& message)
{
    if (to) told_[*to].push_back(protocol::encode(message));
}

// Whoever is refused is gone from here like one whose network was lost: the place is kept.
void Reference::shut(ConnectionId connection, CloseCode code)
{
    lose(connection);
    told_[connection].push_back(closing(code));
}

void Reference::lose(ConnectionId connection)
{
    auto const found = pages_.find(connection);
    if (found == pages_.end()) return;
    auto const page = found->second;
    pages_.erase(found);
    if (page.place && place(*page.place)) {
        auto& mine = *place(*page.place);
        mine.at.reset();
        mine.away_since = now_;
        if (mine.session) {
            auto& sits = *talk(*mine.session);
            if (sits.seats.at(0).at == connection) stand_up(sits, SeatKind::visitor);
        }
    }
    if (page.counsellor && roster_.at(*page.counsellor).at == connection) {
        roster_.at(*page.counsellor).at.reset();
        roster_.at(*page.counsellor).off_at = now_ + settings_.counsellor_grace;
        for (auto& each : talks_)
            if (each.staff == *page.counsellor) stand_up(each, SeatKind::counsellor);
    }
    settle();
}

bool Reference::greeted_well(ConnectionId connection, bool hello, std::uint32_t protocol)
{
    auto const known = pages_.contains(connection);
    if (hello && protocol != limits::protocol_number)
        shut(connection, CloseCode::other_protocol);
    else if (hello == known)
        shut(connection, CloseCode::bad_message);
    else
        return true;
    return false;
}

void Reference::hear(desk::VisitorSaid const& said)
{
    using namespace protocol::visitor;
    auto const from = said.connection;
    auto const* hello = std::get_if<Hello>(&said.message);
    if (!greeted_well(from, hello != nullptr, hello ? hello->protocol : 0)) return;
    if (hello) {
        pages_[from] = {hello->load, {}, {}, false};
        tell(from, Welcome{intake(), {}});
        if (said.pass && place(*said.pass))
            arrive(*place(*said.pass), from);
        else if (said.pass && gone_.contains(*said.pass))
            tell(from, Gone{gone_.at(*said.pass)});
        return;
    }
    auto const& page = pages_.at(from);
    auto* const mine = page.place ? place(*page.place) : nullptr;
    if (std::holds_alternative<Join>(said.message)) {
        join(said);
    } else if (std::holds_alternative<Resume>(said.message)) {
        if (mine && mine->session && talk(*mine->session)->seats.at(0).at != from)
            sit(*talk(*mine->session), SeatKind::visitor, from, page.load);
    } else if (std::holds_alternative<Leave>(said.message)) {
        if (mine && mine->session)
            begin_end(*talk(*mine->session), EndReason::visitor_left);
        else if (mine)
            forget(mine->pass, EndReason::visitor_left);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        tell(from, protocol::Pong{});
    } else {
        hear_in_session(SeatKind::visitor, from, said.message);
    }
}

// The same pass asked again is the same place; a page that has a place gets no second one.
void Reference::join(desk::VisitorSaid const& said)
{
    using namespace protocol::visitor;
    auto& page = pages_.at(said.connection);
    if (page.place && page.place != said.pass) return;
    if (auto* const known = place(*said.pass)) return arrive(*known, said.connection);
    if (gone_.contains(*said.pass)) return tell(said.connection, Gone{gone_.at(*said.pass)});
    if (intake() != Intake::open) return tell(said.connection, NotQueued{intake()});
    page.place = said.pass;
    places_.push_back({*said.pass, page.load, said.connection, now_});
    tell(said.connection, queued(places_.back()));
}

// The newest connection holds the place, the older one is closed. In the line it goes on by itself;
// in a session only the same load does, another one is asked first.
void Reference::arrive(Place& place, ConnectionId connection)
{
    auto const again = place.at == connection;
    if (place.at && !again) shut(*place.at, CloseCode::opened_elsewhere);
    auto& page = pages_.at(connection);
    page.place = place.pass;
    place.at = connection;
    place.load = page.load;
    place.parked = false;
    if (!place.session) return tell(connection, queued(place));
    auto& sits = *talk(*place.session);
    if (sits.seats.at(0).load != page.load)
        tell(connection, protocol::visitor::Resumable{sits.name});
    else if (!again)
        sit(sits, SeatKind::visitor, connection, page.load);
}

void Reference::forget(PassHash pass, EndReason reason)
{
    auto const mine = *place(pass);
    gone_.insert_or_assign(pass, reason);
    std::erase_if(places_, [&](auto const& each) { return each.pass == pass; });
    if (!mine.at) return;
    pages_.at(*mine.at).place.reset();
    if (!mine.session || talk(*mine.session)->seats.at(0).at != mine.at)
        tell(mine.at, protocol::visitor::Gone{reason});
}

void Reference::hear(desk::BeaconCame const& beacon)
{
    auto* const mine = place(beacon.pass);
    if (!mine || mine->load != beacon.load) return;
    auto const at = mine->at;
    if (beacon.says == protocol::api::Says::away) {
        if (at) shut(*at, CloseCode::left);
        return;
    }
    if (mine->session) {
        auto& sits = *talk(*mine->session);
        stand_up(sits, SeatKind::visitor);
        end(sits, EndReason::visitor_left);
    } else {
        forget(beacon.pass, EndReason::visitor_left);
    }
    if (at) shut(*at, CloseCode::left);
}

void Reference::hear(desk::CounsellorSaid const& said)
{
    using namespace protocol::counsellor;
    auto const from = said.connection;
    auto const staff = said.staff.id;
    auto const* hello = std::get_if<Hello>(&said.message);
    if (!greeted_well(from, hello != nullptr, hello ? hello->protocol : 0)) return;
    if (hello) {
        auto& counsellor = roster_[staff];
        if (counsellor.at) shut(*counsellor.at, CloseCode::opened_elsewhere);
        pages_[from] = {hello->load, {}, staff, false};
        counsellor = {said.staff.alias, from, hello->load, {}, counsellor.presence,
                      counsellor.since};
        tell(from, Welcome{said.staff.alias, {}});
        tell(from, line_for(staff));
        for (auto& each : talks_)
            if (each.staff == staff) sit(each, SeatKind::counsellor, from, hello->load);
    } else if (auto const* take = std::get_if<TakeNext>(&said.message)) {
        take_next(from, staff, take->taken);
    } else if (auto const* ends = std::get_if<End>(&said.message)) {
        if (auto* const mine = talk(ends->session); mine && mine->seats.at(1).at == from)
            begin_end(*mine, EndReason::counsellor_ended);
    } else if (auto const* done = std::get_if<WrappedUp>(&said.message)) {
        wrap_up(staff, done->session);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        tell(from, protocol::Pong{});
    } else {
        hear_in_session(SeatKind::counsellor, from, said.message);
    }
}

void Reference::hear(desk::StaffSignedOut const& out)
{
    auto const found = pages_.find(out.connection);
    if (found == pages_.end()) return;
    auto const staff = found->second.counsellor;
    shut(out.connection, CloseCode::signed_out);
    if (staff && seats_of(*staff) == 0) roster_.erase(*staff);
}

} // namespace model
