// The entrance of the core: which rule an input belongs to, what falls due by itself, and what
// follows from either for everybody else.
#include "desk/desk.hpp"

#include "desk/assertion.hpp"

#include <algorithm>
#include <utility>

namespace desk {

namespace {

constexpr DeadlineKey telling{Subject::telling};
constexpr DeadlineKey shift_key{Subject::shift};
constexpr DeadlineKey returning_key{Subject::returning};
constexpr DeadlineKey counting_key{Subject::counting};

} // namespace

Desk::Desk(Settings settings, std::uint32_t incarnation)
    : settings_(settings), incarnation_(incarnation), counting_(settings.counting),
      queue_(settings.line_capacity)
{
}

void Desk::handle(Input&& input, Time now, Effects& effects)
{
    std::visit([&](auto& what) { happened(what, now, effects); }, input);
    conclude(now, effects);
}

// While nothing can be written down, nothing falls due but what is told: a place that could not be
// kept on disk must not be lost by a clock.
std::optional<Time> Desk::next_deadline() const
{
    return disk_away_ ? deadlines_.at(telling) : deadlines_.next();
}

void Desk::tick(Time now, Effects& effects)
{
    for (auto next = next_deadline(); next && *next <= now; next = next_deadline()) {
        if (disk_away_) {
            deadlines_.disarm(telling); // alarms are told at once; all else can wait
            continue;
        }
        fall_due(*deadlines_.take_due(now), now, effects);
        conclude(now, effects);
    }
}

void Desk::fall_due(DeadlineKey const& due, Time now, Effects& effects)
{
    auto const number = static_cast<std::uint32_t>(due.id);
    switch (due.subject) {
    case Subject::telling: return tell_changes(now, effects);
    case Subject::ticket: return ticket_due(TicketId{number}, now, effects);
    case Subject::session: return session_due({due.incarnation, due.id}, now, effects);
    case Subject::counsellor: return counsellor_due(StaffId{number}, now, effects);
    case Subject::supervisor: supervisor_went(StaffId{number}, effects); return changed(now);
    case Subject::shift: return shift_falls_due(now, effects);
    case Subject::returning: returning_.end(); return changed(now);
    case Subject::counting: return counting_.write(now, effects);
    case Subject::cooling: return cooling_due(now, effects);
    }
}

// Something has changed that the next telling speaks of; many changes are one telling.
void Desk::changed(Time now)
{
    stirred_ = true;
    auto const at = std::max(now, last_told_ + settings_.telling);
    if (auto const armed = deadlines_.at(telling); !armed || *armed > at)
        deadlines_.arm(telling, at);
}

// What follows for everybody else, in one order. A word in a session stirs nothing.
void Desk::conclude(Time now, Effects& effects)
{
    if (stirred_) {
        watch_staff(now);
        if (shift_.stage() == Shift::Stage::too_few && enough_staff()) {
            shift_.resume();
            effects.push_back(Record{protocol::records::IntakeResumed{shift_.name()}});
        }
        if (returning_.all_back()) returning_.end();
        pair(now, effects);
    }
    if (auto const due = counting_.due(); due && *due <= now && !disk_away_)
        counting_.write(now, effects);
    deadlines_.set(counting_key, counting_.due());
    if (!stirred_) return;
    tell_alarms(effects);
    tell_own_presences(now, effects);
    deadlines_.set(shift_key, shift_due());
    deadlines_.set(returning_key, returning_.deadline(settings_));
    stirred_ = false;
}

void Desk::happened(ConnectionLost const& lost, Time now, Effects& effects)
{
    auto const found = connections_.find(lost.connection);
    if (found == connections_.end()) return;
    auto const who = std::move(found->second);
    connections_.erase(found);
    if (auto const* visiting = std::get_if<Visiting>(&who)) {
        if (visiting->ticket) page_lost(*visiting->ticket, lost.connection, now, effects);
    } else if (auto const* counselling = std::get_if<Counselling>(&who)) {
        counsellor_lost(counselling->staff, now, effects);
    } else if (auto const* supervising = std::get_if<Supervising>(&who)) {
        supervisor_lost(supervising->staff, now);
    }
}

// Signing out closes the page. A session that is still open keeps its seat for the grace, as if the
// network had gone; whoever holds none is off the roster at once.
void Desk::happened(StaffSignedOut const& out, Time now, Effects& effects)
{
    auto const known = connections_.find(out.connection);
    if (known == connections_.end() || std::holds_alternative<Visiting>(known->second)) return;
    auto const who = std::move(known->second);
    connections_.erase(known);
    if (auto const* counselling = std::get_if<Counselling>(&who)) {
        counsellor_lost(counselling->staff, now, effects);
        if (roster_.at(counselling->staff).sessions.empty())
            strike_off(counselling->staff, effects);
    } else if (auto const* supervising = std::get_if<Supervising>(&who)) {
        if (!supervises(supervising->staff)) supervisor_went(supervising->staff, effects);
        changed(now);
    }
    effects.push_back(Close{out.connection, protocol::CloseCode::signed_out});
}

// Opened by the house itself: nobody is asked whether there are enough.
void Desk::happened(ShiftOpened const& opened, Time now, Effects& effects)
{
    open_shift(opened.fresh, now, effects);
}

void Desk::happened(HoursTold const& hours, Time now, Effects&)
{
    shift_.closes(hours.closes_in ? std::optional(now + *hours.closes_in) : std::nullopt);
    next_opening_ = hours.next_opening;
    changed(now);
}

// A page that breaks the protocol is gone for us; its place is kept as if the network had lost it.
void Desk::refuse(ConnectionId connection, protocol::CloseCode code, Time now, Effects& effects)
{
    happened(ConnectionLost{connection}, now, effects);
    effects.push_back(Close{connection, code});
}

// After this nothing of the connection is known here, so its later loss says nothing.
void Desk::close(ConnectionId connection, protocol::CloseCode code, Effects& effects)
{
    connections_.erase(connection);
    effects.push_back(Close{connection, code});
}

} // namespace desk
