// Whether a person is there: a tap near the head, a silent start, and parked until somebody is
// back.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::counsellor::Choice;
using protocol::counsellor::PutBack;
using protocol::records::TicketParked;
using protocol::records::TicketReturned;
using protocol::visitor::ParkReason;
using protocol::visitor::Tap;

TEST_CASE("near the head a person is asked for one tap")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    auto const ren = e.waiting("ren");
    e.wait(14min);
    CHECK(e.wait(1min) == Told{"hana tap_asked 120", "yuki tap_asked 120"});

    SECTION("with it nothing changes, and there is time until the next")
    {
        CHECK(e.says(hana, Tap{}).empty());
        CHECK(e.says(yuki, Tap{}).empty());
        CHECK(e.wait(14min).empty());
    }
    SECTION("without it the place is parked, and whoever moves up is asked")
    {
        e.says(yuki, Tap{});
        CHECK(e.wait(2min) ==
              Told{"hana parked no_tap", "yuki queued 1", "ren queued 2", "ren tap_asked 120"});
        CHECK(e.last<TicketParked>().until_tap == ParkReason::no_tap);
    }
    SECTION("a greeting repeats the question; a page that was away is asked afresh")
    {
        e.wait(30s);
        CHECK(e.join(hana) == Told{"hana queued 1", "hana tap_asked 90"});
        e.lose(hana);
        auto const back = e.reconnect(hana);
        CHECK(e.hello(back) == Told{"hana welcome open", "hana queued 1"});
        CHECK(e.wait(1s) == Told{"hana tap_asked 120"});
    }
    SECTION("somebody who has reloaded the page is there")
    {
        e.lose(hana);
        e.hello(e.reload(hana));
        CHECK(e.wait(2s).empty());
    }
    SECTION("an offer is another way to find out")
    {
        auto const sora = e.receiving("sora");
        e.wait(2min);
        CHECK(e.count<TicketParked>() == 1); // yuki
        CHECK(e.desk.overview(e.now).line.at(0).state != protocol::supervisor::PlaceState::parked);
    }
}

TEST_CASE("parked until a tap: a page comes back by itself, a person does not")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    e.wait(16min);
    e.says(yuki, Tap{});
    e.wait(2min);
    REQUIRE(e.desk.overview(e.now).parked == 1);

    SECTION("a reload and a restart find it so")
    {
        e.lose(hana);
        CHECK(e.wait(20min).back() != "hana queued 1");
        auto const back = e.reload(hana);
        CHECK(e.hello(back) == Told{"hana welcome open", "hana parked no_tap"});
        CHECK(e.join(back) == Told{"hana parked no_tap"});
        e.crash();
        CHECK(e.hello(e.reload(hana)) == Told{"hana welcome open", "hana parked no_tap"});
    }
    SECTION("the tap brings it back to the place that was kept")
    {
        CHECK(e.says(hana, Tap{}) == Told{"hana queued 1"});
        CHECK(e.count<TicketReturned>() == 1);
        CHECK(e.wait(1s) == Told{"yuki queued 2"});
    }
    SECTION("nobody is offered a parked one, and whoever is parked may leave")
    {
        auto const sora = e.receiving("sora");
        CHECK(e.accept(sora).front() == "yuki started #1");
        CHECK(e.says(hana, protocol::visitor::Leave{}) == Told{"hana gone visitor_left"});
    }
}

TEST_CASE("a visitor who is silent from the start may be put back")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    auto const sora = e.on_duty("sora");
    e.take_next(sora);
    CHECK(e.about().put_back_seconds == 120);
    auto const session = e.session();
    e.wait(119s);
    CHECK(e.says(sora, PutBack{session}).empty());

    SECTION("after two minutes: at the own place, parked until a tap")
    {
        e.wait(1s);
        CHECK(e.says(sora, PutBack{session}) == Told{"hana ending no_show", "sora ending no_show"});
        auto const told = e.wait(5s);
        auto const ended = std::ranges::find(told, "hana ended no_show");
        REQUIRE(ended != told.end());
        CHECK(std::ranges::count(ended, told.end(), "hana parked no_show") == 1);
        CHECK(e.last<protocol::records::SessionEnded>().back_in_line);
        CHECK(e.says(hana, Tap{}) == Told{"hana queued 1"});
        CHECK(e.desk.overview(e.now).staff.at(0).presence ==
              protocol::counsellor::Presence::wrapping_up);
    }
    SECTION("not once a word has come")
    {
        e.says(hana, evening::word(session, hana, 1));
        e.wait(1s);
        CHECK(e.says(sora, PutBack{session}).empty());
    }
    SECTION("who leaves for good meanwhile is not put back")
    {
        e.wait(1s);
        e.says(sora, PutBack{session});
        CHECK(e.beacon(hana, protocol::api::Says::left) ==
              Told{"sora peer_away", "sora ended no_show", "hana gone visitor_left",
                   "hana closed left", "sora presence wrapping_up"});
        CHECK(e.last<protocol::records::TicketGone>().reason == protocol::EndReason::visitor_left);
        CHECK(e.desk.overview(e.now).parked == 0);
    }
    SECTION("after closing there is no line to go back to")
    {
        auto const hoshi = e.supervising("hoshi");
        e.says(hoshi, protocol::supervisor::CloseShift{});
        e.wait(1s);
        e.says(sora, PutBack{session});
        auto const told = e.wait(5s);
        CHECK(std::ranges::count(told, "hana gone not_reached") == 1);
        CHECK(e.hello(e.reload(hana)).back() == "hana gone not_reached");
    }
}

TEST_CASE("a page that was only asked whether to go on may leave at once")
{
    evening::Talk t;
    t.e.lose(t.hana);
    auto const again = t.e.reload(t.hana);
    t.e.hello(again);
    CHECK(t.e.says(again, protocol::visitor::Leave{}) ==
          Told{"sora ended visitor_left", "hana gone visitor_left", "sora presence wrapping_up"});
}

TEST_CASE("after closing a lost counsellor leaves nobody in a line")
{
    evening::Talk t;
    auto const hoshi = t.e.supervising("hoshi");
    t.e.says(hoshi, protocol::supervisor::CloseShift{});
    t.e.lose(t.sora);
    auto const told = t.e.wait(3min);
    CHECK(std::ranges::count(told, "hana ended counsellor_lost") == 1);
    CHECK(std::ranges::count(told, "hana gone not_reached") == 1);
    CHECK(t.e.last<protocol::records::SessionEnded>().reason ==
          protocol::EndReason::counsellor_lost);
    CHECK(t.e.hello(t.e.reload(t.hana)).back() == "hana gone not_reached");
}
