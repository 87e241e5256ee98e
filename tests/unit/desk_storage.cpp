// While the disk takes nothing: a sentence and an alarm, nobody new is placed or paired, nothing is
// final; talking goes on.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using desk::Reach;
using evening::Evening;
using evening::Told;
using protocol::counsellor::Choice;

TEST_CASE("without the disk nobody new is placed or paired")
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    auto const sora = e.receiving("sora");
    e.wait(2s);
    CHECK(e.disk(Reach::away) == Told{"sora offer_over withdrawn", "hana line_paused",
                                      "yuki line_paused", "hoshi alarms disk_away",
                                      "sora presence available"});
    CHECK(e.disk(Reach::away).empty());

    SECTION("it is said to whoever asks")
    {
        CHECK(e.take_next(sora) == Told{"sora not_taken paused"});
        CHECK(e.join(hana) == Told{"hana queued 1", "hana line_paused"});
        auto const ren = e.visitor("ren");
        CHECK(e.hello_without_pass(ren) == Told{"ren welcome paused"});
        CHECK(e.join(ren) == Told{"ren not_queued paused"});
    }
    SECTION("no clock runs out meanwhile")
    {
        e.lose(hana);
        CHECK(e.wait(20min).empty());
        CHECK(e.desk.overview(e.now).parked == 0);
        e.disk(Reach::back);
        e.wait(0s);
        CHECK(e.desk.overview(e.now).parked == 1);
    }
    SECTION("a person may leave")
    {
        CHECK(e.says(hana, protocol::visitor::Leave{}) == Told{"hana gone visitor_left"});
    }
    SECTION("back: the line goes on")
    {
        CHECK(e.disk(Reach::back) == Told{"hana queued 1", "yuki queued 2", "sora offer 30",
                                          "hoshi alarms", "sora presence offered"});
    }
    SECTION("steps are counted, and written down when it is back")
    {
        auto const before = e.count<protocol::records::Counted>();
        e.join([&] {
            auto const ren = e.visitor("ren");
            e.hello_without_pass(ren);
            return ren;
        }());
        e.wait(1min);
        CHECK(e.count<protocol::records::Counted>() == before);
        e.disk(Reach::back);
        CHECK(e.last<protocol::records::Counted>().step ==
              protocol::records::Step::turned_away_paused);
    }
}

TEST_CASE("without the disk talking goes on, and an end stands at ending")
{
    evening::Talk t;
    CHECK(t.e.disk(Reach::away) == Told{"hana line_paused"});
    CHECK(t.e.says(t.hana, evening::word(t.session, t.hana, 1)) == Told{"sora word 1"});
    t.e.says(t.sora, evening::received(t.session, t.hana, 1));
    CHECK(t.e.says(t.sora, protocol::counsellor::End{t.session}) ==
          Told{"hana ending counsellor_ended", "sora ending counsellor_ended"});
    CHECK(t.e.says(t.sora, protocol::Finished{t.session, {}}).empty());
    CHECK(t.e.says(t.hana, protocol::Finished{t.session, {}}).empty());
    CHECK(t.e.wait(1h).empty());
    CHECK(t.e.disk(Reach::back) == Told{"hana ended counsellor_ended",
                                        "sora ended counsellor_ended",
                                        "sora presence wrapping_up"});
}

TEST_CASE("without the disk a page that comes back learns that its place may be told late")
{
    evening::Talk t;
    t.e.disk(Reach::away);

    SECTION("the same page")
    {
        t.e.lose(t.hana);
        CHECK(t.e.hello(t.e.reconnect(t.hana)) ==
              Told{"hana welcome paused", "hana started #1", "sora peer_back", "hana line_paused"});
    }
    SECTION("another load, which is asked first")
    {
        CHECK(t.e.hello(t.e.reload(t.hana)) == Told{"hana welcome paused", "sora peer_away",
                                                    "old hana closed opened_elsewhere",
                                                    "hana resumable", "hana line_paused"});
    }
}

TEST_CASE("without the disk a parked page learns the same")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const sora = e.on_duty("sora");
    e.take_next(sora);
    e.wait(2min);
    e.says(sora, protocol::counsellor::PutBack{e.session()});
    e.wait(1min);
    e.disk(Reach::away);
    CHECK(e.hello(e.reload(hana)) == Told{"hana welcome paused", "old hana closed opened_elsewhere",
                                          "hana parked no_show", "hana line_paused"});
}

TEST_CASE("the database is missed by nobody but staff")
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const hana = e.waiting("hana");
    e.wait(2s);
    CHECK(e.give(desk::StorageChanged{desk::Storage::database, Reach::away}) ==
          Told{"hoshi alarms database_away"});
    CHECK(e.desk.intake(e.now) == protocol::visitor::Intake::open);
    CHECK(e.give(desk::StorageChanged{desk::Storage::database, Reach::back}) ==
          Told{"hoshi alarms"});
}
