// Cool-downs: an end with a coded reason, a pass that is refused for a while, and a supervisor who
// reads and may lift it.
#include "desk/cool_downs.hpp"
#include "protocol/codec.hpp"
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using namespace protocol::records;
using evening::Evening;
using evening::Told;
using protocol::counsellor::CoolReason;
using protocol::supervisor::ReviewCoolDown;
using protocol::supervisor::Verdict;

namespace {

struct Talk : evening::Talk {
    Told cool_down(CoolReason reason = CoolReason::harassment)
    {
        return e.says(sora, protocol::counsellor::CoolDown{session, reason});
    }
    Told cooled()
    {
        cool_down();
        e.says(sora, protocol::Finished{session, {}});
        return e.says(hana, protocol::Finished{session, {}});
    }
    Told review(evening::Page const& hoshi, Verdict verdict)
    {
        return e.says(hoshi, ReviewCoolDown{session, verdict});
    }
};

desk::PassHash pass_of(std::uint8_t byte)
{
    desk::PassHash pass;
    pass.bytes.fill(byte);
    return pass;
}

CooledDown fact(std::uint64_t session, std::uint8_t pass)
{
    return {{1, session}, {}, 1, "相談員", pass_of(pass), CoolReason::other, 60};
}

} // namespace

TEST_CASE("a cool-down is an end in two steps, and then the pass is refused")
{
    Talk t;
    CHECK(t.cool_down() == Told{"hana ending cooled_down", "sora ending cooled_down"});
    CHECK(t.cool_down(CoolReason::sexual).empty()); // the first reason stands
    CHECK(t.e.says(t.sora, protocol::Finished{t.session, {}}).empty());
    CHECK(t.e.says(t.hana, protocol::Finished{t.session, {}}) ==
          Told{"hana ended cooled_down", "sora ended cooled_down", "hana cooling_down 30",
               "sora presence wrapping_up"});
    auto const& written = t.e.last<CooledDown>();
    CHECK(written.reason == CoolReason::harassment);
    CHECK(written.staff == t.sora.account);
    CHECK(written.pass == t.hana.hash);
    CHECK(written.seconds == 1800);
    CHECK(t.e.last<SessionEnded>().reason == protocol::EndReason::cooled_down);
}

TEST_CASE("whoever leaves first has left, and no pass is refused")
{
    Talk t;
    t.e.says(t.hana, protocol::visitor::Leave{});
    CHECK(t.cool_down().empty());
    t.e.wait(5s);
    CHECK(t.e.count<CooledDown>() == 0);
    auto const again = t.e.reload(t.hana);
    CHECK(t.e.hello(again) == Told{"hana welcome open", "hana gone visitor_left"});
}

TEST_CASE("only whoever holds the seat ends a session so")
{
    Talk t;
    auto const umi = t.e.on_duty("umi");
    CHECK(t.e.says(umi, protocol::counsellor::CoolDown{t.session, CoolReason::threat}).empty());
}

TEST_CASE("a refused pass is told for how long, on a reload, on joining, and after a crash")
{
    Talk t;
    t.cooled();
    SECTION("joining gives no place, and is counted as nothing")
    {
        CHECK(t.e.join(t.hana) == Told{"hana cooling_down 30"});
        CHECK(t.e.count<TicketQueued>() == 1);
    }
    SECTION("begun minutes count")
    {
        t.e.wait(90s);
        CHECK(t.e.hello(t.e.reload(t.hana)) == Told{"hana welcome open", "hana cooling_down 29"});
    }
    SECTION("a killed server still refuses")
    {
        t.e.wait(10min);
        t.e.crash();
        auto const back = t.e.reload(t.hana);
        CHECK(t.e.hello(back) == Told{"hana welcome open", "hana cooling_down 20"});
        CHECK(t.e.join(back) == Told{"hana cooling_down 20"});
    }
    SECTION("another tab has another pass, and gets in")
    {
        auto const other = t.e.visitor("other");
        t.e.hello_without_pass(other);
        CHECK(t.e.join(other) == Told{"other queued 1"});
    }
    SECTION("the next shift does not end it")
    {
        auto const hoshi = t.e.supervising("hoshi");
        t.e.says(hoshi, protocol::supervisor::CloseShift{});
        t.e.says(hoshi, protocol::supervisor::OpenShift{});
        CHECK(t.e.join(t.hana) == Told{"hana cooling_down 30"});
    }
}

