// How sessions end, and what follows: two steps, last words, lost people, wrap-up, the shift.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::received;
using evening::stream_of;
using evening::Told;
using evening::word;
using protocol::api::Says;

namespace {

struct Talk : evening::Talk {
    Told end() { return e.says(sora, protocol::counsellor::End{session}); }
    protocol::Finished finished(std::vector<protocol::StreamMark> last = {})
    {
        return {session, std::move(last)};
    }
};

} // namespace

TEST_CASE("an end has two steps")
{
    Talk t;
    CHECK(t.end() == Told{"hana ending counsellor_ended", "sora ending counsellor_ended"});
    CHECK(t.end().empty());

    SECTION("it is final when both pages have said their last number and all is confirmed")
    {
        CHECK(t.e.says(t.sora, t.finished()).empty());
        CHECK(t.e.says(t.hana, t.finished({{stream_of(t.hana), 1}})).empty());
        CHECK(t.e.says(t.hana, word(t.session, t.hana, 1)) == Told{"sora word 1"});
        CHECK(t.e.says(t.sora, received(t.session, t.hana, 1)) ==
              Told{"hana received 1", "hana ended counsellor_ended", "sora ended counsellor_ended",
                   "sora presence wrapping_up"});
    }
    SECTION("or after five seconds")
    {
        auto const told = t.e.wait(5s);
        CHECK(std::ranges::count(told, "hana ended counsellor_ended") == 1);
        CHECK(std::ranges::count(told, "sora ended counsellor_ended") == 1);
    }
    SECTION("an away side is waited for, at most a minute")
    {
        t.e.lose(t.hana);
        for (auto const& said : t.e.wait(59s))
            CHECK(said == "sora line 0 open");
        CHECK(t.e.wait(1s) ==
              Told{"sora ended counsellor_ended", "sora presence wrapping_up", "sora line 0 open"});
        CHECK(t.e.hello(t.e.reconnect(t.hana)) ==
              Told{"hana welcome open", "hana gone counsellor_ended"});
    }
    SECTION("who comes back in between is told, and answers")
    {
        t.e.lose(t.hana);
        auto const back = t.e.reconnect(t.hana);
        CHECK(t.e.hello(back) == Told{"hana welcome open", "hana started #1",
                                      "hana ending counsellor_ended", "sora peer_back"});
        t.e.says(t.sora, t.finished());
        CHECK(t.e.says(back, t.finished()) == Told{"hana ended counsellor_ended",
                                                   "sora ended counsellor_ended",
                                                   "sora presence wrapping_up"});
    }
    SECTION("one that leaves for good is not waited for")
    {
        CHECK(t.e.beacon(t.hana, Says::left) ==
              Told{"sora peer_away", "sora ended counsellor_ended", "hana gone counsellor_ended",
                   "hana closed left", "sora presence wrapping_up"});
    }
}

TEST_CASE("a visitor ends the session by leaving")
{
    Talk t;
    SECTION("by the button, the last words still arrive")
    {
        CHECK(t.e.says(t.hana, protocol::visitor::Leave{}) ==
              Told{"hana ending visitor_left", "sora ending visitor_left"});
        t.e.says(t.hana, t.finished());
        CHECK(t.e.says(t.sora, t.finished()) == Told{"hana ended visitor_left",
                                                     "sora ended visitor_left",
                                                     "sora presence wrapping_up"});
    }
    SECTION("by exit, at once")
    {
        CHECK(t.e.beacon(t.hana, Says::left) == Told{"sora peer_away", "sora ended visitor_left",
                                                     "hana gone visitor_left", "hana closed left",
                                                     "sora presence wrapping_up"});
        CHECK(t.e.says(t.hana, word(t.session, t.hana, 1)) == Told{"hana closed bad_message"});
    }
}

