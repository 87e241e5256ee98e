#include "model/judge.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace model {

namespace {

using protocol::visitor::IntakeChanged;

// What is told from one tick; positions are also an answer, and then they are expected exactly.
template <class Message>
constexpr bool of_the_telling =
    std::is_same_v<Message, protocol::visitor::Queued> || std::is_same_v<Message, IntakeChanged> ||
    std::is_same_v<Message, protocol::counsellor::Line> ||
    std::is_same_v<Message, protocol::supervisor::Overview>;

template <class Message>
std::string without_clock(Message message)
{
    if constexpr (requires { stop_clock(message); }) stop_clock(message);
    return protocol::encode(message);
}

std::string listed(std::vector<std::string> const& texts)
{
    std::string all;
    constexpr std::size_t line = 900; // the rest of a long one is sealed
    for (auto const& text : texts)
        all += "\n      " + text.substr(0, line);
    return all.empty() ? " nothing" : all;
}

std::string named(ConnectionId connection)
{
    return "connection " + std::to_string(static_cast<std::uint64_t>(connection));
}

// Those that the reference does not write down: they name seats, words and who spoke when.
template <class Fact>
constexpr bool not_compared = std::is_same_v<Fact, protocol::records::TicketQueued> ||
                              std::is_same_v<Fact, protocol::records::SessionBegan> ||
                              std::is_same_v<Fact, protocol::records::SeatTaken> ||
                              std::is_same_v<Fact, protocol::records::SessionEngaged> ||
                              std::is_same_v<Fact, protocol::records::SessionEnded>;

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
    std::optional<std::uint32_t> ticket;
    for (auto const& effect : effects_)
        if (auto const* const record = std::get_if<desk::Record>(&effect))
            if (auto const* const queued =
                    std::get_if<protocol::records::TicketQueued>(&record->fact))
                ticket = queued->ticket;
    auto expected = reference_.handle(input, ticket, now);
    if (std::holds_alternative<desk::HoursTold>(input)) hours_told_ = now;
    compare(std::move(expected), From::input, now);
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
    if (!desk_->restore(facts, now)) throw Broken("the facts of a killed desk are refused");
    desk_->check_invariants();
    reference_.crash(now, incarnation_);
    forget_told();
    check_state(now);
    check_restated(now);
}

void Judge::forget_told()
{
    known_.clear();
    intake_.clear();
    stale_since_.clear();
    aged_since_.clear();
    unasked_since_.clear();
    last_telling_.reset();
    hours_told_.reset();
}

// The open state makes a desk that has the same open state.
void Judge::check_restated(Time now) const
{
    auto const texts = [&](desk::Desk const& of) {
        std::vector<std::string> all;
        for (auto const& [fact, age] : of.open_state(now))
            all.push_back(protocol::encode(fact) + ' ' + std::to_string(age.count()));
        return all;
    };
    desk::Desk again(settings_, incarnation_ + 1);
    if (!again.restore(desk_->open_state(now), now)) throw Broken("the open state is refused");
    if (texts(*desk_) != texts(again))
        throw Broken("the open state is" + listed(texts(*desk_)) + "\n    and what it restores is" +
                     listed(texts(again)));
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
    Brought brought;
    telling_ = false;
    for (auto& [connection, texts] : expected) {
        if (from == From::input) continue;
        if (std::erase_if(texts,
                          [](auto const& text) { return text.starts_with(R"({"type":"queued")"); }))
            brought.queued.insert(connection);
    }
    for (auto const& effect : effects_) {
        hits_.count(effect);
        std::visit(
            [&]<class Wanted>(Wanted const& wanted) {
                if constexpr (std::is_same_v<Wanted, desk::Close>) {
                    brought.told[wanted.connection].push_back(closing(wanted.code));
                    mark(closing(wanted.code));
                } else if constexpr (std::is_same_v<Wanted, desk::Record>) {
                    note(wanted, brought, now);
                } else {
                    mark(std::to_string(static_cast<std::uint64_t>(wanted.to)));
                    std::visit(
                        [&](auto const& message) { note(wanted.to, message, from, brought); },
                        wanted.message);
                }
            },
            effect);
    }
    compare_told(std::move(expected), std::move(brought.told));
    compare_facts(std::move(brought.facts));
    for (auto const connection : brought.asked) {
        if (!reference_.might_be_asked().contains(connection))
            throw Broken(named(connection) + " is asked for a tap and should not be");
        reference_.asked(connection);
    }
    if (telling_ && last_telling_ && now - *last_telling_ < settings_.telling)
        throw Broken("told more often than once in a telling interval");
    if (telling_) last_telling_ = now;
    check_state(now);
    check_in_time(now);
}

