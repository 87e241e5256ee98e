// After a start pages come back before anybody is paired, and what a restart finds again.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;

TEST_CASE("after a start nobody is paired until all are back")
{
    Evening e;
    e.open();
    auto const sora = e.receiving("sora");
    e.receive(sora, protocol::counsellor::Choice::on_break);
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    e.crash();
    auto const back = e.reload(sora);
    CHECK(e.hello(back) ==
          Told{"sora welcome", "sora presence on_break", "sora line 2 open returning"});
    e.receive(back, protocol::counsellor::Choice::available);
    CHECK(e.take_next(back) == Told{"sora not_taken returning"});
    CHECK(e.hello(e.reload(yuki)) == Told{"yuki welcome open", "yuki queued 2"});

    SECTION("the first in line does not lose the turn to a faster network")
    {
        CHECK(e.hello(e.reload(hana)) ==
              Told{"hana welcome open", "hana queued 1", "sora offer 30", "sora presence offered"});
        CHECK(e.accept(back).front() == "hana started #1");
        CHECK_FALSE(e.desk.overview(e.now).returning);
    }
    SECTION("fifteen seconds, when nobody came lately")
    {
        e.wait(14s);
        CHECK(e.desk.overview(e.now).returning);
        auto const told = e.wait(1s);
        CHECK(std::ranges::count(told, "sora offer 30") == 1);
        CHECK(e.accept(back).front() == "yuki started #1");
    }
    SECTION("somebody who leaves is not waited for")
    {
        auto const again = e.reload(hana);
        e.hello(again);
        e.says(again, protocol::visitor::Leave{});
        CHECK_FALSE(e.desk.overview(e.now).returning);
        CHECK(e.accept(back).front() == "yuki started #1");
    }
}

TEST_CASE("somebody coming back lately is a reason to wait a little longer")
{
    Evening e;
    e.open();
    std::vector<evening::Page> pages;
    for (auto const* name : {"a", "b", "c", "d"})
        pages.push_back(e.waiting(name));
    e.crash();
    e.wait(13s);
    e.hello(e.reload(pages[0]));
    e.wait(2900ms);
    CHECK(e.desk.overview(e.now).returning);
    e.wait(100ms);
    CHECK_FALSE(e.desk.overview(e.now).returning);
}

TEST_CASE("whoever comes back again and again holds nobody up")
{
    Evening e;
    e.open();
    auto hana = e.waiting("hana");
    e.waiting("yuki"); // whose phone is off
    e.crash();
    for (int i = 0; i < 7; ++i) {
        hana = e.reload(hana);
        e.hello(hana);
        e.wait(1s);
        e.lose(hana);
        e.wait(1s);
    }
    CHECK(e.desk.overview(e.now).returning);
    hana = e.reload(hana);
    e.hello(hana);
    e.wait(1s);
    CHECK_FALSE(e.desk.overview(e.now).returning);
}

TEST_CASE("at most a minute, however many come back one after the other")
{
    Evening e;
    e.open();
    std::vector<evening::Page> pages;
    for (int i = 0; i < 40; ++i)
        pages.push_back(e.waiting("page"));
    e.crash();
    for (int i = 0; i < 29; ++i) {
        e.wait(2s);
        e.hello(e.reload(pages.at(static_cast<std::size_t>(i))));
    }
    CHECK(e.desk.overview(e.now).returning);
    e.wait(2s);
    CHECK_FALSE(e.desk.overview(e.now).returning);
}

TEST_CASE("with nobody to come back pairing goes on at once")
{
    Evening e;
    e.open();
    e.crash();
    auto const hana = e.waiting("hana");
    e.receiving("sora");
    CHECK(e.count<protocol::records::TicketOffered>() == 1);
}

TEST_CASE("a session goes on after a start as what it was")
{
    Evening e(evening::alone({.questions = {.topic = true, .danger = true}}));
    e.open();
    auto const hana = e.visitor("hana");
    e.hello_without_pass(hana);
    e.says(hana, protocol::visitor::Join{hana.pass,
                                         {.topic = protocol::Topic::work,
                                          .gender = protocol::Gender::other,
                                          .danger = true}});
    e.wait(65s);
    auto const sora = e.receiving("sora");
    CHECK(e.offer().danger);
    e.accept(sora);
    e.wait(10min);
    e.crash();
    e.wait(30s);
    e.hello(e.reload(sora));
    CHECK(e.about().answers.topic == protocol::Topic::work);
    CHECK_FALSE(e.about().answers.gender); // a question that this desk does not ask
    CHECK(e.about().answers.danger == true);
    CHECK(e.about().waited_seconds == 65);
    CHECK(e.started().talking_seconds == 630);
    CHECK(e.started().guide_seconds == 3000);
}
