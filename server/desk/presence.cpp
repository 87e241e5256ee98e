// What counsellors are doing, as it follows from what they hold and have chosen, and telling them.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <algorithm>
#include <tuple>

namespace desk {

namespace {

// What is worth telling: a pause grows shorter by itself.
auto without_seconds(protocol::counsellor::OwnPresence const& own)
{
    return std::tuple(own.presence, own.choice, own.sessions_at_once, own.lapsed);
}

} // namespace

bool Desk::talks(Counsellor const& counsellor) const
{
    return std::ranges::any_of(counsellor.sessions, [&](protocol::SessionId id) {
        return sessions_.at(id).stage() != Session::Stage::ended;
    });
}

void Desk::judge_presence(Counsellor& counsellor, Time now) const
{
    auto const presence = counsellor.presence_now(talks(counsellor));
    if (counsellor.presence == presence) return;
    counsellor.presence = presence;
    counsellor.since = now;
}

void Desk::tell_own_presence(Counsellor& counsellor, Time now, Effects& effects) const
{
    counsellor.told = counsellor.own_presence(now, talks(counsellor));
    effects.push_back(TellCounsellor{*counsellor.connection, *counsellor.told});
}

void Desk::tell_own_presences(Time now, Effects& effects)
{
    for (auto& [staff, counsellor] : roster_) {
        judge_presence(counsellor, now);
        if (!counsellor.connection) continue;
        auto const own = counsellor.own_presence(now, talks(counsellor));
        if (!counsellor.told || without_seconds(*counsellor.told) != without_seconds(own))
            tell_own_presence(counsellor, now, effects);
    }
}

// `pause`: one begins now.
void Desk::record_choice(StaffId staff, Duration pause, Effects& effects)
{
    auto const& counsellor = roster_.at(staff);
    effects.push_back(Record{protocol::records::CounsellorChose{
        static_cast<std::uint32_t>(staff), counsellor.choice, counsellor.sessions_at_once,
        counsellor.lapses, counsellor.lapsed, seconds_in(pause)}});
}

void Desk::arm(StaffId staff)
{
    deadlines_.set({Subject::counsellor, static_cast<std::uint64_t>(staff)},
                   roster_.at(staff).deadline());
}

} // namespace desk
