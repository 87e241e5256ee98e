// What counsellors choose and what follows from it: presence, several sessions, wrap-up, pauses.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::counsellor::Choice;
using protocol::counsellor::WrapUp;

namespace {

struct Talk : evening::Talk {
    Told end() { return e.says(sora, protocol::counsellor::End{session}); }
};

} // namespace

TEST_CASE("a counsellor begins on a break and chooses to receive")
{
    Evening e;
    e.open();
    auto const sora = e.counsellor("sora");
    CHECK(e.hello(sora) == Told{"sora welcome", "sora presence on_break", "sora line 0 open"});
    CHECK(e.receive(sora, Choice::available, 0) == Told{"sora presence available"});
    CHECK(e.last<protocol::records::CounsellorChose>().sessions_at_once == 1);
    auto const written = e.count<protocol::records::CounsellorChose>();

    SECTION("the same choice again is answered, and not written down again")
    {
        CHECK(e.receive(sora, Choice::available) == Told{"sora presence available"});
        CHECK(e.count<protocol::records::CounsellorChose>() == written);
    }
    SECTION("at most as many sessions as the desk allows")
    {
        e.receive(sora, Choice::available, 7);
        CHECK(e.last<protocol::records::CounsellorChose>().sessions_at_once == 3);
    }
    SECTION("without a session 'only my session' is a break")
    {
        CHECK(e.receive(sora, Choice::only_my_session) == Told{"sora presence on_break"});
    }
    SECTION("the choice outlives a lost network and a restart")
    {
        e.crash();
        CHECK(e.hello(e.reload(sora)).at(1) == "sora presence available");
    }
}

TEST_CASE("presence follows from what a counsellor holds")
{
    Talk t;
    CHECK(t.e.receive(t.sora, Choice::only_my_session) == Told{"sora presence only_my_session"});
    CHECK(t.e.receive(t.sora, Choice::available) == Told{"sora presence in_session"});
    t.end();
    auto const told = t.e.wait(6s);
    CHECK(std::ranges::count(told, "sora presence wrapping_up") == 1);
    CHECK(t.e.says(t.sora, WrapUp{t.session, false}) ==
          Told{"sora wrapped_up", "sora presence available"});
    t.e.lose(t.sora);
    CHECK(t.e.desk.overview(t.e.now).staff.at(0).presence == protocol::counsellor::Presence::away);
}

TEST_CASE("a wrap-up said before the end is carried out at the end")
{
    Talk t;
    CHECK(t.e.says(t.sora, WrapUp{t.session, false}).empty());
    t.end();
    CHECK(t.e.says(t.sora, WrapUp{t.session, false}).empty());
    t.e.says(t.sora, protocol::Finished{t.session, {}});
    CHECK(t.e.says(t.hana, protocol::Finished{t.session, {}}) ==
          Told{"hana ended counsellor_ended", "sora ended counsellor_ended", "sora wrapped_up",
               "sora presence on_break"});
    CHECK(t.e.says(t.sora, WrapUp{t.session, false}) == Told{"sora wrapped_up"});
}

TEST_CASE("after a heavy session there is a pause")
{
    Talk t;
    t.e.receive(t.sora, Choice::available);
    t.end();
    t.e.wait(6s);
    CHECK(t.e.says(t.sora, WrapUp{t.session, true}) ==
          Told{"sora wrapped_up", "sora presence on_break pause 600"});
    CHECK(t.e.last<protocol::records::SessionWrappedUp>().heavy);
    CHECK(t.e.last<protocol::records::CounsellorChose>().pause_seconds == 600);
    auto const yuki = t.e.waiting("yuki");
    CHECK(t.e.take_next(t.sora, 1) == Told{"sora not_taken pausing"});

    SECTION("a choice meanwhile is kept, and the pause goes on")
    {
        t.e.wait(100s);
        CHECK(t.e.receive(t.sora, Choice::available, 2) ==
              Told{"sora presence on_break pause 500"});
    }
    SECTION("then the next is offered")
    {
        t.e.wait(599s);
        auto const told = t.e.wait(1s);
        CHECK(std::ranges::count(told, "sora offer 30") == 1);
        CHECK(std::ranges::count(told, "sora presence offered") == 1);
    }
    SECTION("what remains of it outlives a restart")
    {
        t.e.wait(200s);
        t.e.crash();
        CHECK(t.e.hello(t.e.reload(t.sora)).at(1) == "sora presence on_break pause 400");
        t.e.wait(399s);
        CHECK(t.e.desk.overview(t.e.now).free == 0);
        t.e.wait(1s);
        CHECK(t.e.desk.overview(t.e.now).free == 1);
    }
}

TEST_CASE("a heavy wrap-up gives an own open offer back")
{
    Talk t;
    t.e.receive(t.sora, Choice::available, 2);
    t.end();
    t.e.wait(6s);
    auto const yuki = t.e.waiting("yuki");
    CHECK(t.e.says(t.sora, WrapUp{t.session, true}) ==
          Told{"sora wrapped_up", "sora offer_over withdrawn", "sora presence on_break pause 600"});
}

TEST_CASE("the sessions begun are counted over restarts")
{
    Talk t;
    t.e.receive(t.sora, Choice::available, 2);
    t.e.crash();
    auto const sora = t.e.reload(t.sora);
    t.e.hello(sora);
    t.e.hello(t.e.reconnect(t.hana));
    auto const yuki = t.e.waiting("yuki");
    CHECK(t.e.take_next(sora, 0).front() == "sora line 1 open");
    CHECK(t.e.take_next(sora, 1).front() == "yuki started #1");
}
