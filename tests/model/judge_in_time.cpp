// Whether everybody is told in time what is so. Positions, the line, the overview and the intake
// come from one tick: at the latest after the telling interval; with a timer that is late, a moment
// later.
#include "model/judge.hpp"

#include <chrono>

namespace model {

namespace {

constexpr auto late = std::chrono::seconds(1);

void replace(std::string& text, std::string_view what, std::string_view by)
{
    if (auto const at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

// Whether somebody can still be served before closing changes with the time alone.
std::string without_closing(std::string text)
{
    replace(text, R"("may_not_be_reached":true)", R"("may_not_be_reached":false)");
    replace(text, R"("intake":"full")", R"("intake":"open")");
    return text;
}

std::string type_of(std::string const& text)
{
    constexpr std::string_view before = R"({"type":")";
    return text.substr(before.size(), text.find('"', before.size()) - before.size());
}

} // namespace

void Judge::check_in_time(Time now)
{
    if (reference_.disk_is_away()) { // nothing is told then
        stale_since_.clear();
        aged_since_.clear();
        unasked_since_.clear();
        return;
    }
    auto const truth = reference_.present_truth(Clock::still);
    auto const is_gone = [&](auto const& entry) { return !truth.contains(entry.first); };
    std::erase_if(stale_since_, is_gone);
    std::erase_if(aged_since_, is_gone);
    for (auto const& [connection, texts] : truth) {
        auto const& last = known_[connection][type_of(texts.front())];
        auto const& is = texts.front();
        auto in_time = true;
        if (last == is) {
            stale_since_.erase(connection);
            aged_since_.erase(connection);
        } else if (reference_.has_closing_time() && without_closing(last) == without_closing(is)) {
            // The hours are told each minute, and with them what follows from the time.
            auto const since = aged_since_.try_emplace(connection, now).first->second;
            stale_since_.erase(connection);
            in_time = !hours_told_ || *hours_told_ < since ||
                      now - *hours_told_ <= settings_.telling + late;
        } else {
            auto const since = stale_since_.try_emplace(connection, now).first->second;
            in_time = now - since <= settings_.telling + late;
        }
        if (!in_time)
            throw Broken("connection " + std::to_string(static_cast<std::uint64_t>(connection)) +
                         " is not told in time:\n      " + is + "\n    and was last told\n      " +
                         last);
    }
    check_asked_in_time(now);
}

// The question for a tap comes with the telling, too.
void Judge::check_asked_in_time(Time now)
{
    auto const near = reference_.to_be_asked();
    std::erase_if(unasked_since_, [&](auto const& entry) { return !near.contains(entry.first); });
    for (auto const connection : near)
        if (now - unasked_since_.try_emplace(connection, now).first->second >
            settings_.telling + late)
            throw Broken("connection " + std::to_string(static_cast<std::uint64_t>(connection)) +
                         " is not asked for a tap in time");
}

} // namespace model
