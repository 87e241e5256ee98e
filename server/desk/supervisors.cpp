// What supervisors say, and who of them is there.
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace desk {

namespace {

using namespace protocol::supervisor;
namespace limits = protocol::limits;

constexpr DeadlineKey key(StaffId staff)
{
    return {Subject::supervisor, static_cast<std::uint64_t>(staff)};
}

constexpr std::uint32_t number(StaffId staff)
{
    return static_cast<std::uint32_t>(staff);
}

} // namespace

void Desk::happened(SupervisorSaid& said, Time now, Effects& effects)
{
    auto const connection = said.connection;
    if (auto const* greeting = std::get_if<Hello>(&said.message))
        return hello(said, *greeting, now, effects);
    auto const known = connections_.find(connection);
    if (known == connections_.end() || !std::holds_alternative<Supervising>(known->second))
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    if (std::holds_alternative<OpenShift>(said.message)) {
        ask_to_open(said, now, effects);
    } else if (std::holds_alternative<StopIntake>(said.message)) {
        stop_intake(protocol::records::StopCause::by_hand, now, effects);
    } else if (std::holds_alternative<CloseShift>(said.message)) {
        close_shift(now, effects);
    } else if (auto const* up = std::get_if<MoveUp>(&said.message)) {
        move_up(std::get<Supervising>(known->second).staff, *up, effects);
        changed(now);
    } else if (auto const* judged = std::get_if<ReviewCoolDown>(&said.message)) {
        review(std::get<Supervising>(known->second).staff, *judged, now, effects);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        effects.push_back(TellSupervisor{connection, protocol::Pong{}});
    }
}

void Desk::hello(SupervisorSaid const& said, Hello const& hello, Time now, Effects& effects)
{
    auto const connection = said.connection;
    auto const staff = said.staff.id;
    if (hello.protocol != limits::protocol_number)
        return refuse(connection, protocol::CloseCode::other_protocol, now, effects);
    if (!connections_.try_emplace(connection, Supervising{staff}).second)
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    deadlines_.disarm(key(staff));
    if (supervisors_.insert(staff).second)
        effects.push_back(Record{protocol::records::SupervisorCame{number(staff)}});
    effects.push_back(TellSupervisor{connection, Welcome{said.staff.alias,
                                                         limits::in_seconds(limits::ping_interval),
                                                         limits::in_seconds(limits::silence)}});
    effects.push_back(TellSupervisor{connection, Alarms{alarms_told_}});
    effects.push_back(TellSupervisor{connection, cool_downs_.told(now)});
    effects.push_back(TellSupervisor{connection, overview(now)});
    changed(now);
}

// A reason is written down; the positions follow from one tick.
void Desk::move_up(StaffId staff, MoveUp const& asked, Effects& effects)
{
    auto const id = TicketId{asked.ticket};
    if (!queue_.contains(id) || queue_.band(id) == Band::front) return;
    queue_.move_up(id);
    tickets_.at(id).band = Band::front;
    effects.push_back(
        Record{protocol::records::TicketMovedUp{asked.ticket, asked.reason, number(staff)}});
}

bool Desk::supervises(StaffId staff) const
{
    return std::ranges::any_of(connections_, [&](auto const& entry) {
        auto const* const page = std::get_if<Supervising>(&entry.second);
        return page != nullptr && page->staff == staff;
    });
}

// The last page of a supervisor is away: for the grace they still count as being there.
void Desk::supervisor_lost(StaffId staff, Time now)
{
    if (supervises(staff)) return;
    deadlines_.arm(key(staff), now + settings_.counsellor_grace);
    changed(now);
}

void Desk::supervisor_went(StaffId staff, Effects& effects)
{
    deadlines_.disarm(key(staff));
    supervisors_.erase(staff);
    effects.push_back(Record{protocol::records::SupervisorWent{number(staff)}});
}

} // namespace desk
