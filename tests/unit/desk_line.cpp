// The line: joining, moving up, losing the network, coming back, leaving.
#include "support/catch.hpp"
#include "support/evening.hpp"

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::api::Says;

TEST_CASE("a visitor is told where they stand")
{
    Evening e;

    SECTION("a closed desk is a state with words, not an error")
    {
        auto const hana = e.visitor("hana");
        CHECK(e.hello_without_pass(hana) == Told{"hana welcome closed"});
        CHECK(e.join(hana) == Told{"hana not_queued closed"});
    }
    e.open();
    SECTION("joining gives a position; the same pass asked again is the same place")
    {
        auto const hana = e.waiting("hana");
        auto const yuki = e.visitor("yuki");
        CHECK(e.hello_without_pass(yuki) == Told{"yuki welcome open"});
        CHECK(e.join(yuki) == Told{"yuki queued 2"});
        CHECK(e.join(yuki) == Told{"yuki queued 2"});
        CHECK(e.join(hana) == Told{"hana queued 1"});
    }
    SECTION("a full line and an intake that is over are said before anything is promised")
    {
        Evening small(evening::alone({.line_capacity = 1}));
        small.open();
        auto const hana = small.waiting("hana");
        auto const yuki = small.visitor("yuki");
        CHECK(small.hello_without_pass(yuki) == Told{"yuki welcome full"});
        CHECK(small.join(yuki) == Told{"yuki not_queued full"});
        auto const hoshi = small.counsellor("hoshi");
        small.says(hoshi, protocol::supervisor::Hello{protocol::limits::protocol_number, {"demo"}});
        small.says(hoshi, protocol::supervisor::StopIntake{});
        auto const ren = small.visitor("ren");
        CHECK(small.hello_without_pass(ren) == Told{"ren welcome over"});
        CHECK(small.join(ren) == Told{"ren not_queued over"});
    }
    SECTION("when one leaves, the others move up, told from one tick")
    {
        auto const hana = e.waiting("hana");
        auto const yuki = e.waiting("yuki");
        auto const ren = e.waiting("ren");
        CHECK(e.says(hana, protocol::visitor::Leave{}) == Told{"hana gone visitor_left"});
        CHECK(e.says(yuki, protocol::visitor::Leave{}) == Told{"yuki gone visitor_left"});
        CHECK(e.wait(1s) == Told{"ren queued 1"});
        CHECK(e.wait(10s).empty());
    }
    SECTION("a second goodbye that crossed the first is not an error")
    {
        auto const hana = e.waiting("hana");
        e.says(hana, protocol::visitor::Leave{});
        CHECK(e.says(hana, protocol::visitor::Leave{}).empty());
    }
    SECTION("who left is told so on returning, and does not get the old place by asking again")
    {
        auto const hana = e.waiting("hana");
        e.says(hana, protocol::visitor::Leave{});
        auto const again = e.reconnect(hana);
        CHECK(e.hello(again) == Told{"hana welcome open", "hana gone visitor_left"});
        CHECK(e.join(again) == Told{"hana gone visitor_left"});
    }
    SECTION("one page has one place, whatever passes it shows")
    {
        auto hana = e.waiting("hana");
        hana.hash.bytes.fill(200);
        CHECK(e.join(hana).empty());
    }
}