TEST_CASE("when its time has come every page that shows it is told, and may ask anew")
{
    Talk t;
    t.cooled();
    auto const copy = t.e.reload(t.hana); // a duplicated tab, beside the first
    t.e.hello(copy);
    t.e.says(t.sora, protocol::counsellor::WrapUp{t.session, false});
    auto const told = t.e.wait(30min);
    CHECK(std::ranges::count(told, "old hana gone cooled_down") == 1);
    CHECK(std::ranges::count(told, "hana gone cooled_down") == 1);
    CHECK(t.e.hello(t.e.reload(copy)) == Told{"hana welcome open", "hana gone cooled_down"});
    auto const anew = t.e.visitor("hana"); // with another pass
    t.e.hello_without_pass(anew);
    CHECK(t.e.join(anew) == Told{"hana queued 1"});
}

TEST_CASE("a supervisor reads by whom and why, and judges")
{
    Talk t;
    auto const hoshi = t.e.supervising("hoshi");
    auto const told = t.cooled();
    CHECK(std::ranges::count(told, "hoshi cool_downs harassment 1800") == 1);
    CHECK(t.e.last<CooledDown>().alias == "相談員");
    SECTION("upheld, it goes on")
    {
        CHECK(t.review(hoshi, Verdict::upheld) == Told{"hoshi cool_downs harassment 1800 upheld"});
        CHECK(t.review(hoshi, Verdict::upheld).empty());
        CHECK(t.e.last<CoolDownReviewed>().staff == hoshi.account);
    }
    SECTION("lifted, it is over at once and for good")
    {
        CHECK(t.review(hoshi, Verdict::lifted) ==
              Told{"hana gone cooled_down", "hoshi cool_downs harassment 0 lifted"});
        CHECK(t.review(hoshi, Verdict::upheld).empty());
        CHECK(t.e.count<CoolDownReviewed>() == 1);
        t.e.crash();
        CHECK(t.e.hello(t.e.reload(t.hana)) == Told{"hana welcome open", "hana gone cooled_down"});
    }
    SECTION("it stays on the list until the next shift opens")
    {
        t.e.wait(31min);
        CHECK(t.review(hoshi, Verdict::lifted) == Told{"hoshi cool_downs harassment 0 lifted"});
        t.e.says(hoshi, protocol::supervisor::CloseShift{});
        auto const opened = t.e.says(hoshi, protocol::supervisor::OpenShift{});
        CHECK(std::ranges::count(opened, "hoshi cool_downs") == 1);
    }
    SECTION("one that nobody knows says nothing")
    {
        CHECK(t.e.says(hoshi, ReviewCoolDown{{9, 9}, Verdict::lifted}).empty());
    }
}

TEST_CASE("while the disk is away nobody's cool-down is over")
{
    Talk t;
    t.cooled();
    t.e.disk(desk::Reach::away);
    for (auto const& said : t.e.wait(40min))
        CHECK(said != "hana gone cooled_down");
    CHECK(t.e.join(t.hana) == Told{"hana cooling_down 1"});
    t.e.disk(desk::Reach::back);
    CHECK(std::ranges::count(t.e.wait(1s), "hana gone cooled_down") == 1);
}

TEST_CASE("the list of cool-downs is bounded: the oldest is over first")
{
    desk::CoolDowns cool_downs;
    auto const now = desk::Time(1h);
    for (std::uint64_t i = 1; i <= desk::CoolDowns::capacity; ++i)
        CHECK_FALSE(cool_downs.apply(fact(i, i == 1 ? 1 : 2), now));
    CHECK(cool_downs.refused_until(pass_of(1)) == now + 60s);
    CHECK(cool_downs.apply(fact(999, 3), now) == pass_of(1));
    CHECK_FALSE(cool_downs.refused_until(pass_of(1)));
    CHECK(cool_downs.all().size() == desk::CoolDowns::capacity);
    CHECK(cool_downs.told(now).cool_downs.size() == protocol::limits::list_elements);
    CHECK(cool_downs.told(now).cool_downs.front().session == protocol::SessionId{1, 999});
}

TEST_CASE("a pass is forgotten with its time")
{
    desk::CoolDowns cool_downs;
    auto const now = desk::Time(1h);
    cool_downs.apply(fact(1, 1), now);
    CHECK(cool_downs.next_end() == now + 60s);
    CHECK(cool_downs.take_over(now + 59s).empty());
    CHECK(cool_downs.take_over(now + 60s) == std::vector{pass_of(1)});
    CHECK_FALSE(cool_downs.next_end());
    std::vector<desk::Past> facts;
    cool_downs.restate(now + 60s, facts);
    REQUIRE(facts.size() == 1);
    CHECK_FALSE(std::get<CoolDownKept>(facts.front().fact).pass);
}
