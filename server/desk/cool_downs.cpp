// A shift has few of them, so a list is searched.
#include "desk/cool_downs.hpp"

#include "desk/seconds.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <ranges>
#include <utility>

namespace desk {

std::optional<PassHash> CoolDowns::add(CoolDown cool_down)
{
    std::optional<PassHash> crowded_out;
    if (all_.size() == capacity) {
        crowded_out = all_.front().pass;
        all_.pop_front();
    }
    all_.push_back(std::move(cool_down));
    return crowded_out;
}

std::optional<PassHash> CoolDowns::apply(protocol::records::CooledDown const& fact, Time at)
{
    return add({fact.session, fact.cool_down, fact.alias, fact.reason, at,
                std::chrono::seconds(fact.seconds), fact.pass, std::nullopt});
}

std::optional<PassHash> CoolDowns::apply(protocol::records::CoolDownKept const& fact, Time at)
{
    return add({fact.session, fact.cool_down, fact.alias, fact.reason, at,
                std::chrono::seconds(fact.seconds), fact.pass, fact.verdict});
}

std::optional<PassHash> CoolDowns::apply(protocol::records::CoolDownReviewed const& fact, Time)
{
    auto const found = std::ranges::find(all_, fact.session, &CoolDown::session);
    found->verdict = fact.verdict;
    if (fact.verdict != protocol::supervisor::Verdict::lifted) return std::nullopt;
    return std::exchange(found->pass, std::nullopt);
}

std::optional<Time> CoolDowns::refused_until(PassHash const& pass) const
{
    auto const found = std::ranges::find(all_, std::optional(pass), &CoolDown::pass);
    return found == all_.end() ? std::nullopt : std::optional(found->end());
}

std::optional<Time> CoolDowns::next_end() const
{
    std::optional<Time> next;
    for (auto const& each : all_)
        if (each.pass) next = next ? std::min(*next, each.end()) : each.end();
    return next;
}

std::vector<PassHash> CoolDowns::take_over(Time now)
{
    std::vector<PassHash> over;
    for (auto& each : all_)
        if (each.pass && each.end() <= now) over.push_back(*std::exchange(each.pass, std::nullopt));
    return over;
}

void CoolDowns::forget_over()
{
    std::erase_if(all_, [](auto const& each) { return !each.pass; });
}

CoolDown const* CoolDowns::find(protocol::SessionId session) const
{
    auto const found = std::ranges::find(all_, session, &CoolDown::session);
    return found == all_.end() ? nullptr : &*found;
}

protocol::supervisor::CoolDowns CoolDowns::told(Time now) const
{
    protocol::supervisor::CoolDowns told;
    for (auto each = all_.rbegin(); each != all_.rend(); ++each) {
        if (told.cool_downs.size() == protocol::limits::list_elements) break;
        told.cool_downs.push_back(
            {each->session, each->alias, each->reason, seconds_in(now - each->began),
             each->pass ? seconds_left(each->end() - now) : 0, each->verdict});
    }
    return told;
}

void CoolDowns::restate(Time now, std::vector<Past>& facts) const
{
    for (auto const& each : all_)
        facts.push_back(
            {protocol::records::CoolDownKept{each.session, each.name, each.alias,
                                             each.end() > now ? each.pass : std::nullopt,
                                             each.reason, seconds_in(each.lasts), each.verdict},
             now - each.began});
}

} // namespace desk