void Judge::compare_told(Told expected, Told actual) const
{
    std::erase_if(expected, [](auto const& entry) { return entry.second.empty(); });
    for (auto const& told : {expected, actual})
        for (auto const& [connection, texts] : told)
            if (expected[connection] != actual[connection])
                throw Broken(named(connection) + "\n    should hear" +
                             listed(expected[connection]) + "\n    and heard" +
                             listed(actual[connection]));
}

// All of the same moment, so in which order does not matter.
void Judge::compare_facts(std::vector<std::string> facts) const
{
    auto expected = reference_.facts();
    std::ranges::sort(expected);
    std::ranges::sort(facts);
    if (expected != facts)
        throw Broken("should be written down" + listed(expected) + "\n    and is" + listed(facts));
}

void Judge::note(desk::Record const& record, Brought& brought, Time now)
{
    auto const text = protocol::encode(record.fact);
    mark(text);
    facts_.emplace_back(record.fact, now);
    std::visit(
        [&]<class Fact>(Fact const&) {
            if constexpr (!not_compared<Fact>) brought.facts.push_back(text);
        },
        record.fact);
}

template <class Message>
void Judge::note(ConnectionId to, Message const& message, From from, Brought& brought)
{
    auto const text = protocol::encode(message);
    mark(text);
    if constexpr (std::is_same_v<Message, protocol::visitor::TapAsked>) {
        if (from == From::tick && message.within_seconds == whole_seconds(settings_.tap_grace)) {
            brought.asked.insert(to);
            return;
        }
    }
    if constexpr (of_the_telling<Message>) {
        auto const still = without_clock(message);
        if (from == From::tick && !brought.queued.contains(to))
            check_told_from_tick(to, text, still);
        known_[to][std::string(Message::type)] = still;
        stale_since_.erase(to);
        aged_since_.erase(to);
        know_intake(to, message);
        if (from == From::tick) {
            telling_ = telling_ || !std::is_same_v<Message, protocol::visitor::Queued>;
            return;
        }
    }
    know_intake(to, message);
    brought.told[to].push_back(text);
}

// A greeting and a refusal also say whether the desk receives.
template <class Message>
void Judge::know_intake(ConnectionId to, Message const& message)
{
    using namespace protocol::visitor;
    if constexpr (std::is_same_v<Message, Welcome> || std::is_same_v<Message, IntakeChanged>)
        intake_[to] = {message.intake, message.next_opening};
    else if constexpr (std::is_same_v<Message, NotQueued>)
        intake_[to].intake = message.intake;
    else
        return;
    known_[to][std::string(IntakeChanged::type)] = protocol::encode(intake_[to]);
}

// It was so at some moment of the tick, and is news to a visitor.
void Judge::check_told_from_tick(ConnectionId to, std::string const& text,
                                 std::string const& without_clock) const
{
    auto const truths = reference_.truths();
    auto const so = truths.find(to);
    if (so == truths.end() || std::ranges::find(so->second, text) == so->second.end())
        throw Broken("what is told from the tick is not so:" + listed({text}) + "\n    so it was:" +
                     listed(so == truths.end() ? std::vector<std::string>{} : so->second));
    auto const known = known_.find(to);
    if (!intake_.contains(to) || known == known_.end()) return; // no visitor
    for (auto const& [type, last] : known->second)
        if (last == without_clock)
            throw Broken(named(to) + " is told again what it knows:" + listed({text}));
}

// FNV-1a: enough to see that two runs differ.
void Judge::mark(std::string const& text)
{
    for (auto const byte : text)
        fingerprint_ = (fingerprint_ ^ static_cast<unsigned char>(byte)) * 1099511628211U;
    fingerprint_ = (fingerprint_ ^ 0xffU) * 1099511628211U;
}

} // namespace model
