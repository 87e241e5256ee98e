// Nobody should be alone with somebody in danger: so many staff open a shift, and are watched for.
// And what supervisors are called for.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::records::IntakeResumed;
using protocol::records::IntakeStopped;
using protocol::records::StopCause;
using protocol::records::SupervisorCame;
using protocol::records::SupervisorWent;
using protocol::supervisor::OpenShift;

TEST_CASE("a shift opens with two staff, one of them a counsellor")
{
    Evening e(desk::Settings{});
    auto const hoshi = e.supervising("hoshi");
    CHECK(e.count<SupervisorCame>() == 1);
    CHECK(e.says(hoshi, OpenShift{}) == Told{"hoshi not_opened 1/2"});
    auto const mori = e.supervising("mori");
    CHECK(e.says(hoshi, OpenShift{}) == Told{"hoshi not_opened 2/2"}); // no counsellor
    auto const sora = e.on_duty("sora");

    SECTION("then it does")
    {
        CHECK(e.says(hoshi, OpenShift{}).empty());
        CHECK(e.desk.intake(e.now) == protocol::visitor::Intake::open);
        CHECK(e.desk.overview(e.now).signed_in == 3);
        CHECK(e.desk.overview(e.now).needed == 2);
        CHECK(e.says(hoshi, OpenShift{}).empty());
    }
    SECTION("away within the grace is signed in")
    {
        e.lose(sora);
        e.lose(mori);
        e.wait(2min);
        CHECK(e.says(hoshi, OpenShift{}).empty());
        CHECK(e.desk.intake(e.now) == protocol::visitor::Intake::open);
    }
    SECTION("beyond it nobody is")
    {
        e.lose(sora);
        e.lose(mori);
        e.wait(3min);
        CHECK(e.count<SupervisorWent>() == 1);
        CHECK(e.says(hoshi, OpenShift{}) == Told{"hoshi not_opened 1/2"});
    }
    SECTION("a supervisor with two pages goes with the last")
    {
        auto const tablet = e.reconnect(mori);
        e.says(tablet, protocol::supervisor::Hello{protocol::limits::protocol_number, {"demo"}});
        e.sign_out(mori);
        CHECK(e.count<SupervisorWent>() == 0);
        e.sign_out(tablet);
        CHECK(e.count<SupervisorWent>() == 1);
    }
}

TEST_CASE("with too few staff intake stops, and starts again by itself")
{
    Evening e(desk::Settings{});
    auto const hoshi = e.supervising("hoshi");
    auto const sora = e.on_duty("sora");
    e.says(hoshi, OpenShift{});
    auto const hana = e.waiting("hana");
    e.sign_out(sora);
    e.wait(2min + 59s);
    CHECK(e.count<IntakeStopped>() == 0);
    CHECK(std::ranges::count(e.wait(1s), "hoshi alarms too_few_staff") == 1);
    CHECK(e.last<IntakeStopped>().cause == StopCause::too_few_staff);

    SECTION("who comes now is told so; the line is kept and served")
    {
        auto const yuki = e.visitor("yuki");
        CHECK(e.hello_without_pass(yuki) == Told{"yuki welcome paused"});
        CHECK(e.join(yuki) == Told{"yuki not_queued paused"});
        CHECK(e.desk.overview(e.now).waiting == 1);
    }
    SECTION("enough again: at once")
    {
        auto const umi = e.counsellor("umi");
        auto const told = e.hello(umi);
        CHECK(std::ranges::count(told, "hoshi alarms") == 1);
        CHECK(e.count<IntakeResumed>() == 1);
        CHECK(e.desk.intake(e.now) == protocol::visitor::Intake::open);
    }
    SECTION("a stop by hand is for good")
    {
        auto const told = e.says(hoshi, protocol::supervisor::StopIntake{});
        CHECK(told == Told{"hoshi alarms"});
        e.on_duty("umi");
        CHECK(e.count<IntakeResumed>() == 0);
        CHECK(e.desk.intake(e.now) == protocol::visitor::Intake::over);
    }
    SECTION("and a restart finds it so")
    {
        e.crash();
        CHECK(e.desk.intake(e.now) == protocol::visitor::Intake::paused);
        auto const again = e.reconnect(hoshi);
        CHECK(e.says(again,
                     protocol::supervisor::Hello{protocol::limits::protocol_number, {"demo"}}) ==
              Told{"hoshi welcome", "hoshi alarms too_few_staff", "hoshi cool_downs",
                   "hoshi overview 1 paused returning"});
    }
}

TEST_CASE("a short change of pages stops nothing")
{
    Evening e(desk::Settings{});
    auto const hoshi = e.supervising("hoshi");
    auto const sora = e.on_duty("sora");
    e.says(hoshi, OpenShift{});
    e.sign_out(sora);
    e.wait(2min);
    e.on_duty("sora");
    e.wait(10min);
    CHECK(e.count<IntakeStopped>() == 0);
}

TEST_CASE("a supervisor moves somebody up, for a reason that is written down")
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    auto const ren = e.waiting("ren");
    e.wait(2s);
    e.says(hoshi, protocol::supervisor::MoveUp{3, protocol::supervisor::MoveReason::danger});
    auto const told = e.wait(1s);
    CHECK(std::ranges::count(told, "ren queued 1") == 1);
    CHECK(std::ranges::count(told, "hana queued 2") == 1);
    CHECK(e.last<protocol::records::TicketMovedUp>().staff == hoshi.account);
    CHECK(e.desk.overview(e.now).line.at(0).front_band);

    SECTION("asked again, or for somebody who is not in line, it is nothing")
    {
        e.says(hoshi, protocol::supervisor::MoveUp{3, protocol::supervisor::MoveReason::other});
        e.says(hoshi, protocol::supervisor::MoveUp{99, protocol::supervisor::MoveReason::other});
        CHECK(e.count<protocol::records::TicketMovedUp>() == 1);
    }
    SECTION("behind those already there, by arrival")
    {
        e.says(hoshi, protocol::supervisor::MoveUp{2, protocol::supervisor::MoveReason::young});
        e.wait(1s);
        CHECK(e.join(yuki) == Told{"yuki queued 1"});
        CHECK(e.join(ren) == Told{"ren queued 2"});
    }
    SECTION("also after a restart, and the counsellor sees the band")
    {
        e.crash();
        e.wait(1min);
        e.hello(e.reload(hana));
        CHECK(e.hello(e.reload(ren)).at(1) == "ren queued 1");
        e.receiving("sora");
        CHECK(e.offer().front_band);
    }
}
