#include "desk/shift.hpp"

#include <algorithm>

namespace desk {

using protocol::records::StopCause;

void Shift::open(Pseudonym const& name, Time now)
{
    stage_ = Stage::open;
    name_ = name;
    opened_at_ = now;
    stopped_by_hours_ = false;
}

void Shift::stop(StopCause cause, Time now)
{
    stage_ = cause == StopCause::too_few_staff ? Stage::too_few : Stage::over;
    stopped_at_ = now;
    cause_ = cause;
    stopped_by_hours_ = stopped_by_hours_ || cause == StopCause::closing_time;
}

void Shift::resume()
{
    stage_ = Stage::open;
}

void Shift::close()
{
    stage_ = Stage::closed;
}

std::optional<Time> Shift::hours_stop(Settings const& settings) const
{
    if (!closes_at_ || (stage_ != Stage::open && stage_ != Stage::too_few)) return std::nullopt;
    auto const early = *closes_at_ - settings.intake_stops_before;
    return stopped_by_hours_ || opened_at_ >= early ? *closes_at_ : early;
}

std::optional<Time> Shift::forgotten(Settings const& settings) const
{
    if (stage_ != Stage::over) return std::nullopt;
    auto const left_alone = stopped_at_ + settings.forgotten;
    return closes_at_ ? std::min(*closes_at_, left_alone) : left_alone;
}

std::vector<Past> Shift::restated(Time now) const
{
    using namespace protocol::records;
    std::vector<Past> facts;
    if (closed()) return facts;
    facts.push_back({protocol::records::ShiftOpened{name_}, now - opened_at_});
    auto const stopped_still = !open();
    auto const hours_said = stopped_still && cause_ == StopCause::closing_time;
    if (stopped_by_hours_ && !hours_said) {
        facts.push_back({IntakeStopped{name_, StopCause::closing_time}, {}});
        facts.push_back({IntakeResumed{name_}, {}});
    }
    if (stopped_still) facts.push_back({IntakeStopped{name_, cause_}, now - stopped_at_});
    return facts;
}

} // namespace desk
