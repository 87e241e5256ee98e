#include "model/page.hpp"

#include "protocol/limits.hpp"
#include "support/key_of.hpp"

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
        say(FromVisitor(protocol::visitor::Hello{
            number, {"demo"}, load_, key_of(load_), !greeted_, self_->pass}));
    else if (self_->role == Role::counsellor)
        say(FromCounsellor(protocol::counsellor::Hello{number, {"demo"}, load_, key_of(load_)}));
    else
        say(FromSupervisor(protocol::supervisor::Hello{number, {"demo"}}));
    greeted_ = true;
}

void Page::lose()
{
    connection_.reset();
    inbox_.clear();
    outbox_.clear();
    forget_place();
}

void Page::forget_place()
{
    in_line_ = asked_to_tap_ = asked_to_resume_ = false;
    offer_.reset();
    asked_to_take_over_.reset();
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
    for (auto* const all : {&exchanges_, &threads_}) {
        for (auto& [name, exchange] : *all) {
            exchange.confirm();
            collect(exchange);
        }
    }
}

Exchange const* Page::exchange(protocol::SessionId name) const
{
    for (auto const* const all : {&exchanges_, &threads_})
        if (auto const found = all->find(name); found != all->end()) return &found->second;
    return nullptr;
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
        if (auto came_back = former_.extract(message.session))
            exchanges_.insert(std::move(came_back));
    if constexpr (std::is_same_v<Message, protocol::Started>)
        if (!exchanges_.contains(message.session))
            exchanges_.try_emplace(message.session, *safe_, message.session, load_,
                                   std::exchange(leftovers_[message.session], {}));
    if constexpr (requires { message.guide_seconds; })
        guides_[message.session] = message.guide_seconds;
    for (auto* const all : {&exchanges_, &threads_}) {
        auto const found = all->find(message.session);
        if (found == all->end()) continue;
        if constexpr (requires { found->second.hear(message); }) found->second.hear(message);
        collect(found->second);
    }
}

bool Page::talks_on() const
{
    return gave_away_ && std::ranges::any_of(threads_, [](auto const& each) {
               return each.second.stage() != Exchange::Stage::ended;
           });
}

// What an earlier load had to say in it is gone with that load.
void Page::hear_of_thread(protocol::counsellor::ThreadOpened const& opened)
{
    auto const [entry, fresh] =
        threads_.try_emplace(opened.session, *safe_, opened.session, load_, std::vector<Kept>{});
    protocol::Started started;
    started.membership = opened.membership;
    started.members = opened.members;
    entry->second.hear(started);
    collect(entry->second);
}

void Page::hear(protocol::visitor::ToVisitor const& message)
{
    using namespace protocol::visitor;
    std::visit(
        [&]<class Message>(Message const& told) {
            if constexpr (std::is_same_v<Message, Welcome>) {
                await_restating();
                if (self_->pass)
                    say(FromVisitor(Join{*self_->pass, {}})); // asked again: the same place
            } else if constexpr (std::is_same_v<Message, Queued>) {
                in_line_ = true;
                asked_to_tap_ = false;
            } else if constexpr (std::is_same_v<Message, TapAsked> ||
                                 std::is_same_v<Message, Parked>) {
                in_line_ = asked_to_tap_ = true;
            } else if constexpr (std::is_same_v<Message, Resumable>) {
                asked_to_resume_ = true;
            } else if constexpr (std::is_same_v<Message, Gone>) {
                drop_pass();
            } else if constexpr (std::is_same_v<Message, CoolingDown>) {
                await_restating(); // the pass is kept, and asked with again
                forget_place();
            } else if constexpr (requires { told.session; }) {
                forget_place();
                hear_in_session(told);
                if constexpr (std::is_same_v<Message, protocol::Ended>)
                    if (told.reason != protocol::EndReason::counsellor_lost &&
                        told.reason != protocol::EndReason::no_show &&
                        told.reason != protocol::EndReason::cooled_down)
                        drop_pass();
            } else {
                static_assert( // a puzzle is no business of the desk's
                    std::is_same_v<Message, Puzzle> || std::is_same_v<Message, NotQueued> ||
                    std::is_same_v<Message, IntakeChanged> || std::is_same_v<Message, LinePaused> ||
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
            } else if constexpr (std::is_same_v<Message, OwnPresence>) {
                choice_ = told.choice;
            } else if constexpr (std::is_same_v<Message, Offer>) {
                offer_ = told.session;
            } else if constexpr (std::is_same_v<Message, OfferOver>) {
                if (offer_ == told.session) offer_.reset();
            } else if constexpr (std::is_same_v<Message, WrappedUp> ||
                                 std::is_same_v<Message, HandedOver>) {
                leave_seat(told.session);
                gave_away_ = std::is_same_v<Message, HandedOver>;
            } else if constexpr (std::is_same_v<Message, Colleagues>) {
                colleagues_.clear();
                for (auto const& colleague : told.colleagues)
                    colleagues_.push_back(colleague.staff);
            } else if constexpr (std::is_same_v<Message, HandOverAsked>) {
                asked_to_take_over_ = told.session;
            } else if constexpr (std::is_same_v<Message, HandOverOver>) {
                if (asked_to_take_over_ == told.session) asked_to_take_over_.reset();
            } else if constexpr (std::is_same_v<Message, ThreadOpened>) {
                hear_of_thread(told);
                gave_away_ = false;
            } else if constexpr (std::is_same_v<Message, ThreadOver>) {
                threads_.at(told.session).hear(protocol::Ended{});
            } else if constexpr (requires { told.session; }) {
                if (offer_ == told.session) offer_.reset(); // it has begun
                if (asked_to_take_over_ == told.session) asked_to_take_over_.reset();
                hear_in_session(told);
            } else {
                static_assert(std::is_same_v<Message, NotTaken> ||
                              std::is_same_v<Message, protocol::Pong>);
            }
        },
        message);
}

void Page::hear(protocol::supervisor::ToSupervisor const& message)
{
    if (auto const* const told = std::get_if<protocol::supervisor::CoolDowns>(&message)) {
        cooled_.clear();
        for (auto const& each : told->cool_downs)
            cooled_.push_back(each.session);
    }
    auto const* const overview = std::get_if<protocol::supervisor::Overview>(&message);
    if (!overview) return;
    line_.clear();
    for (auto const& place : overview->line)
        line_.push_back(place.ticket);
}

std::uint32_t Page::guide_of(protocol::SessionId session) const
{
    auto const known = guides_.find(session);
    return known == guides_.end() ? 0 : known->second;
}

void Page::hear(protocol::CloseCode code)
{
    lose();
    closed_ = code;
}

void Page::leave_seat(protocol::SessionId session)
{
    auto left = exchanges_.extract(session);
    if (!left) return;
    left.mapped().leave_seat();
    former_.insert(std::move(left));
}

// What the greeting does not mention is over.
void Page::await_restating()
{
    for (auto* const all : {&exchanges_, &threads_})
        for (auto& [name, exchange] : *all)
            exchange.hear(protocol::Ended{});
}

void Page::drop_pass()
{
    await_restating();
    forget_place();
    if (self_->pass == pass_) self_->pass.reset();
}

void Page::time_passes()
{
    for (auto* const all : {&exchanges_, &threads_}) {
        for (auto& [name, exchange] : *all) {
            exchange.time_passes();
            collect(exchange);
        }
    }
}

void Page::inherit(Page const& earlier)
{
    leftovers_ = earlier.leftovers_;
    for (auto const& [session, exchange] : earlier.exchanges_)
        leftovers_[session] = exchange.kept();
}

} // namespace model
