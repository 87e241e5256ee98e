// What no page of ours would say: any message at any time, about one's own session or another's,
// with right and wrong numbers, also over connections that are gone. A new message that has no
// maker here does not compile.
#include "model/brief.hpp"
#include "model/world.hpp"
#include "protocol/limits.hpp"
#include "support/key_of.hpp"

#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>

namespace model {

namespace limits = protocol::limits;

template <class Message>
using Making = std::type_identity<Message>;

class Mischief {
public:
    Mischief(World& world, Person& person, Page& page, std::uint64_t seed)
        : world_(world), self_(person.self), page_(page), chance_(seed)
    {
        if (world_.sessions_.empty()) return;
        std::vector<protocol::SessionId> own;
        std::vector<protocol::SessionId> all;
        for (auto const& [id, pair] : world_.sessions_) {
            all.push_back(id);
            if (std::ranges::find(pair.people, &person) != pair.people.end()) own.push_back(id);
        }
        session_ = !own.empty() && !chance_.one_in(4) ? own.back() : chance_.pick(all);
        pair_ = world_.sessions_.at(session_);
    }

    protocol::visitor::Hello operator()(Making<protocol::visitor::Hello>)
    {
        auto const first = chance_.one_in(2);
        if (chance_.one_in(3))
            return {number(), {"demo"}, page_.load(), key(), first, std::nullopt};
        return {number(), {"demo"}, page_.load(), key(), first, pass()};
    }
    protocol::counsellor::Hello operator()(Making<protocol::counsellor::Hello>)
    {
        return {number(), {"demo"}, page_.load(), key()};
    }
    protocol::supervisor::Hello operator()(Making<protocol::supervisor::Hello>)
    {
        return {number(), {"demo"}};
    }
    protocol::visitor::Consent operator()(Making<protocol::visitor::Consent>) { return {}; }
    protocol::visitor::Join operator()(Making<protocol::visitor::Join>)
    {
        protocol::Answers answers;
        if (chance_.one_in(2)) answers.danger = chance_.one_in(2);
        if (chance_.one_in(2)) answers.topic = protocol::Topic::other;
        return {pass(), answers};
    }
    protocol::visitor::Tap operator()(Making<protocol::visitor::Tap>) { return {}; }
    protocol::counsellor::Receive operator()(Making<protocol::counsellor::Receive>)
    {
        using protocol::counsellor::Choice;
        constexpr std::array choices{Choice::available, Choice::only_my_session, Choice::on_break};
        constexpr std::array<std::uint32_t, 6> at_once{0, 1, 2, 3, 4, 4'000'000'000};
        return {chance_.pick(choices), chance_.pick(at_once)};
    }
    protocol::counsellor::Accept operator()(Making<protocol::counsellor::Accept>)
    {
        auto name = page_.offer() && !chance_.one_in(3) ? *page_.offer() : session_;
        if (chance_.one_in(4)) ++name.counter;
        return {name};
    }
    protocol::counsellor::TakeNext operator()(Making<protocol::counsellor::TakeNext>)
    {
        auto const wrong = static_cast<std::uint32_t>(chance_.below(3));
        return {chance_.one_in(3) ? page_.taken() + wrong - 1 : page_.taken()};
    }
    protocol::counsellor::End operator()(Making<protocol::counsellor::End>) { return {session_}; }
    protocol::counsellor::CoolDown operator()(Making<protocol::counsellor::CoolDown>)
    {
        using protocol::counsellor::CoolReason;
        return {session_, chance_.one_in(2) ? CoolReason::threat : CoolReason::other};
    }
    protocol::counsellor::PutBack operator()(Making<protocol::counsellor::PutBack>)
    {
        return {session_};
    }
    protocol::counsellor::Extend operator()(Making<protocol::counsellor::Extend>)
    {
        return {session_, chance_.one_in(3) ? number() : page_.guide_of(session_)};
    }
    protocol::counsellor::WrapUp operator()(Making<protocol::counsellor::WrapUp>)
    {
        return {session_, chance_.one_in(8)};
    }
    protocol::counsellor::AskColleagues operator()(Making<protocol::counsellor::AskColleagues>)
    {
        return {};
    }
    protocol::counsellor::HandOver operator()(Making<protocol::counsellor::HandOver>)
    {
        return {session_, static_cast<std::uint32_t>(chance_.below(world_.people_.size() + 2))};
    }
    protocol::counsellor::AcceptHandOver operator()(Making<protocol::counsellor::AcceptHandOver>)
    {
        return {session_};
    }
    protocol::counsellor::DeclineHandOver operator()(Making<protocol::counsellor::DeclineHandOver>)
    {
        return {session_};
    }
    protocol::counsellor::CloseThread operator()(Making<protocol::counsellor::CloseThread>)
    {
        return {session_};
    }
    protocol::SendOpening operator()(Making<protocol::SendOpening>)
    {
        return {session_, membership(), load(), sealed()};
    }
    protocol::SendWord operator()(Making<protocol::SendWord>)
    {
        return {session_, membership(), stream(), word(), 1, sealed()};
    }
    protocol::Received operator()(Making<protocol::Received>)
    {
        return {session_, stream(), word()};
    }
    protocol::Missing operator()(Making<protocol::Missing>) { return {session_, stream(), word()}; }
    protocol::AskOpening operator()(Making<protocol::AskOpening>) { return {session_, load()}; }
    protocol::AskHistory operator()(Making<protocol::AskHistory>)
    {
        return {session_, load(), word()};
    }
    protocol::SendHistory operator()(Making<protocol::SendHistory>)
    {
        return {session_, membership(), load(), 1, word(), 3, sealed()};
    }
    protocol::Finished operator()(Making<protocol::Finished>)
    {
        protocol::Finished finished{session_, {}};
        for (auto count = chance_.below(3); count > 0; --count)
            finished.last.push_back({stream(), word()});
        return finished;
    }
    protocol::Typing operator()(Making<protocol::Typing>) { return {session_}; }
    protocol::Ping operator()(Making<protocol::Ping>) { return {}; }
    protocol::visitor::Resume operator()(Making<protocol::visitor::Resume>) { return {}; }
    protocol::visitor::Leave operator()(Making<protocol::visitor::Leave>) { return {}; }
    protocol::supervisor::OpenShift operator()(Making<protocol::supervisor::OpenShift>)
    {
        return {};
    }
    protocol::supervisor::StopIntake operator()(Making<protocol::supervisor::StopIntake>)
    {
        return {};
    }
    protocol::supervisor::CloseShift operator()(Making<protocol::supervisor::CloseShift>)
    {
        return {};
    }
    protocol::supervisor::MoveUp operator()(Making<protocol::supervisor::MoveUp>)
    {
        return {static_cast<std::uint32_t>(chance_.below(20)),
                protocol::supervisor::MoveReason::young};
    }

