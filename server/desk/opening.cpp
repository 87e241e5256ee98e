// Opening and closing the shift, and who receives meanwhile. Opening is by hand and with enough
// staff, so that nobody is alone with somebody in danger; a running session is never cut by any of
// this.
#include "desk/desk.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using protocol::records::StopCause;
using protocol::visitor::Intake;

// Also takes intake up again after it was stopped.
void Desk::ask_to_open(SupervisorSaid const& said, Time now, Effects& effects)
{
    if (shift_.open()) return;
    if (enough_staff()) return open_shift(said.fresh, now, effects);
    auto const counsellors = static_cast<std::uint32_t>(roster_.size());
    auto const supervisors = static_cast<std::uint32_t>(supervisors_.size());
    effects.push_back(TellSupervisor{
        said.connection, protocol::supervisor::NotOpened{counsellors + supervisors, counsellors,
                                                         settings_.needed_staff}});
}

// A new shift remembers nothing of the last one. What was counted until now is of the day before.
void Desk::open_shift(Pseudonym const& fresh, Time now, Effects& effects)
{
    if (shift_.open()) return;
    if (shift_.closed()) {
        counting_.write(now, effects);
        gone_.clear();
        experience_.clear();
        forget_cool_downs(now, effects);
        shift_.open(fresh, now);
        effects.push_back(Record{protocol::records::ShiftOpened{shift_.name()}});
    } else {
        shift_.resume();
        effects.push_back(Record{protocol::records::IntakeResumed{shift_.name()}});
    }
    changed(now);
}

void Desk::stop_intake(StopCause cause, Time now, Effects& effects)
{
    if (shift_.closed() || shift_.stage() == Shift::Stage::over) return;
    shift_.stop(cause, now);
    effects.push_back(Record{protocol::records::IntakeStopped{shift_.name(), cause}});
    changed(now);
}

// Whoever is still in line is told so, with what can be done instead; sessions go on to their end.
void Desk::close_shift(Time now, Effects& effects)
{
    if (shift_.closed()) return;
    counting_.write(now, effects);
    for (auto const ticket : queue_.tickets())
        leave_line(ticket, protocol::EndReason::not_reached, effects);
    shift_.close();
    effects.push_back(Record{protocol::records::ShiftClosed{shift_.name()}});
    changed(now);
}

// Whoever is away within the grace is signed in.
bool Desk::enough_staff() const
{
    if (settings_.needed_staff == 0) return true;
    return !roster_.empty() && roster_.size() + supervisors_.size() >= settings_.needed_staff;
}

void Desk::watch_staff(Time now)
{
    if (!shift_.open() || enough_staff())
        too_few_since_.reset();
    else
        too_few_since_ = too_few_since_.value_or(now);
}

// Only the parked are left, and nobody knows whether they will be back.
bool Desk::nobody_left() const
{
    return queue_.waiting() == 0 && std::ranges::all_of(sessions_, [](auto const& entry) {
               return entry.second.stage() == Session::Stage::ended;
           });
}

bool Desk::at_rest() const
{
    return !shift_.opened_at() && tickets_.empty() && sessions_.empty();
}

bool Desk::knows(PassHash const& pass) const
{
    return ticket_of(pass) || cool_downs_.refused_until(pass) || gone_.reason(pass);
}

bool Desk::is_somebodys(ConnectionId connection) const
{
    auto const found = connections_.find(connection);
    if (found == connections_.end()) return false;
    auto const* const visiting = std::get_if<Visiting>(&found->second);
    return visiting == nullptr || visiting->ticket;
}

std::optional<Time> Desk::too_few_due() const
{
    return too_few_since_ ? std::optional(*too_few_since_ + settings_.too_few_grace) : std::nullopt;
}

std::optional<Time> Desk::forgotten_due() const
{
    return nobody_left() ? shift_.forgotten(settings_) : std::nullopt;
}

std::optional<Time> Desk::shift_due() const
{
    std::optional<Time> next;
    for (auto const& at : {too_few_due(), shift_.hours_stop(settings_), forgotten_due()})
        if (at) next = next ? std::min(*next, *at) : *at;
    return next;
}

// The hours go before the rest: what they stop is over for good.
void Desk::shift_falls_due(Time now, Effects& effects)
{
    auto const due = [&](std::optional<Time> at) { return at && *at <= now; };
    if (due(shift_.hours_stop(settings_)))
        stop_intake(StopCause::closing_time, now, effects);
    else if (due(too_few_due()))
        stop_intake(StopCause::too_few_staff, now, effects);
    else if (due(forgotten_due()))
        close_shift(now, effects);
    changed(now);
}

// `full` is said also to somebody whose turn could not come before intake stops.
Intake Desk::intake(Time now) const
{
    switch (shift_.stage()) {
    case Shift::Stage::closed: return Intake::closed;
    case Shift::Stage::over: return Intake::over;
    case Shift::Stage::too_few: return Intake::paused;
    case Shift::Stage::open: break;
    }
    if (disk_away_) return Intake::paused;
    if (queue_.full()) return Intake::full;
    auto const waiting = static_cast<std::uint32_t>(queue_.waiting());
    auto const late =
        waiting > 0 && shift_.closes_at() &&
        forecast(now).turn(waiting) > *shift_.closes_at() - settings_.intake_stops_before;
    return late ? Intake::full : Intake::open;
}

} // namespace desk
