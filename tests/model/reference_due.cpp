// What falls due by itself at the naive desk: each moment is worked out anew from what happened
// when.
#include "model/reference.hpp"

#include <algorithm>
#include <tuple>

namespace model {

std::optional<Time> Reference::due(Talk const& talk) const
{
    auto const& [visitor, counsellor] = talk.seats;
    auto const both = visitor.at && counsellor.at;
    if (talk.stage == Stage::ended) return talk.since + settings_.wrap_up;
    if (talk.stage == Stage::ending) {
        auto const last = talk.since + settings_.ending_away;
        auto const present = std::max(talk.since, talk.returned) + settings_.ending_present;
        return both ? std::min(last, present) : last;
    }
    if (both) return std::nullopt;
    auto first = Time::max();
    if (!visitor.at) first = visitor.away_since + settings_.visitor_grace;
    if (!counsellor.at) first = std::min(first, counsellor.away_since + settings_.counsellor_grace);
    return first;
}

void Reference::collect_due(std::vector<Due>& dues) const
{
    auto const add = [&](std::optional<Time> since, desk::Duration grace, Due::Of of,
                         std::uint64_t which) {
        if (since) dues.push_back({*since + grace, of, which, 0});
    };
    for (auto const& each : places_) {
        if (each.session || each.parked) continue;
        if (!each.at)
            add(each.away_since, settings_.line_grace, Due::Of::place, each.ticket);
        else
            add(each.asked, settings_.tap_grace, Due::Of::place, each.ticket);
    }
    for (auto const& each : talks_)
        if (auto const at = due(each))
            dues.push_back({*at, Due::Of::talk, each.name.counter, each.name.incarnation});
    for (auto const& [staff, counsellor] : roster_) {
        auto const which = static_cast<std::uint64_t>(staff);
        if (auto const* offer = offer_to(staff))
            add(offer->since, settings_.offer, Due::Of::counsellor, which);
        if (auto const* ask = ask_to(staff))
            add(ask->since, settings_.offer, Due::Of::counsellor, which);
        add(counsellor.heavy, settings_.heavy_pause, Due::Of::counsellor, which);
        add(counsellor.off_at, {}, Due::Of::counsellor, which);
    }
    for (auto const& [staff, supervisor] : supervisors_)
        add(supervisor.off_at, {}, Due::Of::supervisor, static_cast<std::uint64_t>(staff));
    add(returning_due(), {}, Due::Of::returning, 0);
    add(too_few_since_, settings_.too_few_grace, Due::Of::shift, 0);
    add(hours_due(), {}, Due::Of::shift, 0);
    add(forgotten_due(), {}, Due::Of::shift, 0);
    for (auto const& each : cooled_)
        if (!each.over) add(each.since, settings_.cool_down, Due::Of::cooled, 0);
    if (!counts_.empty()) add(counted_at_, settings_.counting, Due::Of::counts, 0);
}

std::optional<Due> Reference::earliest(Time now) const
{
    std::vector<Due> dues;
    collect_due(dues);
    std::erase_if(dues, [&](auto const& each) { return each.at > now; });
    auto const first = std::ranges::min_element(dues, {}, [](auto const& each) {
        return std::tuple(each.at, each.of, each.which, each.incarnation);
    });
    return first == dues.end() ? std::nullopt : std::optional(*first);
}

void Reference::fall_due(Due const& due)
{
    auto const staff = StaffId{static_cast<std::uint32_t>(due.which)};
    switch (due.of) {
    case Due::Of::place:
        for (auto& each : places_) {
            if (each.ticket != due.which) continue;
            using protocol::visitor::ParkReason;
            return park(each, each.at ? std::optional(ParkReason::no_tap) : std::nullopt);
        }
        return;
    case Due::Of::talk: return talk_due({due.incarnation, due.which});
    case Due::Of::counsellor: return counsellor_due(staff);
    case Due::Of::supervisor: return supervisor_went(staff);
    case Due::Of::returning: returning_since_.reset(); return;
    case Due::Of::shift: return shift_due();
    case Due::Of::counts: return write_counts();
    case Due::Of::cooled: return end_cool_downs();
    }
}

// A seat keeps its holder on the roster.
void Reference::counsellor_due(StaffId staff)
{
    auto& mine = roster_.at(staff);
    auto const* const offer = offer_to(staff);
    if (offer && offer->since + settings_.offer <= now_) lapse(staff);
    auto const* const ask = ask_to(staff);
    if (ask && ask->since + settings_.offer <= now_)
        end_ask(staff, protocol::counsellor::HandOverEnd::lapsed);
    if (mine.heavy && *mine.heavy + settings_.heavy_pause <= now_) mine.heavy.reset();
    if (!mine.off_at || *mine.off_at > now_) return;
    mine.off_at.reset();
    if (seats_of(staff) == 0) strike_off(staff);
}

// What the hours stop is over for good, so they go first.
void Reference::shift_due()
{
    using protocol::records::StopCause;
    if (auto const at = hours_due(); at && *at <= now_)
        stop(StopCause::closing_time);
    else if (too_few_since_ && *too_few_since_ + settings_.too_few_grace <= now_)
        stop(StopCause::too_few_staff);
    else
        close();
}

void Reference::talk_due(SessionId name)
{
    auto const& mine = *talk(name);
    if (mine.stage == Stage::ended) return wrapped_up(mine.staff, name, false);
    auto const& visitor = mine.seats[0];
    auto const lost = !visitor.at && visitor.away_since + settings_.visitor_grace <= now_;
    end(name, lost ? EndReason::visitor_lost : EndReason::counsellor_lost);
}

} // namespace model
