// The naive desk's cool-downs: which pass is refused, and what supervisors read and judge.
#include "model/reference.hpp"

#include <algorithm>
#include <utility>

namespace model {

using protocol::counsellor::CoolReason;
using protocol::supervisor::Verdict;

// An end like any other; what follows it is remembered.
void Reference::cool_down(SessionId session, CoolReason reason, desk::CounsellorSaid const& said)
{
    auto* const mine = talk(session);
    if (!mine || mine->seats.at(1).at != said.connection || mine->stage != Stage::talking) return;
    mine->cool = reason;
    mine->cool_name = said.fresh;
    begin_end(*mine, EndReason::cooled_down);
}

void Reference::refuse_from_now(Talk const& talk)
{
    record(protocol::records::CooledDown{
        talk.name, talk.cool_name, static_cast<std::uint32_t>(talk.staff), talk.alias, talk.visitor,
        talk.cool, whole_seconds(settings_.cool_down)});
    cooled_.push_back({talk.name, talk.cool_name, talk.visitor, talk.alias, talk.cool, now_});
    if (auto const at = place(talk.visitor)->at) tell_refused(*at, talk.visitor);
    tell_cool_downs();
}

Cooled const* Reference::refusal_of(PassHash const& pass) const
{
    auto const found = std::ranges::find_if(
        cooled_, [&](auto const& each) { return each.pass == pass && !each.over; });
    return found == cooled_.end() ? nullptr : &*found;
}

// A begun minute is a minute.
void Reference::tell_refused(ConnectionId connection, PassHash const& pass)
{
    auto const left = refusal_of(pass)->since + settings_.cool_down - now_;
    pages_.at(connection).refused = pass;
    tell(connection, protocol::visitor::CoolingDown{std::max(1U, (begun_seconds(left) + 59) / 60)});
}

// What was lifted stays lifted.
void Reference::review(SessionId session, Verdict verdict, StaffId staff)
{
    auto const found = std::ranges::find(cooled_, session, &Cooled::name);
    if (found == cooled_.end() || found->verdict == verdict || found->verdict == Verdict::lifted)
        return;
    record(protocol::records::CoolDownReviewed{session, found->own_name, verdict,
                                               static_cast<std::uint32_t>(staff)});
    found->verdict = verdict;
    if (verdict == Verdict::lifted) let_in(*found);
    tell_cool_downs();
}

// Every page that was told so hears that it is over.
void Reference::let_in(Cooled& cooled)
{
    if (std::exchange(cooled.over, true)) return;
    for (auto& [connection, page] : pages_)
        if (std::exchange(page.refused,
                          page.refused == cooled.pass ? std::nullopt : page.refused) == cooled.pass)
            tell(connection, protocol::visitor::Gone{EndReason::cooled_down});
}

void Reference::end_cool_downs()
{
    for (auto& each : cooled_)
        if (each.since + settings_.cool_down <= now_) let_in(each);
    tell_cool_downs();
}

protocol::supervisor::CoolDowns Reference::cool_downs() const
{
    protocol::supervisor::CoolDowns told;
    for (auto const& each : cooled_)
        told.cool_downs.push_back(
            {each.name, each.alias, each.reason, seconds_since(each.since),
             each.over ? 0 : begun_seconds(each.since + settings_.cool_down - now_), each.verdict});
    std::ranges::reverse(told.cool_downs);
    told.cool_downs.resize(std::min<std::size_t>(told.cool_downs.size(), 32));
    return told;
}

void Reference::tell_cool_downs()
{
    for (auto const& [connection, page] : pages_)
        if (page.supervisor) tell(connection, cool_downs());
}

} // namespace model
