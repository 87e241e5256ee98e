// What a person does with a page: chance chooses, among what the page offers at this moment.
#include "model/page.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace model {

namespace {

using protocol::counsellor::FromCounsellor;
using protocol::supervisor::FromSupervisor;
using protocol::visitor::FromVisitor;

} // namespace

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
        if (chance % 16 == 0) return say(FromVisitor(Leave{}));
        if (asked_to_tap_ && chance % 4 == 1) return; // has put the phone aside
        say(asked_to_tap_ || chance % 8 == 1 ? FromVisitor(Tap{}) : FromVisitor(protocol::Ping{}));
        asked_to_tap_ = false;
    } else if (open != exchanges_.end()) {
        if (chance % (self_->brisk ? 2 : 24) == 0) return say(FromVisitor(Leave{}));
        if (chance % 24 == 1) return say(FromVisitor(protocol::Typing{open->first}));
        if (!self_->quiet || chance % 24 == 2) say_words(open->second, open->first, chance / 24);
    } else {
        ask_for_a_place(chance);
    }
}

// Some answer every question, some none.
void Page::ask_for_a_place(std::uint64_t chance)
{
    using namespace protocol::visitor;
    if (!self_->pass) {
        protocol::Pass pass;
        pass.bytes.fill(static_cast<std::uint8_t>(self_->account));
        pass.bytes.front() = static_cast<std::uint8_t>(self_->passes.size());
        self_->passes.push_back(pass);
        self_->pass = pass;
    }
    pass_ = self_->pass;
    if (!consented_ || chance % 16 == 0) say(FromVisitor(Consent{}));
    consented_ = true;
    protocol::Answers answers;
    if (chance % 2 == 0)
        answers = {protocol::Topic::family, protocol::AgeBand::from_20, protocol::Gender::other,
                   protocol::Area::same_city, chance / 2 % 2 == 0};
    say(FromVisitor(Join{*pass_, answers}));
}

void Page::act_as_counsellor(std::uint64_t chance)
{
    using namespace protocol::counsellor;
    auto const draw = chance / 32;
    auto const at_once = static_cast<std::uint32_t>(draw % 4);
    constexpr Choice choices[] = {Choice::available, Choice::only_my_session, Choice::on_break};
    if (chance % 32 == 0) return say(FromCounsellor(protocol::Ping{}));
    if (chance % 32 == 1) return say(FromCounsellor(Receive{choices[draw / 4 % 3], at_once}));
    if (chance % 2 == 0 && act_in_thread(draw)) return;
    if (asked_to_take_over_ && (self_->brisk || chance % 4 != 0)) {
        auto const session = *std::exchange(asked_to_take_over_, std::nullopt);
        if (draw % 4 == 0) return say(FromCounsellor(DeclineHandOver{session}));
        return say(FromCounsellor(AcceptHandOver{session}));
    }
    if (chance % 8 == 7 || (!colleagues_.empty() && chance % 4 != 1))
        for (auto const& [session, exchange] : exchanges_)
            if (exchange.stage() == Exchange::Stage::talking) return hand_over(session, draw);
    if (self_->brisk) wrap_up_the_ended();
    if (offer_ && (self_->brisk || chance % 4 != 0)) return say(FromCounsellor(Accept{*offer_}));
    if (choice_ != Choice::available && chance % 4 < 2)
        return say(FromCounsellor(Receive{Choice::available, at_once}));
    if (chance % 8 == 4 || (exchanges_.empty() && chance % 2 == 1))
        return say(FromCounsellor(TakeNext{taken_}));
    if (!exchanges_.empty()) act_in_session(draw);
}

// False: this counsellor is in none.
bool Page::act_in_thread(std::uint64_t chance)
{
    auto const open = std::ranges::find_if(
        threads_, [](auto const& each) { return each.second.stage() != Exchange::Stage::ended; });
    if (open == threads_.end()) return false;
    if (chance % 16 == 0)
        say(FromCounsellor(protocol::counsellor::CloseThread{open->first}));
    else if (chance % 16 == 1)
        say(FromCounsellor(protocol::Typing{open->first}));
    else
        say_words(open->second, open->first, chance / 16);
    return true;
}

void Page::wrap_up_the_ended()
{
    for (auto const& [session, exchange] : exchanges_)
        if (exchange.stage() == Exchange::Stage::ended)
            say(FromCounsellor(protocol::counsellor::WrapUp{session, false}));
}

void Page::act_in_session(std::uint64_t chance)
{
    using namespace protocol::counsellor;
    constexpr CoolReason cool_reasons[] = {CoolReason::harassment, CoolReason::sexual,
                                           CoolReason::threat, CoolReason::repeated_misuse,
                                           CoolReason::other};
    auto entry = exchanges_.begin();
    std::advance(entry, static_cast<std::ptrdiff_t>(chance % exchanges_.size()));
    auto const session = entry->first;
    auto const draw = chance / 8;
    switch (entry->second.stage()) {
    case Exchange::Stage::talking:
        switch (draw % 24) {
        case 0: return say(FromCounsellor(End{session}));
        case 1:
        case 2: return say(FromCounsellor(PutBack{session}));
        case 3: return say(FromCounsellor(Extend{session, guide_of(session)}));
        case 4: return say(FromCounsellor(protocol::Typing{session}));
        case 5: return say(FromCounsellor(CoolDown{session, cool_reasons[draw / 24 % 5]}));
        default: return say_words(entry->second, session, draw / 24);
        }
    case Exchange::Stage::ending:
        if (draw % 6 == 0) say(FromCounsellor(WrapUp{session, draw / 6 % 4 == 0}));
        return;
    case Exchange::Stage::ended: return say(FromCounsellor(WrapUp{session, draw % 8 == 0}));
    }
}

// To somebody who was there when the list was told.
void Page::hand_over(protocol::SessionId session, std::uint64_t chance)
{
    using namespace protocol::counsellor;
    if (colleagues_.empty()) return say(FromCounsellor(AskColleagues{}));
    say(FromCounsellor(HandOver{session, colleagues_.at(chance % colleagues_.size())}));
    colleagues_.clear();
}

void Page::act_as_supervisor(std::uint64_t chance)
{
    using namespace protocol::supervisor;
    constexpr MoveReason reasons[] = {MoveReason::danger, MoveReason::young, MoveReason::came_back,
                                      MoveReason::other};
    auto const draw = chance / 8;
    switch (chance % 8) {
    case 0: return say(FromSupervisor(StopIntake{}));
    case 1:
        if (draw % 4 == 0) return say(FromSupervisor(CloseShift{}));
        return say(FromSupervisor(protocol::Ping{}));
    case 2:
    case 3:
        if (!cooled_.empty() && draw % 2 == 0)
            say(FromSupervisor(
                ReviewCoolDown{cooled_.at(draw / 2 % cooled_.size()),
                               draw / 64 % 2 == 0 ? Verdict::upheld : Verdict::lifted}));
        else if (!line_.empty())
            say(FromSupervisor(MoveUp{line_.at(draw % line_.size()), reasons[draw / 256 % 4]}));
        return;
    default: return say(FromSupervisor(OpenShift{}));
    }
}

// A few words one after the other; sometimes so long that the server's bound is reached.
void Page::say_words(Exchange& exchange, protocol::SessionId session, std::uint64_t chance)
{
    auto const size = chance % 4 == 0 ? protocol::limits::sealed_characters : 300;
    for (auto count = 1 + chance / 4 % 5; count > 0; --count)
        exchange.say(++self_->words[session], size);
    collect(exchange);
}

} // namespace model