    protocol::supervisor::ReviewCoolDown operator()(Making<protocol::supervisor::ReviewCoolDown>)
    {
        using protocol::supervisor::Verdict;
        auto const& cooled = page_.cooled();
        auto const known = !cooled.empty() && !chance_.one_in(4);
        return {known ? chance_.pick(cooled) : session_,
                chance_.one_in(2) ? Verdict::upheld : Verdict::lifted};
    }

    template <class Messages>
    Saying make(std::size_t kind)
    {
        return boost::mp11::mp_with_index<std::variant_size_v<Messages>>(kind, [&](auto which) {
            using Message = std::variant_alternative_t<which, Messages>;
            return Saying(Messages((*this)(Making<Message>{})));
        });
    }

private:
    std::uint32_t number() { return limits::protocol_number + (chance_.one_in(6) ? 1U : 0U); }

    protocol::PublicKey key() const { return key_of(page_.load()); }

    protocol::Pass pass()
    {
        if (!self_.passes.empty() && !chance_.one_in(3)) return chance_.pick(self_.passes);
        protocol::Pass pass;
        pass.bytes.fill(static_cast<std::uint8_t>(self_.account));
        pass.bytes.front() = static_cast<std::uint8_t>(self_.passes.size());
        self_.passes.push_back(pass);
        return pass;
    }

    std::uint32_t membership()
    {
        auto const wrong = static_cast<std::uint32_t>(chance_.below(3));
        return chance_.one_in(4) ? pair_.membership + wrong - 1 : pair_.membership;
    }

    LoadId load() { return chance_.pick(pair_.loads); }

    // One for each load of the present members, and another.
    protocol::StreamId stream()
    {
        protocol::StreamId stream;
        stream.bytes = chance_.pick(pair_.loads).bytes;
        stream.bytes.back() =
            static_cast<std::uint8_t>(chance_.one_in(6) ? 255U : session_.counter);
        return stream;
    }

    std::uint32_t word() { return static_cast<std::uint32_t>(chance_.below(6)); }

    protocol::Sealed sealed()
    {
        auto const size = chance_.one_in(4) ? limits::sealed_characters : 1 + chance_.below(500);
        return protocol::Sealed(std::string(size, 'A'));
    }

    World& world_;
    Self& self_;
    Page& page_;
    Chance chance_;
    protocol::SessionId session_{};
    Pair pair_{};
};

// Whoever was closed or lost cannot greet on that connection again: the runner does not let it.
void World::misbehave(Person& person, Page& page, Step const& step)
{
    auto const known = last_of_.find(&page);
    if (person.self.good || known == last_of_.end()) return;
    auto const connection = known->second;
    Mischief mischief(*this, person, page, step.chance);
    auto saying = [&] {
        using namespace protocol;
        switch (person.self.role) {
        case Role::visitor: return mischief.make<visitor::FromVisitor>(step.kind);
        case Role::counsellor: return mischief.make<counsellor::FromCounsellor>(step.kind);
        case Role::supervisor: break;
        }
        return mischief.make<supervisor::FromSupervisor>(step.kind);
    }();
    auto const open = open_.find(connection);
    auto const gone = open == open_.end() || open->second.closing;
    auto const greets = std::visit(
        [](auto const& messages) {
            return std::visit(
                [](auto const& message) {
                    return requires
                    {
                        message.desk;
                    };
                },
                messages);
        },
        saying);
    if (gone && greets) return;
    say(person, connection, std::move(saying));
}

} // namespace model
