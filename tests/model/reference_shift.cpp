// The naive desk's shift: opening and closing, the hours, how many staff there must be, the alarms,
// and the steps of the funnel that are only counted.
#include "model/reference.hpp"

#include <algorithm>

namespace model {

using namespace protocol::records;
using protocol::supervisor::Alarm;
using protocol::supervisor::AlarmKind;

// Also takes intake up again; open already, nothing changes, also not since when staff are too few.
// A new shift remembers nothing of the last one.
void Reference::open(desk::Pseudonym const& fresh)
{
    if (shift_ == Shift::open) return;
    if (shift_ == Shift::closed) {
        write_counts(); // a count belongs to the day of its shift
        gone_.clear();
        if (!cooled_.empty()) {
            auto const due = [&](auto const& each) {
                return !each.over && each.since + settings_.cool_down <= now_;
            };
            if (std::ranges::any_of(cooled_, due)) end_cool_downs();
            std::erase_if(cooled_, [](auto const& each) { return each.over; });
            tell_cool_downs();
        }
        waits_.clear();
        lengths_.clear();
        stopped_by_hours_ = false;
        opened_at_ = now_;
        shift_name_ = fresh;
        record(ShiftOpened{fresh});
    } else {
        record(IntakeResumed{shift_name_});
    }
    shift_ = Shift::open;
    too_few_since_.reset();
}

void Reference::stop(StopCause cause)
{
    auto const few = cause == StopCause::too_few_staff;
    if (shift_ != Shift::open && (few || shift_ != Shift::paused)) return;
    shift_ = few ? Shift::paused : Shift::over;
    over_since_ = now_;
    if (cause == StopCause::closing_time) stopped_by_hours_ = true;
    record(IntakeStopped{shift_name_, cause});
}

// A running session is never cut; who waits is told that they were not reached.
void Reference::close()
{
    if (shift_ == Shift::closed) return;
    write_counts();
    auto const all = places_;
    for (auto const& each : all)
        if (!each.session) leave_line(each.pass, EndReason::not_reached);
    shift_ = Shift::closed;
    record(ShiftClosed{shift_name_});
}

void Reference::hear(desk::HoursTold const& told)
{
    closes_at_ = told.closes_in ? std::optional(now_ + *told.closes_in) : std::nullopt;
    next_opening_ = told.next_opening;
}

std::uint32_t Reference::staff_there() const
{
    return static_cast<std::uint32_t>(roster_.size() + supervisors_.size());
}

bool Reference::too_few() const
{
    if (settings_.needed_staff == 0) return false;
    return staff_there() < settings_.needed_staff || roster_.empty();
}

// The stop of intake at its time, or at closing time whoever took it up again.
std::optional<Time> Reference::hours_due() const
{
    if (!closes_at_ || shift_ == Shift::closed || shift_ == Shift::over) return std::nullopt;
    auto const early = *closes_at_ - settings_.intake_stops_before;
    return stopped_by_hours_ || opened_at_ >= early ? *closes_at_ : early;
}

// A shift that nobody closes, and nobody is left in it.
std::optional<Time> Reference::forgotten_due() const
{
    if (shift_ != Shift::over) return std::nullopt;
    auto const open = [](auto const& each) { return each.stage != Stage::ended; };
    if (std::ranges::any_of(talks_, open) || waiting() > 0) return std::nullopt;
    auto const at = over_since_ + settings_.forgotten;
    return closes_at_ ? std::min(at, *closes_at_) : at;
}

// The head start of those who come back after a restart.
std::optional<Time> Reference::returning_due() const
{
    if (!returning_since_) return std::nullopt;
    auto at = *returning_since_ + settings_.returning;
    if (came_back_) at = std::max(at, *came_back_ + settings_.returning_quiet);
    return std::min(at, *returning_since_ + settings_.returning_most);
}

void Reference::count(Step step)
{
    ++counts_[step];
}

// Many in a short time are one fact.
void Reference::write_due_counts()
{
    if (!disk_away_ && (!counted_at_ || now_ - *counted_at_ >= settings_.counting)) write_counts();
}

void Reference::write_counts()
{
    if (counts_.empty()) return;
    for (auto const& [step, count] : counts_)
        record(Counted{step, count});
    counts_.clear();
    counted_at_ = now_;
}

std::vector<Alarm> Reference::alarms() const
{
    std::vector<Alarm> alarms;
    if (shift_ == Shift::paused) alarms.push_back({AlarmKind::too_few_staff, {}});
    if (disk_away_) alarms.push_back({AlarmKind::disk_away, {}});
    if (database_away_) alarms.push_back({AlarmKind::database_away, {}});
    for (auto const& [staff, counsellor] : roster_)
        if (counsellor.lapses >= settings_.lapses_to_call)
            alarms.push_back({AlarmKind::offers_lapsed, counsellor.alias});
    return alarms;
}

// At once, to whoever supervises.
void Reference::tell_alarms()
{
    auto const text = [](auto const& list) {
        return protocol::encode(protocol::supervisor::Alarms{list});
    };
    if (text(alarms()) == text(told_alarms_)) return;
    told_alarms_ = alarms();
    for (auto const& [connection, page] : pages_)
        if (page.supervisor) tell(connection, protocol::supervisor::Alarms{told_alarms_});
}

} // namespace model
