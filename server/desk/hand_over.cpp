// A session goes to a colleague: agreed first, done then. While somebody is asked, and after a
// refusal, the seat is where it was; an ask does not outlive a restart, and whoever asked asks
// again.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using namespace protocol::counsellor;

void Desk::tell_colleagues(StaffId staff, Effects& effects) const
{
    Colleagues told;
    for (auto const& [other, colleague] : roster_) {
        if (told.colleagues.size() == protocol::limits::list_elements) break;
        if (other != staff && colleague.may_be_asked())
            told.colleagues.push_back({static_cast<std::uint32_t>(other), colleague.alias});
    }
    effects.push_back(TellCounsellor{*roster_.at(staff).connection, std::move(told)});
}

void Desk::ask_hand_over(Session const& session, StaffId colleague, Time now, Effects& effects)
{
    if (asked_for(session.id())) return;
    auto const& asking = roster_.at(session.staff());
    auto const refuse = [&](HandOverEnd reason) {
        effects.push_back(TellCounsellor{*asking.connection, HandOverOver{session.id(), reason}});
    };
    if (session.stage() != Session::Stage::talking || disk_away_)
        return refuse(HandOverEnd::withdrawn);
    auto const found = roster_.find(colleague);
    if (found == roster_.end() || colleague == session.staff() || !found->second.may_be_asked())
        return refuse(HandOverEnd::absent);
    tell_asked(session, colleague, now, effects);
    begin_thread(session, colleague, effects);
    changed(now);
}

// From now on they have the whole time for the answer.
void Desk::tell_asked(Session const& session, StaffId colleague, Time now, Effects& effects)
{
    auto& next = roster_.at(colleague);
    next.asked = Asked{session.id(), now + settings_.offer};
    arm(colleague);
    effects.push_back(TellCounsellor{
        *next.connection, HandOverAsked{session.id(), seconds_left(settings_.offer),
                                        roster_.at(session.staff()).alias, session.about().answers,
                                        session.talking_seconds(now)}});
}

std::optional<StaffId> Desk::asked_for(protocol::SessionId session) const
{
    auto const found = std::ranges::find_if(roster_, [&](auto const& entry) {
        return entry.second.asked && entry.second.asked->session == session;
    });
    return found == roster_.end() ? std::nullopt : std::optional(found->first);
}

// Asked again after a lost answer it is the session that was taken, and the greeting has told it.
void Desk::accept_hand_over(StaffId staff, protocol::SessionId id, Time now, Effects& effects)
{
    auto const& next = roster_.at(staff);
    if (asked_for(id) == staff) return hand_over(id, staff, now, effects);
    if (std::ranges::find(next.sessions, id) != next.sessions.end()) return;
    effects.push_back(TellCounsellor{*next.connection, HandOverOver{id, HandOverEnd::withdrawn}});
}

void Desk::decline_hand_over(StaffId staff, protocol::SessionId id, Time now, Effects& effects)
{
    if (asked_for(id) != staff) return;
    end_hand_over(staff, HandOverEnd::declined, effects);
    changed(now);
}

// In one step, also while the page of whoever asked is away. They hold nothing of the session any
// more: its record belongs to who ends it.
void Desk::hand_over(protocol::SessionId id, StaffId to, Time now, Effects& effects)
{
    auto& session = sessions_.at(id);
    auto const from = session.staff();
    auto& former = roster_.at(from);
    auto const& next = roster_.at(to);
    move_seat(id, to);
    threads_.end([&](Thread const& each) { return each.about() == id && each.asked() != to; },
                 ThreadEnd::another, effects);
    session.hand_over(to, {next.connection, next.load, next.alias}, now, effects);
    effects.push_back(TellCounsellor{*next.connection, line(to, now)});
    if (former.connection)
        effects.push_back(TellCounsellor{*former.connection, HandedOver{id}});
    else if (!former.away_until)
        former.away_until = now + settings_.counsellor_grace;
    arm(from);
    arm(to);
    arm(session);
    changed(now);
}

void Desk::move_seat(protocol::SessionId id, StaffId to)
{
    std::erase(roster_.at(sessions_.at(id).staff()).sessions, id);
    auto& next = roster_.at(to);
    next.asked.reset();
    next.sessions.insert(std::ranges::upper_bound(next.sessions, id), id);
    ++next.taken;
}

void Desk::end_hand_over(StaffId asked, HandOverEnd reason, Effects& effects)
{
    auto const id = std::exchange(roster_.at(asked).asked, std::nullopt).value().session;
    arm(asked);
    for (auto const staff : {asked, sessions_.at(id).staff()})
        if (auto const& connection = roster_.at(staff).connection)
            effects.push_back(TellCounsellor{*connection, HandOverOver{id, reason}});
    threads_.end([&](Thread const& each) { return each.about() == id && each.asked() == asked; },
                 ThreadEnd::not_handed_over, effects);
}

void Desk::withdraw_hand_over(protocol::SessionId id, Effects& effects)
{
    if (auto const asked = asked_for(id)) end_hand_over(*asked, HandOverEnd::withdrawn, effects);
}

} // namespace desk
