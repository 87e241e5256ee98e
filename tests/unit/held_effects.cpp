// "Tell only what is on disk", as a list of who waits for what.
#include "app/held_effects.hpp"

#include "support/catch.hpp"

#include <variant>

namespace {

using desk::ConnectionId;
using desk::Effects;
using desk::TellCounsellor;
using desk::TellSupervisor;
using desk::TellVisitor;

constexpr ConnectionId hana{1};
constexpr ConnectionId yuki{2};
constexpr ConnectionId sora{3};
constexpr ConnectionId hoshi{4};
protocol::SessionId const talk{1, 1};
protocol::SessionId const other{1, 2};

desk::Effect queued(ConnectionId to)
{
    return TellVisitor{to, protocol::visitor::Queued{1, std::nullopt, false}};
}

desk::Effect started(ConnectionId to, protocol::SessionId session)
{
    protocol::Started message;
    message.session = session;
    return TellVisitor{to, message};
}

desk::Effect word(ConnectionId to, protocol::SessionId session, std::uint32_t number)
{
    protocol::Word message;
    message.session = session;
    message.number = number;
    return TellVisitor{to, message};
}

template <class Message>
bool is(desk::Effect const& effect)
{
    auto const* const tell = std::get_if<TellVisitor>(&effect);
    return tell != nullptr && std::holds_alternative<Message>(tell->message);
}

} // namespace

TEST_CASE("what is told waits for the disk")
{
    app::HeldEffects held;
    Effects out;

    SECTION("not at all when everything before it is flushed")
    {
        held.pass(queued(hana), 5, 5, out);
        CHECK(out.size() == 1);
        CHECK(held.size() == 0);
    }
    SECTION("until the facts before it are flushed, and no longer")
    {
        held.pass(queued(hana), 6, 5, out);
        held.pass(queued(yuki), 7, 5, out);
        CHECK(out.empty());
        held.release(6, out);
        CHECK(out.size() == 1);
        held.release(7, out);
        CHECK(out.size() == 2);
        CHECK(held.size() == 0);
    }
    SECTION("a close waits, too")
    {
        held.pass(desk::Close{hana, protocol::CloseCode::opened_elsewhere}, 6, 5, out);
        CHECK(out.empty());
    }
    SECTION("a word does not wait for facts of others")
    {
        held.pass(queued(yuki), 6, 5, out);
        held.pass(word(hana, talk, 1), 6, 5, out);
        REQUIRE(out.size() == 1);
        CHECK(is<protocol::Word>(out.front()));
    }
    SECTION("a word never overtakes the `started` of its session on that connection")
    {
        held.pass(started(hana, talk), 6, 5, out);
        held.pass(word(hana, talk, 1), 7, 5, out);
        held.pass(word(hana, other, 9), 7, 5, out);
        held.pass(word(yuki, talk, 8), 7, 5, out);
        CHECK(out.size() == 2);
        held.release(6, out);
        REQUIRE(out.size() == 4);
        CHECK(is<protocol::Started>(out[2]));
        CHECK(is<protocol::Word>(out[3]));
        held.pass(word(hana, talk, 2), 7, 6, out);
        CHECK(out.size() == 5);
    }
    SECTION("refusals and pongs are said at once")
    {
        held.pass(queued(hana), 6, 5, out);
        held.pass(TellVisitor{hana, protocol::Pong{}}, 6, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::NotQueued{}}, 6, 5, out);
        CHECK(out.size() == 2);
    }
    SECTION("that the disk takes nothing is said without waiting for it")
    {
        held.pass(queued(hana), 6, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::LinePaused{}}, 6, 5, out);
        held.pass(TellSupervisor{hoshi, protocol::supervisor::Alarms{}}, 6, 5, out);
        held.pass(TellSupervisor{hoshi, protocol::supervisor::NotOpened{}}, 6, 5, out);
        held.pass(TellCounsellor{sora, protocol::counsellor::NotTaken{}}, 6, 5, out);
        CHECK(out.size() == 4);
    }
    SECTION("typing is prompt, but not before its session has begun")
    {
        held.pass(started(hana, talk), 6, 5, out);
        held.pass(TellVisitor{hana, protocol::Typing{talk}}, 6, 5, out);
        held.pass(TellVisitor{yuki, protocol::Typing{talk}}, 6, 5, out);
        CHECK(out.size() == 1);
    }
    SECTION("an offer is over at once, if it was told at all")
    {
        held.pass(TellCounsellor{sora, protocol::counsellor::Offer{talk, 30, 0, false, false}}, 6,
                  5, out);
        held.pass(TellCounsellor{sora, protocol::counsellor::OfferOver{talk, {}}}, 6, 5, out);
        held.pass(TellCounsellor{sora, protocol::counsellor::OfferOver{other, {}}}, 6, 5, out);
        CHECK(out.size() == 1);
    }
    SECTION("what a restart could forget waits")
    {
        protocol::counsellor::About about;
        about.session = talk;
        held.pass(TellCounsellor{sora, about}, 6, 5, out);
        held.pass(TellCounsellor{sora, protocol::counsellor::OwnPresence{}}, 6, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::Parked{}}, 6, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::TapAsked{}}, 6, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::IntakeChanged{}}, 6, 5, out);
        CHECK(out.empty());
    }
}
