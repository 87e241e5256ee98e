// "Tell only what is on disk", as a list of who waits for what.
#include "app/held_effects.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

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

desk::Effect overview(ConnectionId to, std::uint32_t waiting)
{
    protocol::supervisor::Overview message;
    message.waiting = waiting;
    return TellSupervisor{to, message};
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
    SECTION("but not one that refuses, behind which nothing is told")
    {
        for (auto const code :
             {protocol::CloseCode::bad_message, protocol::CloseCode::other_protocol}) {
            held.pass(queued(hana), 6, 5, out);
            held.pass(queued(yuki), 6, 5, out);
            held.pass(desk::Close{hana, code}, 6, 5, out);
            REQUIRE(out.size() == 1);
            CHECK(std::get<desk::Close>(out.front()).code == code);
            held.release(6, out);
            REQUIRE(out.size() == 2);
            CHECK(std::get<TellVisitor>(out.back()).to == yuki);
            out.clear();
        }
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

TEST_CASE("a supervisor is welcomed before anything else, also while the disk is away")
{
    app::HeldEffects held;
    Effects out;
    held.pass(TellSupervisor{hoshi, protocol::supervisor::Welcome{}}, 6, 5, out);
    held.pass(TellSupervisor{hoshi, protocol::supervisor::Alarms{}}, 6, 5, out);
    held.pass(overview(hoshi, 0), 6, 5, out);
    CHECK(out.size() == 2);
    held.release(6, out);
    REQUIRE(out.size() == 3);
    auto const told = [&](std::size_t at) { return std::get<TellSupervisor>(out[at]).message; };
    CHECK(std::holds_alternative<protocol::supervisor::Welcome>(told(0)));
    CHECK(std::holds_alternative<protocol::supervisor::Alarms>(told(1)));
    CHECK(std::holds_alternative<protocol::supervisor::Overview>(told(2)));
}

TEST_CASE("what waits for a connection that is lost is forgotten, and nothing else")
{
    app::HeldEffects held;
    Effects out;
    held.pass(started(hana, talk), 6, 5, out);
    held.pass(word(hana, talk, 1), 6, 5, out);
    held.pass(queued(yuki), 6, 5, out);
    held.forget(hana);
    held.forget(sora);
    CHECK(held.size() == 1);
    held.release(6, out);
    REQUIRE(out.size() == 1);
    CHECK(std::get<TellVisitor>(out.front()).to == yuki);
}

TEST_CASE("an evening without a disk makes nothing grow")
{
    app::HeldEffects held;
    Effects out;

    SECTION("of what is told with each tick the oldest and the newest wait")
    {
        for (std::uint32_t n = 1; n <= 10'000; ++n) {
            held.pass(overview(hoshi, n), 5 + n, 5, out);
            held.pass(queued(hana), 5 + n, 5, out);
        }
        CHECK(out.empty());
        CHECK(held.size() == 4);
        held.release(6, out);
        REQUIRE(out.size() == 2);
        held.release(20'000, out);
        REQUIRE(out.size() == 4);
        std::vector<std::uint32_t> told;
        for (auto const& effect : out)
            if (auto const* const tell = std::get_if<TellSupervisor>(&effect))
                told.push_back(std::get<protocol::supervisor::Overview>(tell->message).waiting);
        CHECK(told == std::vector<std::uint32_t>{1, 10'000});
    }
    SECTION("and a disk that is only slow does not keep it from being told")
    {
        std::uint32_t told = 0;
        for (std::uint32_t n = 1; n <= 100; ++n) {
            held.pass(overview(hoshi, n), 5 + n, 4 + n - (n % 3), out);
            held.release(4 + n - (n % 3), out);
            told += static_cast<std::uint32_t>(out.size());
            out.clear();
        }
        CHECK(told >= 30);
    }
    SECTION("a page that causes more than its bound is closed as slow, and others are not")
    {
        held.pass(started(hana, talk), 6, 5, out);
        held.pass(queued(yuki), 6, 5, out);
        std::uint32_t words = 0;
        protocol::Word message;
        message.session = talk;
        message.sealed = protocol::Sealed(std::string(10'000, 'A'));
        while (out.empty() && words < 1'000) {
            message.number = ++words;
            held.pass(TellVisitor{hana, message}, 6, 5, out);
        }
        CHECK(words > 80);
        CHECK(words < 120);
        REQUIRE(out.size() == 1);
        CHECK(std::get<desk::Close>(out.front()).connection == hana);
        CHECK(std::get<desk::Close>(out.front()).code == protocol::CloseCode::slow);
        CHECK(held.size() == 1);
    }
    SECTION("however little each of it holds")
    {
        for (std::uint32_t n = 1; n <= 10'000 && out.empty(); ++n)
            held.pass(TellVisitor{hana, protocol::Guide{talk, n}}, 6, 5, out);
        REQUIRE(out.size() == 1);
        CHECK(std::holds_alternative<desk::Close>(out.front()));
    }
    SECTION("nothing that something else follows from is passed over")
    {
        held.pass(queued(hana), 6, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::Parked{}}, 6, 5, out);
        held.pass(queued(hana), 7, 5, out);
        held.pass(TellVisitor{hana, protocol::visitor::TapAsked{}}, 7, 5, out);
        held.pass(queued(hana), 8, 5, out);
        held.pass(queued(hana), 9, 5, out);
        held.release(9, out);
        REQUIRE(out.size() == 5);
        CHECK(is<protocol::visitor::Parked>(out[1]));
        CHECK(is<protocol::visitor::Queued>(out[2]));
        CHECK(is<protocol::visitor::TapAsked>(out[3]));
    }
    SECTION("there is room for why a page is closed")
    {
        auto const full = app::HeldEffects::bound / app::HeldEffects::cost_of_each;
        for (std::uint32_t n = 1; n <= full; ++n)
            held.pass(TellVisitor{hana, protocol::Guide{talk, n}}, 6, 5, out);
        held.pass(desk::Close{hana, protocol::CloseCode::opened_elsewhere}, 6, 5, out);
        CHECK(out.empty());
        held.release(6, out);
        CHECK(std::get<desk::Close>(out.back()).code == protocol::CloseCode::opened_elsewhere);
    }
    SECTION("what has been told makes room again")
    {
        for (std::uint32_t n = 1; n <= 10'000; ++n) {
            held.pass(TellVisitor{hana, protocol::Guide{talk, n}}, 6, 5, out);
            held.release(6, out);
        }
        CHECK(out.size() == 10'000);
        CHECK(held.size() == 0);
    }
}
