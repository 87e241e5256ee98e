// Pairing: the desk offers the next visitor to whoever is free longest, a counsellor accepts,
// declines or lets it lapse, or takes the next.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::counsellor::Choice;
using protocol::records::TicketOffered;

TEST_CASE("the next visitor is offered to a counsellor who receives")
{
    Evening e;
    e.open();

    SECTION("when the visitor joins")
    {
        auto const sora = e.receiving("sora");
        auto const hana = e.visitor("hana");
        e.hello_without_pass(hana);
        CHECK(e.join(hana) == Told{"hana queued 1", "sora offer 30", "sora presence offered"});
        CHECK(e.count<TicketOffered>() == 1);
        CHECK(e.desk.overview(e.now).line.at(0).state == protocol::supervisor::PlaceState::offered);
        CHECK(e.desk.overview(e.now).waiting == 1);
    }
    SECTION("when the counsellor chooses to receive; until then nothing is offered")
    {
        auto const hana = e.waiting("hana");
        auto const sora = e.on_duty("sora");
        CHECK(e.count<TicketOffered>() == 0);
        e.wait(40s);
        CHECK(e.receive(sora, Choice::available) == Told{"sora offer 30", "sora presence offered"});
        CHECK(e.offer().waited_seconds == 40);
        CHECK_FALSE(e.offer().danger);
        CHECK_FALSE(e.offer().front_band);
    }
    SECTION("also when intake is over, and not once the shift is closed")
    {
        auto const hoshi = e.supervising("hoshi");
        auto const hana = e.waiting("hana");
        e.says(hoshi, protocol::supervisor::StopIntake{});
        auto const sora = e.receiving("sora");
        CHECK(e.count<TicketOffered>() == 1);
        auto const told = e.says(hoshi, protocol::supervisor::CloseShift{});
        CHECK(told == Told{"sora offer_over withdrawn", "hana gone not_reached",
                           "sora presence available"});
    }
    SECTION("only a page that is there; an earlier one that is away keeps its place")
    {
        auto const hana = e.waiting("hana");
        auto const yuki = e.waiting("yuki");
        e.lose(hana);
        auto const sora = e.receiving("sora");
        CHECK(e.accept(sora).front() == "yuki started #1");
    }
}

TEST_CASE("an offer goes to the counsellor with the fewest sessions, then to who is free longest")
{
    Evening e;
    e.open();
    auto const sora = e.receiving("sora", 2);
    e.wait(5s);
    auto const umi = e.receiving("umi", 2);
    e.wait(5s);
    auto const hana = e.waiting("hana");
    CHECK(e.accept(sora).front() == "hana started #1");
    e.wait(3s);
    auto const yuki = e.waiting("yuki");
    CHECK(e.accept(umi).front() == "yuki started #1");

    SECTION("each has one now, and umi is free again since later")
    {
        auto const ren = e.visitor("ren");
        e.hello_without_pass(ren);
        CHECK(e.join(ren) == Told{"ren queued 1", "sora offer 30", "sora presence offered"});
    }
    SECTION("the limit that was chosen is kept")
    {
        e.waiting("ren");
        e.accept(sora);
        e.waiting("kai");
        e.accept(umi);
        e.waiting("mio");
        CHECK(e.count<TicketOffered>() == 4);
        e.receive(umi, Choice::available, 9);
        CHECK(e.count<TicketOffered>() == 5);
        auto const tiles = e.desk.overview(e.now).staff;
        CHECK(std::ranges::count(tiles, 3U, &protocol::supervisor::StaffTile::sessions_at_once) ==
              1);
    }
}

TEST_CASE("accepting an offer begins the session that it named")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const sora = e.receiving("sora");
    auto const offered = e.offered();
    e.wait(2s);
    CHECK(e.accept(sora) == Told{"hana started #1", "sora started #1", "sora about",
                                 "sora line 0 open", "sora presence in_session"});
    CHECK(e.session() == offered);

    SECTION("asked again it is the same session, and the greeting has told it")
    {
        CHECK(e.accept(sora).empty());
    }
    SECTION("an offer that is no more is over, for whoever still asks")
    {
        CHECK(e.says(sora, protocol::counsellor::Accept{{7, 99}}) ==
              Told{"sora offer_over withdrawn"});
        auto const umi = e.on_duty("umi");
        CHECK(e.says(umi, protocol::counsellor::Accept{offered}) ==
              Told{"umi offer_over withdrawn"});
    }
}

