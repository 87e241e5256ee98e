#include "model/judge.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <chrono>
#include <type_traits>

namespace model {

namespace {

// What is told from one tick; positions are also an answer, and then they are expected exactly.
template <class Message>
constexpr bool of_the_telling = std::is_same_v<Message, protocol::visitor::Queued> ||
                                std::is_same_v<Message, protocol::counsellor::Line> ||
                                std::is_same_v<Message, protocol::supervisor::Overview>;

// Time alone is no news.
template <class Message>
std::string without_seconds(Message message)
{
    if constexpr (requires { message.longest_wait_seconds; }) message.longest_wait_seconds = 0;
    if constexpr (requires { message.staff; })
        for (auto& tile : message.staff)
            tile.since_seconds = 0;
    return protocol::encode(message);
}

std::string listed(std::vector<std::string> const& texts)
{
    std::string all;
    constexpr std::size_t line = 600; // the rest of a long one is sealed
    for (auto const& text : texts)
        all += "\n      " + text.substr(0, line);
    return all.empty() ? " nothing" : all;
}

} // namespace

Judge::Judge(desk::Settings settings, Hits& hits)
    : settings_(settings), desk_(std::in_place, settings, incarnation_),
      reference_(settings, incarnation_), hits_(hits)
{
}

desk::Effects const& Judge::give(desk::Input const& input, Time now)
{
    hits_.count(input);
    effects_.clear();
    auto copy = input;
    desk_->handle(std::move(copy), now, effects_);
    compare(reference_.handle(input, now), From::input, now);
    return effects_;
}

desk::Effects const& Judge::tick(Time now)
{
    effects_.clear();
    desk_->tick(now, effects_);
    if (auto const next = desk_->next_deadline(); next && *next <= now)
        throw Broken("after a tick the next deadline is in the past");
    compare(reference_.tick(now), From::tick, now);
    return effects_;
}

void Judge::crash(Journal journal, Time now)
{
    std::vector<desk::Past> facts;
    for (auto const& [fact, at] : facts_)
        facts.push_back({fact, now - at});
    if (journal == Journal::restated) {
        facts = desk_->open_state(now);
        facts_.clear();
        for (auto const& [fact, age] : facts)
            facts_.emplace_back(fact, now - age);
    }
    desk_.emplace(settings_, ++incarnation_);
    desk_->restore(facts, now);
    desk_->check_invariants();
    reference_.crash(now, incarnation_);
    known_.clear();
    stale_since_.clear();
    last_telling_.reset();
    check_state(now);
}

// Also what nobody looks at.
void Judge::check_state(Time now)
{
    desk_->check_invariants();
    auto const is = protocol::encode(desk_->overview(now));
    auto const should_be = protocol::encode(reference_.overview());
    if (is != should_be)
        throw Broken("the desk should stand as" + listed({should_be}) + "\n    and stands as" +
                     listed({is}));
}

void Judge::compare(Told expected, From from, Time now)
{
    Told actual;
    telling_ = false;
    for (auto const& effect : effects_) {
        hits_.count(effect);
        std::visit(
            [&]<class Wanted>(Wanted const& wanted) {
                if constexpr (std::is_same_v<Wanted, desk::Close>) {
                    actual[wanted.connection].push_back(closing(wanted.code));
                    mark(closing(wanted.code));
                } else if constexpr (std::is_same_v<Wanted, desk::Record>) {
                    mark(protocol::encode(wanted.fact));
                    facts_.emplace_back(wanted.fact, now);
                } else {
                    mark(std::to_string(static_cast<std::uint64_t>(wanted.to)));
                    std::visit([&](auto const& message) { note(wanted.to, message, from, actual); },
                               wanted.message);
                }
            },
            effect);
    }
    for (auto& [connection, texts] : expected)
        if (from == From::tick)
            std::erase_if(texts,
                          [](auto const& text) { return text.starts_with(R"({"type":"queued")"); });
    std::erase_if(expected, [](auto const& entry) { return entry.second.empty(); });
    for (auto const& told : {expected, actual})
        for (auto const& [connection, texts] : told)
            if (expected[connection] != actual[connection])
                throw Broken("connection " +
                             std::to_string(static_cast<std::uint64_t>(connection)) +
                             "\n    should hear" + listed(expected[connection]) +
                             "\n    and heard" + listed(actual[connection]));
    if (telling_ && last_telling_ && now - *last_telling_ < settings_.telling)
        throw Broken("told more often than once in a telling interval");
    if (telling_) last_telling_ = now;
    check_state(now);
    check_in_time(now);
}

template <class Message>
void Judge::note(ConnectionId to, Message const& message, From from, Told& actual)
{
    auto const text = protocol::encode(message);
    mark(text);
    if constexpr (of_the_telling<Message>) {
        known_[to] = {without_seconds(message)};
        stale_since_.erase(to);
        if (from == From::tick) {
            auto const& truths = reference_.truths();
            auto const true_once = truths.find(to);
            if (true_once == truths.end() ||
                std::ranges::find(true_once->second, text) == true_once->second.end())
                throw Broken("what is told from the tick is not so:" + listed({text}) +
                             "\n    so it was:" +
                             listed(true_once == truths.end() ? std::vector<std::string>{}
                                                              : true_once->second));
            telling_ = telling_ || !std::is_same_v<Message, protocol::visitor::Queued>;
            return;
        }
    }
    actual[to].push_back(text);
}

// Whoever stands in line or looks at it knows what is so, at the latest after the telling interval;
// with a timer that is late, a moment later.
void Judge::check_in_time(Time now)
{
    constexpr auto late = std::chrono::seconds(1);
    auto const truth = reference_.present_truth(false);
    std::erase_if(stale_since_, [&](auto const& entry) { return !truth.contains(entry.first); });
    for (auto const& [connection, texts] : truth) {
        if (known_[connection] == texts) {
            stale_since_.erase(connection);
        } else if (auto const since = stale_since_.try_emplace(connection, now).first->second;
                   now - since > settings_.telling + late) {
            throw Broken("connection " + std::to_string(static_cast<std::uint64_t>(connection)) +
                         " is not told in time:" + listed(texts) + "\n    and was last told" +
                         listed(known_[connection]));
        }
    }
}

// FNV-1a: enough to see that two runs differ.
void Judge::mark(std::string const& text)
{
    for (auto const byte : text)
        fingerprint_ = (fingerprint_ ^ static_cast<unsigned char>(byte)) * 1099511628211U;
    fingerprint_ = (fingerprint_ ^ 0xffU) * 1099511628211U;
}

} // namespace model