TEST_CASE("a lost person is waited for, then told in words")
{
    Talk t;
    SECTION("a visitor for ten minutes")
    {
        t.e.lose(t.hana);
        auto const told = t.e.wait(10min);
        CHECK(std::ranges::count(told, "sora ended visitor_lost") == 1);
        CHECK(t.e.hello(t.e.reload(t.hana)) == Told{"hana welcome open", "hana gone visitor_lost"});
    }
    SECTION("a counsellor for three; then the visitor stands at the head of the line")
    {
        auto const yuki = t.e.waiting("yuki");
        t.e.lose(t.sora);
        auto const told = t.e.wait(3min);
        CHECK(std::ranges::count(told, "hana ended counsellor_lost") == 1);
        CHECK(std::ranges::count(told, "hana queued 1") == 1);
        CHECK(told.back() == "yuki queued 2");
        auto const umi = t.e.on_duty("umi");
        CHECK(t.e.take_next(umi).front() == "hana started #1");
    }
    SECTION("the lost counsellor finds the end on returning, and wraps up")
    {
        t.e.lose(t.sora);
        t.e.wait(3min);
        auto const back = t.e.reload(t.sora);
        CHECK(t.e.hello(back) == Told{"sora welcome", "sora presence wrapping_up",
                                      "sora line 1 open", "sora started #2", "sora about",
                                      "sora ended counsellor_lost"});
        CHECK(t.e.says(back, protocol::counsellor::WrapUp{t.session, false}).front() ==
              "sora wrapped_up");
    }
    SECTION("a visitor who was away, too, is at the head on returning")
    {
        t.e.lose(t.hana);
        t.e.lose(t.sora);
        t.e.wait(3min);
        CHECK(t.e.hello(t.e.reload(t.hana)) == Told{"hana welcome open", "hana queued 1"});
    }
}

TEST_CASE("after the end the counsellor wraps up before the next")
{
    Talk t;
    t.end();
    t.e.wait(6s);
    CHECK(t.e.take_next(t.sora, 1) == Told{"sora not_taken no_capacity"});
    CHECK(t.e.desk.overview(t.e.now).staff.at(0).presence ==
          protocol::supervisor::Presence::wrapping_up);
    auto const yuki = t.e.waiting("yuki");

    SECTION("「記録おわり」 gives the capacity back, also when asked twice")
    {
        CHECK(t.e.says(t.sora, protocol::counsellor::WrapUp{t.session, false}).front() ==
              "sora wrapped_up");
        CHECK(t.e.says(t.sora, protocol::counsellor::WrapUp{t.session, false}).front() ==
              "sora wrapped_up");
        CHECK(t.e.take_next(t.sora, 1).front() == "yuki started #1");
    }
    SECTION("postponed for at most half an hour")
    {
        auto const told = t.e.wait(30min);
        CHECK(std::ranges::count(told, "sora wrapped_up") == 1);
        CHECK(t.e.desk.overview(t.e.now).staff.at(0).sessions == 0);
    }
}

TEST_CASE("the end of a shift ends no session")
{
    Talk t;
    auto const yuki = t.e.waiting("yuki");
    auto const ren = t.e.waiting("ren");
    t.e.lose(ren);
    t.e.wait(6min);
    auto const hoshi = t.e.counsellor("hoshi");
    t.e.says(hoshi, protocol::supervisor::Hello{protocol::limits::protocol_number, {"demo"}});
    auto const told = t.e.says(hoshi, protocol::supervisor::CloseShift{});
    CHECK(told.front() == "yuki gone not_reached");
    CHECK(t.e.says(t.hana, word(t.session, t.hana, 1)) == Told{"sora word 1"});
    CHECK(t.e.hello(t.e.reload(ren)) == Told{"ren welcome closed", "ren gone not_reached"});
    t.e.says(hoshi, protocol::supervisor::OpenShift{});
    CHECK(t.e.hello(t.e.reload(yuki)) == Told{"yuki welcome open"});
}

TEST_CASE("signing out")
{
    Talk t;
    SECTION("in a session keeps the seat for the grace")
    {
        CHECK(t.e.sign_out(t.sora) == Told{"hana peer_away", "sora closed signed_out"});
        CHECK(t.e.hello(t.e.reload(t.sora)).back() == "hana members #2");
    }
    SECTION("without a session leaves the roster at once")
    {
        auto const umi = t.e.on_duty("umi");
        t.e.sign_out(umi);
        CHECK(t.e.desk.overview(t.e.now).staff.size() == 1);
    }
}
