// Hours: intake stops early enough to serve the line, who cannot be served is told in time, and a
// forgotten shift closes itself.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::records::IntakeStopped;
using protocol::records::ShiftClosed;
using protocol::records::StopCause;
using protocol::supervisor::OpenShift;
using protocol::visitor::Intake;

TEST_CASE("intake stops half an hour before closing")
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const sora = e.on_duty("sora");
    e.hours(2h);
    CHECK(e.desk.overview(e.now).closes_in_seconds == 7200U);
    auto const hana = e.waiting("hana");
    e.take_next(sora);
    e.wait(1h + 30min - 1s);
    CHECK(e.desk.intake(e.now) == Intake::open);
    e.wait(1s);
    CHECK(e.desk.intake(e.now) == Intake::over);
    CHECK(e.last<IntakeStopped>().cause == StopCause::closing_time);

    SECTION("a supervisor may take it up again, until closing")
    {
        e.says(hoshi, OpenShift{});
        e.wait(29min);
        CHECK(e.desk.intake(e.now) == Intake::open);
        e.crash();
        e.hours(1min);
        e.wait(30s);
        CHECK(e.desk.intake(e.now) == Intake::open);
        e.wait(30s);
        CHECK(e.desk.intake(e.now) == Intake::over);
        CHECK(e.count<IntakeStopped>() == 2);
    }
    SECTION("a running session is never cut; after the last and at closing time the shift closes")
    {
        e.wait(1h);
        CHECK(e.count<ShiftClosed>() == 0);
        e.says(sora, protocol::counsellor::End{e.session()});
        e.wait(6s);
        CHECK(e.count<ShiftClosed>() == 1);
    }
}

TEST_CASE("a closing time that passed while the server was down takes effect at the first hours")
{
    Evening e;
    e.open();
    e.hours(1h);
    e.wait(10min);
    e.crash();
    CHECK(e.desk.intake(e.now) == Intake::open);
    e.hours(-5min);
    e.wait(0s);
    CHECK(e.count<IntakeStopped>() == 1);
    CHECK(e.count<ShiftClosed>() == 1);
}

TEST_CASE("a forgotten shift closes itself, and parked places end with it")
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const hana = e.waiting("hana");
    e.says(hoshi, protocol::supervisor::StopIntake{});
    e.wait(30min);
    CHECK(e.desk.overview(e.now).parked == 1); // asked for a tap that did not come
    e.crash();
    e.wait(30min - 1s);
    CHECK(e.count<ShiftClosed>() == 0);
    e.wait(1s);
    CHECK(e.count<ShiftClosed>() == 1);
    CHECK(e.hello(e.reload(hana)) == Told{"hana welcome closed", "hana gone not_reached"});
}

TEST_CASE("who could not be served any more is told so before anything is promised")
{
    Evening e;
    e.open();
    auto const sora = e.on_duty("sora"); // one seat, 50 minutes a session
    e.hours(30min + 60min);
    auto const hana = e.waiting("hana");
    CHECK(e.desk.intake(e.now) == Intake::open);
    auto const yuki = e.waiting("yuki"); // 100 minutes: after closing
    CHECK(e.desk.intake(e.now) == Intake::full);
    auto const ren = e.visitor("ren");
    CHECK(e.hello_without_pass(ren) == Told{"ren welcome full"});

    SECTION("somebody in line may not be reached")
    {
        CHECK(e.join(hana) == Told{"hana queued 1"});
        CHECK(e.join(yuki) == Told{"yuki queued 2 late"});
    }
    SECTION("more seats reach more people, told from one tick")
    {
        e.wait(2s);
        e.receive(sora, protocol::counsellor::Choice::on_break, 3);
        auto const told = e.wait(1s);
        CHECK(std::ranges::count(told, "yuki queued 2") == 1);
        CHECK(std::ranges::count(told, "ren intake open") == 1);
    }
}

TEST_CASE("how long it may take is said from twenty finished waits on")
{
    Evening e;
    e.open();
    auto const sora = e.on_duty("sora");
    std::uint32_t taken = 0;
    auto const serve_one_after = [&](desk::Duration wait) {
        auto const visitor = e.waiting("v");
        e.wait(wait);
        e.take_next(sora, taken++);
        auto const session = e.session();
        e.beacon(visitor, protocol::api::Says::left);
        e.says(sora, protocol::counsellor::WrapUp{session, false});
    };
    for (int i = 0; i < 18; ++i)
        serve_one_after(61s);
    serve_one_after(300s);
    CHECK(e.join(e.waiting("early")).front() == "early queued 1");
    e.take_next(sora, taken++);
    CHECK(e.join(e.waiting("hana")) == Told{"hana queued 1 wait 2-2"});

    SECTION("it is of this shift, and outlives a restart")
    {
        e.crash();
        CHECK(e.join(e.waiting("yuki")) == Told{"yuki queued 2 wait 2-2"});
    }
    SECTION("the next shift knows nothing yet")
    {
        auto const hoshi = e.supervising("hoshi");
        e.says(hoshi, protocol::supervisor::CloseShift{});
        e.open();
        CHECK(e.join(e.waiting("yuki")) == Told{"yuki queued 1"});
    }
}
