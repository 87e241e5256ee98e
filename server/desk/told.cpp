// What is told from one tick, and only when it has changed: positions, the line, the overview.
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace desk {

namespace {

constexpr DeadlineKey telling{Subject::telling, 0};

std::uint32_t whole_seconds(Duration duration)
{
    return static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(duration).count());
}

std::uint32_t count(std::size_t size)
{
    return static_cast<std::uint32_t>(size);
}

} // namespace

// Something has changed that the next telling speaks of; many changes are one telling.
void Desk::changed(Time now)
{
    if (!deadlines_.armed(telling))
        deadlines_.arm(telling, std::max(now, last_told_ + settings_.telling));
}

void Desk::tell_changes(Time now, Effects& effects)
{
    last_told_ = now;
    tell_positions(effects);
    for (auto const& [staff, counsellor] : roster_)
        if (counsellor.connection)
            effects.push_back(TellCounsellor{*counsellor.connection, line(staff, now)});
    for (auto const& [connection, who] : connections_)
        if (std::holds_alternative<Supervising>(who))
            effects.push_back(TellSupervisor{connection, overview(now)});
}

void Desk::tell_positions(Effects& effects)
{
    std::uint32_t position = 1;
    for (auto const id : queue_.tickets()) {
        if (queue_.state(id) == Waiting::parked) continue;
        auto& ticket = tickets_.at(id);
        if (ticket.connection && ticket.told_position != position) {
            ticket.told_position = position;
            effects.push_back(TellVisitor{*ticket.connection, protocol::visitor::Queued{position}});
        }
        ++position;
    }
}

protocol::counsellor::Line Desk::line(StaffId staff, Time now) const
{
    auto const taken = taken_.find(staff);
    return {intake(), count(queue_.count(Waiting::present) + queue_.count(Waiting::away)),
            longest_wait_seconds(now), taken == taken_.end() ? 0 : taken->second};
}

std::uint32_t Desk::longest_wait_seconds(Time now) const
{
    auto oldest = now;
    for (auto const id : queue_.tickets())
        if (queue_.state(id) != Waiting::parked)
            oldest = std::min(oldest, tickets_.at(id).joined_at);
    return whole_seconds(now - oldest);
}

protocol::supervisor::Overview Desk::overview(Time now) const
{
    protocol::supervisor::Overview overview;
    overview.intake = intake();
    overview.waiting_away = count(queue_.count(Waiting::away));
    overview.waiting = count(queue_.count(Waiting::present)) + overview.waiting_away;
    overview.parked = count(queue_.count(Waiting::parked));
    overview.longest_wait_seconds = longest_wait_seconds(now);
    overview.talking = count(static_cast<std::size_t>(std::ranges::count_if(
        sessions_, [](auto const& s) { return s.second.stage() != Session::Stage::ended; })));
    for (auto const& [staff, counsellor] : roster_) {
        if (counsellor.connection && has_capacity(counsellor)) ++overview.free;
        if (overview.staff.size() == protocol::limits::list_elements) continue;
        overview.staff.push_back({counsellor.alias, counsellor.presence,
                                  count(counsellor.sessions.size()),
                                  whole_seconds(now - counsellor.since)});
    }
    return overview;
}

} // namespace desk