TEST_CASE("nobody falls out of the line")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    e.wait(2s);

    SECTION("a reload keeps the place and resumes by itself")
    {
        e.lose(hana);
        auto const again = e.reload(hana);
        CHECK(e.hello(again) == Told{"hana welcome open", "hana queued 1"});
    }
    SECTION("a second page takes the place; the older one is told so and is final")
    {
        auto const tab = e.reload(hana);
        CHECK(e.hello(tab) ==
              Told{"hana welcome open", "old hana closed opened_elsewhere", "hana queued 1"});
        CHECK(e.lose(hana).empty());
        CHECK(e.wait(10min).empty());
        CHECK(e.join(tab) == Told{"hana queued 1"});
    }
    SECTION("away within the grace keeps the place; the desk passes it over")
    {
        e.lose(hana);
        auto const sora = e.on_duty("sora");
        auto const told = e.take_next(sora);
        REQUIRE(told.size() >= 2);
        CHECK(told[0] == "yuki started #1");
        CHECK(e.hello(e.reconnect(hana)) == Told{"hana welcome open", "hana queued 1"});
    }
    SECTION("beyond the grace it is parked: passed over, counted in nobody's position")
    {
        e.lose(hana);
        CHECK(e.wait(5min) == Told{"yuki queued 1"});
        CHECK(e.desk.overview(e.now).parked == 1);
        CHECK(e.desk.overview(e.now).waiting == 1);
        auto const back = e.reload(hana);
        CHECK(e.hello(back) == Told{"hana welcome open", "hana queued 1"});
        CHECK(e.wait(1s) == Told{"yuki queued 2"});
    }
    SECTION("a page that says by beacon that it goes away keeps its place")
    {
        CHECK(e.beacon(hana, Says::away) == Told{"hana closed left"});
        CHECK(e.hello(e.reload(hana)) == Told{"hana welcome open", "hana queued 1"});
    }
    SECTION("a beacon of a page that no longer holds the place says nothing about it")
    {
        auto const tab = e.reload(hana);
        e.hello(tab);
        CHECK(e.beacon(hana, Says::left).empty());
        CHECK(e.join(tab) == Told{"hana queued 1"});
    }
    SECTION("exit gives the place up at once")
    {
        CHECK(e.beacon(hana, Says::left) == Told{"hana gone visitor_left", "hana closed left"});
        CHECK(e.wait(1s) == Told{"yuki queued 1"});
    }
}

TEST_CASE("a connection must greet first, once, and in this protocol")
{
    Evening e;
    e.open();
    auto const hana = e.visitor("hana");
    SECTION("a word before the greeting")
    {
        CHECK(e.join(hana) == Told{"hana closed bad_message"});
    }
    SECTION("a second greeting")
    {
        e.hello_without_pass(hana);
        CHECK(e.hello_without_pass(hana) == Told{"hana closed bad_message"});
    }
    SECTION("a second greeting by somebody in line, whose place is kept")
    {
        auto const mio = e.waiting("mio");
        CHECK(e.hello(mio) == Told{"mio closed bad_message"});
        CHECK(e.hello(e.reconnect(mio)) == Told{"mio welcome open", "mio queued 1"});
    }
    SECTION("another protocol number")
    {
        CHECK(e.says(hana,
                     protocol::visitor::Hello{99, {"demo"}, hana.load, {}, true, std::nullopt}) ==
              Told{"hana closed other_protocol"});
    }
    SECTION("a ping is answered")
    {
        e.hello_without_pass(hana);
        CHECK(e.says(hana, protocol::Ping{}) == Told{"hana pong"});
    }
}

TEST_CASE("a connection is somebody's while there is a place behind it")
{
    Evening e;
    e.open();
    auto const hana = e.visitor("hana");
    CHECK_FALSE(e.desk.is_somebodys(hana.connection));
    e.hello_without_pass(hana);
    CHECK_FALSE(e.desk.is_somebodys(hana.connection));
    e.join(hana);
    CHECK(e.desk.is_somebodys(hana.connection));
    auto const sora = e.receiving("sora");
    CHECK(e.desk.is_somebodys(sora.connection));
    e.accept(sora);
    CHECK(e.desk.is_somebodys(hana.connection));

    auto const back = e.reconnect(hana);
    e.hello(back);
    e.join(back);
    CHECK_FALSE(e.desk.is_somebodys(hana.connection));
    CHECK(e.desk.is_somebodys(back.connection));

    auto const yuki = e.waiting("yuki");
    CHECK(e.desk.is_somebodys(yuki.connection));
    e.says(yuki, protocol::visitor::Leave{});
    CHECK_FALSE(e.desk.is_somebodys(yuki.connection));
}
