#include "desk/roster.hpp"

#include "desk/seconds.hpp"

#include <algorithm>
#include <tuple>

namespace desk {

using protocol::counsellor::Choice;
using protocol::counsellor::OwnPresence;
using protocol::counsellor::Presence;

std::optional<Time> Counsellor::deadline() const
{
    auto next = away_until;
    auto const also = [&](Time at) { next = next ? std::min(*next, at) : at; };
    if (offer) also(offer->until);
    if (asked) also(asked->until);
    if (pause) also(pause->end());
    return next;
}

Presence Counsellor::presence_now(bool talks) const
{
    if (!connection) return Presence::away;
    if (offer || asked) return Presence::offered;
    if (talks)
        return choice == Choice::only_my_session ? Presence::only_my_session : Presence::in_session;
    if (!sessions.empty()) return Presence::wrapping_up;
    return pause || choice != Choice::available ? Presence::on_break : Presence::available;
}

OwnPresence Counsellor::own_presence(Time now, bool talks) const
{
    return {presence_now(talks), choice, sessions_at_once, lapsed,
            pause ? seconds_left(pause->end() - now) : 0};
}

void note_free(Roster& roster, Time now)
{
    for (auto& [staff, counsellor] : roster) {
        auto const free = counsellor.may_receive();
        if (free && !counsellor.free) counsellor.free_since = now;
        counsellor.free = free;
    }
}

std::optional<StaffId> freest(Roster const& roster)
{
    auto const order = [](Roster::value_type const* one) {
        return std::tuple(one->second.sessions.size(), one->second.free_since, one->first);
    };
    Roster::value_type const* best = nullptr;
    for (auto const& entry : roster)
        if (entry.second.may_receive() && (best == nullptr || order(&entry) < order(best)))
            best = &entry;
    return best == nullptr ? std::nullopt : std::optional(best->first);
}

std::uint32_t seats(Roster const& roster)
{
    std::uint32_t seats = 0;
    for (auto const& [staff, counsellor] : roster)
        if (counsellor.connection) seats += counsellor.sessions_at_once;
    return std::max(1U, seats);
}

std::uint32_t receiving(Roster const& roster)
{
    return static_cast<std::uint32_t>(std::ranges::count_if(
        roster, [](auto const& entry) { return entry.second.may_receive(); }));
}

} // namespace desk
