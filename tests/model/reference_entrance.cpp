// The entrance of the naive desk: who speaks, who is lost, and what follows from each thing that
// happens.
#include "model/reference.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace model {

using protocol::CloseCode;
using protocol::counsellor::HandOverEnd;
namespace limits = protocol::limits;

Reference::Reference(desk::Settings settings, std::uint32_t incarnation)
    : settings_(settings), incarnation_(incarnation)
{
}

Told Reference::handle(desk::Input const& input, std::optional<std::uint32_t> ticket, Time now)
{
    now_ = now;
    ticket_ = ticket;
    told_.clear();
    truths_.clear();
    facts_.clear();
    might_be_asked_.clear();
    std::visit([&](auto const& happened) { hear(happened); }, input);
    follow();
    return told_;
}

// Without the disk nothing could be written down, so nothing falls due.
Told Reference::tick(Time now)
{
    now_ = now;
    told_.clear();
    truths_.clear();
    facts_.clear();
    might_be_asked_.clear();
    settle();
    if (disk_away_) return told_;
    for (auto due = earliest(now); due; due = earliest(now)) {
        fall_due(*due);
        follow();
    }
    return told_;
}

// In this order, after each input and after each thing that fell due.
void Reference::follow()
{
    using protocol::records::IntakeResumed;
    if (shift_ == Shift::paused && !too_few()) {
        shift_ = Shift::open;
        record(IntakeResumed{shift_name_});
    }
    if (shift_ != Shift::open || !too_few())
        too_few_since_.reset();
    else if (!too_few_since_)
        too_few_since_ = now_;
    if (returning_since_ && awaited_.empty()) returning_since_.reset();
    note_free();
    pair();
    write_due_counts();
    tell_alarms();
    tell_presences();
    settle();
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
    if (page.place && place(*page.place)) lose_place(*place(*page.place), connection);
    if (page.counsellor && roster_.at(*page.counsellor).at == connection)
        lose_counsellor(*page.counsellor);
    if (page.supervisor && std::ranges::none_of(pages_, [&](auto const& other) {
            return other.second.supervisor == page.supervisor;
        }))
        supervisors_.at(*page.supervisor).off_at = now_ + settings_.counsellor_grace;
}

void Reference::lose_place(Place& place, ConnectionId connection)
{
    place.at.reset();
    place.away_since = now_;
    place.asked.reset();
    for (auto const& offer : std::vector(offers_))
        if (offer.pass == place.pass) withdraw(offer.staff);
    if (!place.session) return;
    auto& sits = *talk(*place.session);
    if (sits.seats.at(0).at == connection) stand_up(sits, SeatKind::visitor);
}

void Reference::lose_counsellor(StaffId staff)
{
    roster_.at(staff).at.reset();
    roster_.at(staff).off_at = now_ + settings_.counsellor_grace;
    withdraw(staff);
    leave_thread_seat(staff);
    end_ask(staff, HandOverEnd::absent);
    for (auto& each : talks_)
        if (each.staff == staff) stand_up(each, SeatKind::counsellor);
    note_free();
    note_presence(staff);
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

void Reference::hear(desk::StaffSignedOut const& out)
{
    auto const found = pages_.find(out.connection);
    if (found == pages_.end()) return;
    auto const page = found->second;
    if (!page.counsellor && !page.supervisor) return; // a visitor is not signed in
    shut(out.connection, CloseCode::signed_out);
    if (page.counsellor && seats_of(*page.counsellor) == 0) strike_off(*page.counsellor);
    if (page.supervisor && supervisors_.at(*page.supervisor).off_at)
        supervisor_went(*page.supervisor);
}

// Without the disk nobody is placed or paired, and no end is final.
void Reference::hear(desk::StorageChanged const& changed)
{
    auto const away = changed.reach == desk::Reach::away;
    if (changed.storage == desk::Storage::database) {
        database_away_ = away;
        return;
    }
    if (std::exchange(disk_away_, away) == away) return;
    for (auto const& offer : std::vector(offers_))
        withdraw(offer.staff);
    for (auto const& [staff, counsellor] : roster_)
        end_ask(staff, HandOverEnd::withdrawn);
    if (away) {
        for (auto const& each : places_)
            tell(each.at, protocol::visitor::LinePaused{});
        return;
    }
    for (auto const* each : line())
        if (!each->parked) tell(each->at, queued(*each));
    for (auto const& each : std::vector(talks_))
        if (each.stage == Stage::ending && all_shown(each)) end(each.name, each.reason);
}

// Everybody is away and has the whole grace; what people were asked or were offered is forgotten.
void Reference::crash(Time now, std::uint32_t incarnation)
{
    now_ = now;
    incarnation_ = incarnation;
    sessions_ = 0;
    pages_.clear();
    offers_.clear();
    asks_.clear();
    threads_.clear();
    awaited_.clear();
    came_back_.reset();
    returned_.clear();
    counts_.clear();
    counted_at_.reset();
    disk_away_ = database_away_ = false;
    closes_at_.reset();
    next_opening_.reset();
    for (auto& each : places_) {
        each.at.reset();
        each.load = {}; // known again from the next greeting
        each.away_since = each.tapped = now;
        each.asked.reset();
        if (!each.parked) awaited_.insert(each.pass);
    }
    returning_since_ = awaited_.empty() ? std::nullopt : std::optional(now);
    for (auto& each : talks_) {
        if (each.stage == Stage::ending) each.stage = Stage::talking;
        for (auto& seat : each.seats)
            seat = {seat.load, std::nullopt, now, false, seat.unseen, seat.holder};
        each.returned = {};
        each.visitor_spoke = false;
        each.done.reset();
    }
    for (auto& [staff, counsellor] : roster_) {
        counsellor.at.reset();
        counsellor.off_at = now + settings_.counsellor_grace;
        counsellor.free_since.reset();
        counsellor.presence = protocol::supervisor::Presence::away;
        counsellor.since = now;
    }
    for (auto& [staff, supervisor] : supervisors_)
        supervisor.off_at = now + settings_.counsellor_grace;
    for (auto& each : cooled_)
        each.over = each.over || each.since + settings_.cool_down <= now;
    too_few_since_ = shift_ == Shift::open && too_few() ? std::optional(now) : std::nullopt;
    told_alarms_ = alarms();
    truths_.clear();
}

} // namespace model
