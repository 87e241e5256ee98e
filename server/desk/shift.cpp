// What supervisors say: opening and closing the shift. Opening is by hand; a running session is
// never cut by it.
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <utility>

namespace desk {

namespace {

using namespace protocol::supervisor;
namespace limits = protocol::limits;

} // namespace

void Desk::said(SupervisorSaid&& said, Time now, Effects& effects)
{
    auto const connection = said.connection;
    if (auto const* hello = std::get_if<Hello>(&said.message)) {
        if (hello->protocol != limits::protocol_number)
            return refuse(connection, protocol::CloseCode::other_protocol, now, effects);
        if (!connections_.try_emplace(connection, Supervising{said.staff.id}).second)
            return refuse(connection, protocol::CloseCode::bad_message, now, effects);
        effects.push_back(TellSupervisor{
            connection, Welcome{said.staff.alias, limits::in_seconds(limits::ping_interval),
                                limits::in_seconds(limits::silence)}});
        effects.push_back(TellSupervisor{connection, overview(now)});
        return;
    }
    auto const known = connections_.find(connection);
    if (known == connections_.end() || !std::holds_alternative<Supervising>(known->second))
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    if (std::holds_alternative<OpenShift>(said.message)) {
        open_shift(said.fresh, now, effects);
    } else if (std::holds_alternative<StopIntake>(said.message)) {
        stop_intake(now, effects);
    } else if (std::holds_alternative<CloseShift>(said.message)) {
        close_shift(now, effects);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        effects.push_back(TellSupervisor{connection, protocol::Pong{}});
    }
}

// Also takes intake up again after it was stopped. A new shift remembers nothing of the last one.
void Desk::open_shift(Pseudonym const& fresh, Time now, Effects& effects)
{
    if (shift_ == Shift::closed) {
        gone_.clear();
        shift_name_ = fresh;
        effects.push_back(Record{protocol::records::ShiftOpened{shift_name_}});
    } else if (shift_ == Shift::intake_over) {
        effects.push_back(Record{protocol::records::IntakeResumed{shift_name_}});
    }
    shift_ = Shift::open;
    changed(now);
}

void Desk::stop_intake(Time now, Effects& effects)
{
    if (shift_ != Shift::open) return;
    shift_ = Shift::intake_over;
    effects.push_back(Record{protocol::records::IntakeStopped{shift_name_}});
    changed(now);
}

// Whoever is still in line is told so, with what can be done instead; sessions go on to their end.
void Desk::close_shift(Time now, Effects& effects)
{
    if (shift_ == Shift::closed) return;
    for (auto const ticket : queue_.tickets())
        leave_line(ticket, protocol::EndReason::not_reached, effects);
    shift_ = Shift::closed;
    effects.push_back(Record{protocol::records::ShiftClosed{shift_name_}});
    changed(now);
}

protocol::visitor::Intake Desk::intake() const
{
    using protocol::visitor::Intake;
    switch (shift_) {
    case Shift::closed: return Intake::closed;
    case Shift::intake_over: return Intake::over;
    case Shift::open: break;
    }
    return queue_.full() ? Intake::full : Intake::open;
}

} // namespace desk
