// What is told from one tick, and only when it has changed: positions, whether the desk receives,
// the line, the overview. Whoever is near the head is asked for a tap then.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace desk {

namespace {

constexpr DeadlineKey telling{Subject::telling};

std::uint32_t count(std::size_t size)
{
    return static_cast<std::uint32_t>(size);
}

protocol::supervisor::PlaceState state_of(Waiting waiting)
{
    using protocol::supervisor::PlaceState;
    switch (waiting) {
    case Waiting::present: break;
    case Waiting::offered: return PlaceState::offered;
    case Waiting::away: return PlaceState::away;
    case Waiting::parked: return PlaceState::parked;
    }
    return PlaceState::waiting;
}

} // namespace

void Desk::tell_changes(Time now, Effects& effects)
{
    last_told_ = now;
    tell_positions(now, effects);
    tell_intake(now, effects);
    std::optional<protocol::counsellor::Line> told; // the same for all but one number
    for (auto const& [staff, counsellor] : roster_) {
        if (!counsellor.connection) continue;
        if (!told) told = line(staff, now);
        told->taken = counsellor.taken;
        effects.push_back(TellCounsellor{*counsellor.connection, *told});
    }
    for (auto const& [connection, who] : connections_)
        if (std::holds_alternative<Supervising>(who))
            effects.push_back(TellSupervisor{connection, overview(now)});
}

// The next telling is due, at the latest, when somebody near the head has to be asked.
void Desk::tell_positions(Time now, Effects& effects)
{
    auto const chances = forecast(now);
    std::uint32_t position = 0;
    for (auto const& place : queue_.places()) {
        if (place.waiting == Waiting::parked) continue;
        ++position;
        auto const id = place.ticket;
        auto& ticket = tickets_.at(id);
        auto const queued = chances.queued(position);
        if (ticket.connection && (!ticket.told || !same(*ticket.told, queued))) {
            ticket.told = queued;
            effects.push_back(TellVisitor{*ticket.connection, queued});
        }
        if (position > settings_.near_head || place.waiting != Waiting::present || ticket.tap_until)
            continue;
        auto const old = ticket.tapped_at + settings_.tap_lasts;
        if (old <= now)
            ask_for_tap(id, now, effects);
        else if (auto const next = deadlines_.at(telling); !next || old < *next)
            deadlines_.arm(telling, std::max(old, last_told_ + settings_.telling));
    }
}

// To pages that hold no place: they can ask for one, or learn that they cannot.
void Desk::tell_intake(Time now, Effects& effects)
{
    auto const present = intake(now);
    for (auto& [connection, who] : connections_) {
        auto* const visiting = std::get_if<Visiting>(&who);
        if (visiting == nullptr || visiting->ticket) continue;
        if (visiting->intake == present && visiting->next_opening == next_opening_) continue;
        visiting->intake = present;
        visiting->next_opening = next_opening_;
        effects.push_back(
            TellVisitor{connection, protocol::visitor::IntakeChanged{present, next_opening_}});
    }
}

Forecast Desk::forecast(Time now) const
{
    auto const talk = experience_.talk_ms();
    return {now,
            experience_.range(),
            talk ? Duration(*talk) : settings_.guide,
            seats(roster_),
            receiving(roster_),
            shift_.closes_at()};
}

protocol::counsellor::Line Desk::line(StaffId staff, Time now) const
{
    return {intake(now), count(queue_.waiting()), longest_wait_seconds(now),
            roster_.at(staff).taken, returning_.active()};
}

std::uint32_t Desk::longest_wait_seconds(Time now) const
{
    auto const longest = queue_.longest_waiting();
    return longest ? seconds_in(now - tickets_.at(*longest).joined_at) : 0;
}

protocol::supervisor::Overview Desk::overview(Time now) const
{
    protocol::supervisor::Overview overview;
    overview.intake = intake(now);
    overview.waiting = count(queue_.waiting());
    overview.waiting_away = count(queue_.count(Waiting::away));
    overview.parked = count(queue_.count(Waiting::parked));
    overview.longest_wait_seconds = longest_wait_seconds(now);
    overview.talking = count(static_cast<std::size_t>(std::ranges::count_if(
        sessions_, [](auto const& s) { return s.second.stage() != Session::Stage::ended; })));
    overview.free = receiving(roster_);
    overview.signed_in = count(roster_.size() + supervisors_.size());
    overview.needed = settings_.needed_staff;
    if (auto const closes = shift_.closes_at())
        overview.closes_in_seconds = seconds_in(*closes - now);
    overview.returning = returning_.active();
    for (auto const& [staff, counsellor] : roster_) {
        if (overview.staff.size() == protocol::limits::list_elements) break;
        overview.staff.push_back({counsellor.alias, counsellor.presence,
                                  count(counsellor.sessions.size()), counsellor.sessions_at_once,
                                  seconds_in(now - counsellor.since), counsellor.lapses});
    }
    for (auto const& place : queue_.places()) {
        if (overview.line.size() == protocol::limits::list_elements) break;
        auto const& ticket = tickets_.at(place.ticket);
        overview.line.push_back({static_cast<std::uint32_t>(place.ticket), state_of(place.waiting),
                                 seconds_in(now - ticket.joined_at), ticket.band == Band::front,
                                 ticket.danger()});
    }
    return overview;
}

} // namespace desk
