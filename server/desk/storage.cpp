// While the disk takes nothing: nobody new is placed or paired, with a sentence to those in line;
// talking goes on, and an end stands at `ending`. And what supervisors are called for.
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using protocol::counsellor::HandOverEnd;
using protocol::supervisor::Alarm;
using protocol::supervisor::AlarmKind;

void Desk::happened(StorageChanged const& change, Time now, Effects& effects)
{
    auto const away = change.reach == Reach::away;
    auto& known = change.storage == Storage::disk ? disk_away_ : database_away_;
    if (std::exchange(known, away) == away) return;
    changed(now);
    if (change.storage == Storage::database) return; // rows can wait
    if (away)
        disk_went(effects);
    else
        disk_came(now, effects);
}

void Desk::disk_went(Effects& effects)
{
    for (auto const& [staff, counsellor] : roster_)
        withdraw_from(staff, effects);
    for (auto const& [staff, counsellor] : roster_)
        if (counsellor.asked) end_hand_over(staff, HandOverEnd::withdrawn, effects);
    for (auto const& place : queue_.places())
        tell_paused(place.ticket, effects);
    for (auto const& [id, session] : sessions_)
        if (session.stage() != Session::Stage::ended) tell_paused(session.ticket(), effects);
}

// To whoever holds a place, in line or in a session: what becomes of it may be told late.
void Desk::tell_paused(TicketId id, Effects& effects) const
{
    auto const& connection = tickets_.at(id).connection;
    if (disk_away_ && connection)
        effects.push_back(TellVisitor{*connection, protocol::visitor::LinePaused{}});
}

// What was due meanwhile follows from the next tick; ends that waited for nothing else are final.
void Desk::disk_came(Time now, Effects& effects)
{
    auto const chances = forecast(now);
    std::uint32_t position = 0;
    for (auto const& place : queue_.places()) {
        if (place.waiting != Waiting::parked) ++position;
        if (place.waiting != Waiting::present) continue;
        auto& ticket = tickets_.at(place.ticket);
        ticket.told = chances.queued(position);
        effects.push_back(TellVisitor{*ticket.connection, *ticket.told});
    }
    std::vector<protocol::SessionId> complete;
    for (auto const& [id, session] : sessions_)
        if (session.all_said()) complete.push_back(id);
    for (auto const id : complete)
        end_session(id, sessions_.at(id).reason(), now, effects);
}

std::vector<Alarm> Desk::alarms() const
{
    std::vector<Alarm> alarms;
    if (shift_.stage() == Shift::Stage::too_few)
        alarms.push_back({AlarmKind::too_few_staff, std::nullopt});
    if (disk_away_) alarms.push_back({AlarmKind::disk_away, std::nullopt});
    if (database_away_) alarms.push_back({AlarmKind::database_away, std::nullopt});
    for (auto const& [staff, counsellor] : roster_)
        if (counsellor.lapses >= settings_.lapses_to_call &&
            alarms.size() < protocol::limits::list_elements)
            alarms.push_back({AlarmKind::offers_lapsed, counsellor.alias});
    return alarms;
}

// At once: somebody has to act.
void Desk::tell_alarms(Effects& effects)
{
    auto const same = [](Alarm const& one, Alarm const& other) {
        return one.kind == other.kind && one.alias == other.alias;
    };
    auto now = alarms();
    if (std::ranges::equal(now, alarms_told_, same)) return;
    alarms_told_ = std::move(now);
    for (auto const& [connection, who] : connections_)
        if (std::holds_alternative<Supervising>(who))
            effects.push_back(
                TellSupervisor{connection, protocol::supervisor::Alarms{alarms_told_}});
}

} // namespace desk
