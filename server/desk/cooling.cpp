// Cool-downs (利用の一時休止): a counsellor ends a session with a coded reason, and for a while its
// pass gets a sentence in the place of a place. A supervisor reads each and may lift it. Nobody is
// recognised but by the pass: another tab gets in.
#include "desk/assertion.hpp"
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <algorithm>

namespace desk {

namespace {

using protocol::visitor::CoolingDown;

constexpr DeadlineKey key{Subject::cooling};

// Begun minutes of what is left; while the disk is away it may be over and stand all the same.
std::uint32_t minutes_left(Duration left)
{
    constexpr std::uint32_t minute = 60;
    return std::max(1U, (seconds_left(left) + minute - 1) / minute);
}

} // namespace

// Both steps of the end are those of any other; the refusal begins with the second.
void Desk::cool_down(Session& session, Session::Cooling const& cooling, Time now, Effects& effects)
{
    if (session.stage() != Session::Stage::talking) return;
    session.cool(cooling);
    begin_end(session, protocol::EndReason::cooled_down, now, effects);
}

// requires: the ticket is there still
void Desk::begin_cooling(Session const& session, Time now, Effects& effects)
{
    auto const& cooling = session.cooling();
    YORISOI_ASSERT(cooling.has_value());
    auto const& ticket = tickets_.at(session.ticket());
    auto const& alias = session.seat(protocol::SeatKind::visitor).peer_alias;
    protocol::records::CooledDown const fact{session.id(),
                                             cooling->name,
                                             static_cast<std::uint32_t>(session.staff()),
                                             alias,
                                             ticket.pass(),
                                             cooling->reason,
                                             seconds_in(settings_.cool_down)};
    effects.push_back(Record{fact});
    if (auto const crowded_out = cool_downs_.apply(fact, now)) cooled_off(*crowded_out, effects);
    deadlines_.set(key, cool_downs_.next_end());
    if (ticket.connection) tell_cooling(*ticket.connection, ticket.pass(), now, effects);
    tell_cool_downs(now, effects);
}

void Desk::tell_cooling(ConnectionId connection, PassHash const& pass, Time now, Effects& effects)
{
    auto const until = cool_downs_.refused_until(pass).value();
    std::get<Visiting>(connections_.at(connection)).cooling = pass;
    effects.push_back(TellVisitor{connection, CoolingDown{minutes_left(until - now)}});
}

void Desk::review(StaffId staff, protocol::supervisor::ReviewCoolDown const& asked, Time now,
                  Effects& effects)
{
    using protocol::supervisor::Verdict;
    auto const* const found = cool_downs_.find(asked.session);
    if (found == nullptr || found->verdict == asked.verdict || found->verdict == Verdict::lifted)
        return;
    protocol::records::CoolDownReviewed const fact{asked.session, found->name, asked.verdict,
                                                   static_cast<std::uint32_t>(staff)};
    effects.push_back(Record{fact});
    if (auto const pass = cool_downs_.apply(fact, now)) cooled_off(*pass, effects);
    deadlines_.set(key, cool_downs_.next_end());
    tell_cool_downs(now, effects);
}

void Desk::cooling_due(Time now, Effects& effects)
{
    for (auto const& pass : cool_downs_.take_over(now))
        cooled_off(pass, effects);
    deadlines_.set(key, cool_downs_.next_end());
    tell_cool_downs(now, effects);
}

// Every page that shows it, a duplicated tab too.
void Desk::cooled_off(PassHash const& pass, Effects& effects)
{
    for (auto& [connection, who] : connections_) {
        auto* const visiting = std::get_if<Visiting>(&who);
        if (visiting == nullptr || visiting->cooling != pass) continue;
        visiting->cooling.reset();
        effects.push_back(
            TellVisitor{connection, protocol::visitor::Gone{protocol::EndReason::cooled_down}});
    }
}

// Those of the last shift that are over concern nobody any more. What was due while the disk was
// away is over, too.
void Desk::forget_cool_downs(Time now, Effects& effects)
{
    if (cool_downs_.all().empty()) return;
    if (auto const next = cool_downs_.next_end(); next && *next <= now) cooling_due(now, effects);
    cool_downs_.forget_over();
    tell_cool_downs(now, effects);
}

void Desk::tell_cool_downs(Time now, Effects& effects)
{
    auto const told = cool_downs_.told(now);
    for (auto const& [connection, who] : connections_)
        if (std::holds_alternative<Supervising>(who))
            effects.push_back(TellSupervisor{connection, told});
}

} // namespace desk