TEST_CASE("taking the next with an own open offer accepts it")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    auto const sora = e.receiving("sora");
    auto const umi = e.on_duty("umi");
    CHECK(e.take_next(sora, 5) == Told{"sora line 2 open"});
    CHECK(e.take_next(umi).front() == "yuki started #1");
    CHECK(e.take_next(sora).front() == "hana started #1");
    CHECK(e.session() == e.offered());
    CHECK(e.take_next(sora) == Told{"sora line 0 open"});
}

TEST_CASE("an offer that is not accepted lapses")
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const sora = e.receiving("sora");
    e.wait(1s);
    auto const umi = e.receiving("umi");
    e.wait(2s);
    auto const hana = e.waiting("hana");
    e.wait(29s);
    auto const told = e.wait(1s);
    CHECK(told.at(0) == "sora offer_over lapsed");
    CHECK(told.at(1) == "umi offer 30");
    CHECK(std::ranges::count(told, "sora presence on_break lapsed") == 1);
    CHECK(e.last<protocol::records::CounsellorChose>().lapses == 1);
    CHECK(e.accept(sora) == Told{"sora offer_over withdrawn"});

    SECTION("an own choice goes on, and takes the mark away")
    {
        CHECK(e.receive(sora, Choice::available) == Told{"sora presence available"});
    }
    SECTION("two lapses call the supervisor, until that counsellor receives again")
    {
        e.receive(sora, Choice::available);
        auto const second = e.wait(30s);
        CHECK(std::ranges::count(second, "umi offer_over lapsed") == 1);
        CHECK(std::ranges::count(second, "sora offer 30") == 1);
        CHECK(std::ranges::count(e.wait(30s), "hoshi alarms offers_lapsed") == 1);
        CHECK(e.desk.overview(e.now).staff.at(0).lapses == 2);
        CHECK(e.receive(sora, Choice::on_break) == Told{"sora presence on_break"});
        auto const again = e.receive(sora, Choice::available);
        CHECK(std::ranges::count(again, "hoshi alarms") == 1);
        CHECK(e.desk.overview(e.now).staff.at(0).lapses == 0);
    }
}

TEST_CASE("an offer is given back without blame")
{
    Evening e;
    e.open();
    auto const sora = e.receiving("sora");
    auto const hana = e.waiting("hana");
    e.wait(2s);

    SECTION("when the visitor loses the connection or leaves")
    {
        CHECK(e.lose(hana) == Told{"sora offer_over withdrawn", "sora presence available"});
        e.wait(1min);
        CHECK(e.hello(e.reconnect(hana)) ==
              Told{"hana welcome open", "hana queued 1", "sora offer 30", "sora presence offered"});
    }
    SECTION("by choosing anything else than to receive")
    {
        CHECK(e.receive(sora, Choice::on_break) ==
              Told{"sora offer_over withdrawn", "sora presence on_break"});
        CHECK(e.desk.overview(e.now).staff.at(0).lapses == 0);
        CHECK(e.desk.overview(e.now).line.at(0).state == protocol::supervisor::PlaceState::waiting);
    }
    SECTION("when the counsellor's network is lost; the choice is kept")
    {
        e.lose(sora);
        CHECK(e.desk.overview(e.now).line.at(0).state == protocol::supervisor::PlaceState::waiting);
        CHECK(e.hello(e.reload(sora)) == Told{"sora welcome", "sora presence available",
                                              "sora line 1 open", "sora offer 30",
                                              "sora presence offered"});
    }
    SECTION("it stays when the visitor only changes the page")
    {
        CHECK(e.hello(e.reload(hana)) ==
              Told{"hana welcome open", "old hana closed opened_elsewhere", "hana queued 1"});
        CHECK(e.accept(sora).front() == "hana started #1");
    }
}
