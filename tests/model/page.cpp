#include "model/page.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>

namespace model {

namespace {

namespace limits = protocol::limits;
using protocol::counsellor::FromCounsellor;
using protocol::supervisor::FromSupervisor;
using protocol::visitor::FromVisitor;

} // namespace

desk::PassHash hash_of(protocol::Pass const& pass)
{
    desk::PassHash hash;
    hash.bytes = pass.bytes;
    return hash;
}

void Page::connect(desk::ConnectionId connection)
{
    lose();
    connection_ = connection;
    closed_.reset();
    auto const number = limits::protocol_number;
    pass_ = self_->pass;
    if (self_->role == Role::visitor)
        say(FromVisitor(protocol::visitor::Hello{number, {"demo"}, load_, self_->pass}));
    else if (self_->role == Role::counsellor)
        say(FromCounsellor(protocol::counsellor::Hello{number, {"demo"}, load_}));
    else
        say(FromSupervisor(protocol::supervisor::Hello{number, {"demo"}}));
}

void Page::lose()
{
    connection_.reset();
    inbox_.clear();
    outbox_.clear();
    in_line_ = asked_to_resume_ = false;
}

std::optional<Saying> Page::take_saying()
{
    if (outbox_.empty()) return std::nullopt;
    auto saying = std::move(outbox_.front());
    outbox_.pop_front();
    return saying;
}

void Page::read()
{
    while (!inbox_.empty()) {
        auto const hearing = std::move(inbox_.front());
        inbox_.pop_front();
        std::visit([&](auto const& message) { hear(message); }, hearing);
    }
    for (auto& [session, exchange] : exchanges_) {
        exchange.confirm();
        collect(exchange);
    }
}

void Page::collect(Exchange& exchange)
{
    for (auto& said : exchange.take_said()) {
        if (!connection_) continue;
        std::visit(
            [&](auto&& message) {
                if (self_->role == Role::visitor)
                    say(FromVisitor(std::move(message)));
                else
                    say(FromCounsellor(std::move(message)));
            },
            std::move(said));
    }
}

template <class Message>
void Page::hear_in_session(Message const& message)
{
    if constexpr (std::is_same_v<Message, protocol::Started>)
        if (!exchanges_.contains(message.session))
            exchanges_.try_emplace(message.session, *safe_, message.session, load_,
                                   std::exchange(leftovers_[message.session], {}));
    auto const found = exchanges_.find(message.session);
    if (found == exchanges_.end()) return;
    found->second.hear(message);
    collect(found->second);
}

void Page::hear(protocol::visitor::ToVisitor const& message)
{
    using namespace protocol::visitor;
    std::visit(
        [&]<class Message>(Message const& told) {
            if constexpr (std::is_same_v<Message, Welcome>) {
                await_restating();
                if (self_->pass)
                    say(FromVisitor(Join{*self_->pass})); // asked again: the same place
            } else if constexpr (std::is_same_v<Message, Queued>) {
                in_line_ = true;
            } else if constexpr (std::is_same_v<Message, Resumable>) {
                asked_to_resume_ = true;
            } else if constexpr (std::is_same_v<Message, Gone>) {
                drop_pass();
            } else if constexpr (requires { told.session; }) {
                in_line_ = asked_to_resume_ = false;
                hear_in_session(told);
                if constexpr (std::is_same_v<Message, protocol::Ended>)
                    if (told.reason != protocol::EndReason::counsellor_lost) drop_pass();
            } else {
                static_assert(std::is_same_v<Message, NotQueued> ||
                              std::is_same_v<Message, protocol::Pong>);
            }
        },
        message);
}

void Page::hear(protocol::counsellor::ToCounsellor const& message)
{
    using namespace protocol::counsellor;
    std::visit(
        [&]<class Message>(Message const& told) {
            if constexpr (std::is_same_v<Message, Welcome>) {
                await_restating();
            } else if constexpr (std::is_same_v<Message, Line>) {
                taken_ = told.taken;
            } else if constexpr (std::is_same_v<Message, WrappedUp>) {
                exchanges_.erase(told.session);
            } else if constexpr (requires { told.session; }) {
                hear_in_session(told);
            } else {
                static_assert(std::is_same_v<Message, NotTaken> ||
                              std::is_same_v<Message, protocol::Pong>);
            }
        },
        message);
}

void Page::hear(protocol::CloseCode code)
{
    lose();
    closed_ = code;
}

// What the greeting does not mention is over.
void Page::await_restating()
{
    for (auto& [session, exchange] : exchanges_)
        exchange.hear(protocol::Ended{});
}

void Page::drop_pass()
{
    await_restating();
    in_line_ = asked_to_resume_ = false;
    if (self_->pass == pass_) self_->pass.reset();
}

void Page::time_passes()
{
    for (auto& [session, exchange] : exchanges_) {
        exchange.time_passes();
        collect(exchange);
    }
}

void Page::inherit(Page const& earlier)
{
    leftovers_ = earlier.leftovers_;
    for (auto const& [session, exchange] : earlier.exchanges_)
        leftovers_[session] = exchange.kept();
}

void Page::act(std::uint64_t chance)
{
    if (!connection_) return;
    switch (self_->role) {
    case Role::visitor: return act_as_visitor(chance);
    case Role::counsellor: return act_as_counsellor(chance);
    case Role::supervisor: return act_as_supervisor(chance);
    }
}

void Page::tap_resume()
{
    if (asked_to_resume_) say(FromVisitor(protocol::visitor::Resume{}));
}

void Page::act_as_visitor(std::uint64_t chance)
{
    using namespace protocol::visitor;
    auto const open = std::ranges::find_if(
        exchanges_, [](auto const& each) { return each.second.stage() != Exchange::Stage::ended; });
    if (asked_to_resume_) {
        if (chance % 8 == 0) return say(FromVisitor(Leave{}));
        tap_resume();
    } else if (in_line_) {
        say(chance % 12 == 0 ? FromVisitor(Leave{}) : FromVisitor(protocol::Ping{}));
    } else if (open != exchanges_.end()) {
        if (chance % 24 == 0) return say(FromVisitor(Leave{}));
        say_words(open->second, open->first, chance / 24);
    } else {
        if (!self_->pass) {
            protocol::Pass pass;
            pass.bytes.fill(static_cast<std::uint8_t>(self_->account));
            pass.bytes.front() = static_cast<std::uint8_t>(self_->passes.size());
            self_->passes.push_back(pass);
            self_->pass = pass;
        }
        pass_ = self_->pass;
        say(FromVisitor(Join{*pass_}));
    }
}

void Page::act_as_counsellor(std::uint64_t chance)
{
    using namespace protocol::counsellor;
    if (chance % 32 == 0) return say(FromCounsellor(protocol::Ping{}));
    if (exchanges_.empty() || chance % 4 == 0) return say(FromCounsellor(TakeNext{taken_}));
    auto entry = exchanges_.begin();
    std::advance(entry, static_cast<std::ptrdiff_t>(chance / 4 % exchanges_.size()));
    auto const session = entry->first;
    auto const draw = chance / 64;
    switch (entry->second.stage()) {
    case Exchange::Stage::talking:
        if (draw % 24 == 0) return say(FromCounsellor(End{session}));
        return say_words(entry->second, session, draw / 24);
    case Exchange::Stage::ending:
        if (draw % 12 == 0) say(FromCounsellor(WrappedUp{session}));
        return;
    case Exchange::Stage::ended: return say(FromCounsellor(WrappedUp{session}));
    }
}

void Page::act_as_supervisor(std::uint64_t chance)
{
    using namespace protocol::supervisor;
    switch (chance % 8) {
    case 0: return say(FromSupervisor(StopIntake{}));
    case 1:
        if (chance / 8 % 4 == 0) return say(FromSupervisor(CloseShift{}));
        return say(FromSupervisor(protocol::Ping{}));
    default: return say(FromSupervisor(OpenShift{}));
    }
}

// A few words one after the other; sometimes so long that the server's bound is reached.
void Page::say_words(Exchange& exchange, protocol::SessionId session, std::uint64_t chance)
{
    auto const size = chance % 4 == 0 ? limits::sealed_characters : 300;
    for (auto count = 1 + chance / 4 % 5; count > 0; --count)
        exchange.say(++self_->words[session], size);
    collect(exchange);
}

} // namespace model
