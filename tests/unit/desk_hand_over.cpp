// Handing a session over: agreed first, done then. Who has given the seat away hears nothing more
// of it.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::received;
using evening::Told;
using evening::word;
using protocol::counsellor::Choice;
using protocol::records::SeatHandedOver;
using protocol::records::SeatTaken;

namespace {

struct Colleagues : evening::Talk {
    evening::Page umi = e.on_duty("umi");

    Told ask() { return e.says(sora, protocol::counsellor::HandOver{session, umi.account}); }
    Told accept() { return e.says(umi, protocol::counsellor::AcceptHandOver{session}); }
};

} // namespace

TEST_CASE("a colleague is asked, and until the answer the seat stays where it is")
{
    Colleagues t;
    CHECK(t.ask() == Told{"umi hand_over_asked 30", "sora thread_opened #1", "umi thread_opened #1",
                          "umi presence offered"});
    CHECK(t.e.visitor_says(t.hana, word(t.session, t.hana, 1)) == Told{"sora word 1"});
    CHECK(t.e.count<SeatHandedOver>() == 0);

    SECTION("asked again it is the same wish")
    {
        CHECK(t.ask().empty());
    }
    SECTION("a refusal changes nothing")
    {
        CHECK(t.e.says(t.umi, protocol::counsellor::DeclineHandOver{t.session}) ==
              Told{"umi hand_over_over declined", "sora hand_over_over declined",
                   "sora thread_over not_handed_over", "umi thread_over not_handed_over",
                   "umi presence on_break"});
        CHECK(t.e.visitor_says(t.hana, word(t.session, t.hana, 2)) == Told{"sora word 2"});
        CHECK(t.accept() == Told{"umi hand_over_over withdrawn"});
    }
    SECTION("no answer is one, and no lapse")
    {
        CHECK(t.e.wait(29s) == Told{"sora line 0 open", "umi line 0 open"});
        CHECK(t.e.wait(1s) == Told{"umi hand_over_over lapsed", "sora hand_over_over lapsed",
                                   "sora thread_over not_handed_over",
                                   "umi thread_over not_handed_over", "umi presence on_break",
                                   "sora line 0 open", "umi line 0 open"});
        CHECK(t.e.desk.overview(t.e.now).staff.at(1).lapses == 0);
    }
    SECTION("a colleague who goes away is absent")
    {
        CHECK(t.e.lose(t.umi) == Told{"sora peer_away", "sora hand_over_over absent",
                                      "sora thread_over not_handed_over"});
    }
    SECTION("an end that begins withdraws it")
    {
        CHECK(t.e.says(t.sora, protocol::counsellor::End{t.session}) ==
              Told{"hana ending counsellor_ended", "sora ending counsellor_ended",
                   "umi hand_over_over withdrawn", "sora hand_over_over withdrawn",
                   "sora thread_over not_handed_over", "umi thread_over not_handed_over",
                   "umi presence on_break"});
    }
    SECTION("while nothing can be written down nobody is asked")
    {
        auto const told = t.e.disk(desk::Reach::away);
        CHECK(std::ranges::count(told, "sora hand_over_over withdrawn") == 1);
        CHECK(t.ask() == Told{"sora hand_over_over withdrawn"});
    }
    SECTION("it does not outlive a restart; who asked asks again")
    {
        t.e.crash();
        auto const sora = t.e.reconnect(t.sora);
        auto const umi = t.e.reconnect(t.umi);
        t.e.hello(sora);
        t.e.hello(umi);
        CHECK(t.e.says(umi, protocol::counsellor::AcceptHandOver{t.session}) ==
              Told{"umi hand_over_over withdrawn"});
        CHECK(t.e.says(sora, protocol::counsellor::HandOver{t.session, umi.account}).front() ==
              "umi hand_over_asked 30");
    }
}

TEST_CASE("only who is there and has room is asked")
{
    Colleagues t;
    SECTION("the list names them, and not oneself")
    {
        CHECK(t.e.says(t.sora, protocol::counsellor::AskColleagues{}) == Told{"sora colleagues"});
        REQUIRE(t.e.colleagues().size() == 1);
        CHECK(t.e.colleagues().front().staff == t.umi.account);
        CHECK(t.e.says(t.umi, protocol::counsellor::AskColleagues{}) == Told{"umi colleagues"});
        CHECK(t.e.colleagues().empty());
    }
    SECTION("somebody who is asked already has no room for another, nor for the next visitor")
    {
        auto const yuki = t.e.waiting("yuki");
        t.ask();
        CHECK(t.e.receive(t.umi, Choice::available) == Told{"umi presence offered"});
        CHECK(t.e.take_next(t.umi) == Told{"umi not_taken no_capacity"});
        t.e.says(t.sora, protocol::counsellor::AskColleagues{});
        CHECK(t.e.colleagues().empty());
    }
    SECTION("nobody is asked who talks as much as they chose, who is not there, or oneself")
    {
        auto const ask = [&](std::uint32_t staff) {
            return t.e.says(t.sora, protocol::counsellor::HandOver{t.session, staff});
        };
        t.e.waiting("yuki");
        t.e.take_next(t.umi);
        CHECK(ask(t.umi.account) == Told{"sora hand_over_over absent"});
        CHECK(ask(t.sora.account) == Told{"sora hand_over_over absent"});
        CHECK(ask(99) == Told{"sora hand_over_over absent"});
    }
    SECTION("somebody else's session cannot be given away")
    {
        CHECK(t.e.says(t.umi, protocol::counsellor::HandOver{t.session, t.sora.account}).empty());
    }
}

TEST_CASE("a colleague who agrees has the seat, in one step")
{
    Colleagues t;
    t.e.visitor_says(t.hana, word(t.session, t.hana, 1));
    t.ask();
    CHECK(t.accept() == Told{"hana started #2", "umi started #2", "umi about", "umi line 0 open",
                             "sora handed_over", "sora presence on_break",
                             "umi presence in_session"});
    CHECK(t.e.last<SeatHandedOver>().staff == t.umi.account);
    CHECK(t.e.last<SeatTaken>().load == t.umi.load);
    auto const& counsellor = t.e.started().members.at(1);
    CHECK(counsellor.holder == 2U);
    CHECK(counsellor.load == t.umi.load);

    SECTION("words locked for the former page are kept for nobody, and old ones are dropped")
    {
        CHECK(t.e.visitor_says(t.hana, word(t.session, t.hana, 2, 1)).empty());
        CHECK(t.e.visitor_says(t.hana, word(t.session, t.hana, 2, 2)) == Told{"umi word 2"});
    }
    SECTION("who had it hears nothing more, says nothing more, and has nothing to wrap up")
    {
        CHECK(t.e.counsellor_says(t.sora, word(t.session, t.sora, 1, 2)).empty());
        CHECK(t.e.counsellor_says(t.sora, protocol::Typing{t.session}).empty());
        CHECK(t.e.says(t.sora, protocol::counsellor::End{t.session}).empty());
        CHECK(t.e.says(t.sora, protocol::counsellor::WrapUp{t.session, false}) ==
              Told{"sora wrapped_up"});
        CHECK(t.e.visitor_says(t.hana, protocol::Typing{t.session}) == Told{"umi typing"});
        auto const told = t.e.hello(t.e.reload(t.sora));
        CHECK(std::ranges::count(told, "sora started #2") == 0);
    }
    SECTION("the seat is the new account's, also after a restart")
    {
        t.e.crash();
        t.e.hello(t.e.reconnect(t.umi));
        CHECK(t.e.started().session == t.session);
        CHECK(t.e.started().members.at(1).holder == 2U);
        t.e.hello(t.e.reconnect(t.hana));
        CHECK(t.e.started().alias == "相談員");
    }
    SECTION("accepted again it is the session that was taken")
    {
        CHECK(t.accept().empty());
    }
    SECTION("it can be given back, and then its holder is the third")
    {
        t.e.says(t.umi, protocol::counsellor::HandOver{t.session, t.sora.account});
        t.e.says(t.sora, protocol::counsellor::AcceptHandOver{t.session});
        CHECK(t.e.started().members.at(1).holder == 3U);
        CHECK(t.e.visitor_says(t.hana, word(t.session, t.hana, 1, 3)) == Told{"sora word 1"});
    }
    SECTION("the record belongs to who ends it")
    {
        t.e.says(t.umi, protocol::counsellor::End{t.session});
        t.e.wait(5s);
        CHECK(t.e.says(t.umi, protocol::counsellor::WrapUp{t.session, false}).front() ==
              "umi wrapped_up");
    }
}

TEST_CASE("who asked may be away when it is agreed, and who waits for a reader is let go")
{
    Colleagues t;
    SECTION("the seat goes over; the page that comes back is told it holds none")
    {
        t.ask();
        t.e.lose(t.sora);
        CHECK(t.accept().front() == "hana started #2");
        auto const told = t.e.hello(t.e.reconnect(t.sora));
        CHECK(told.front() == "sora welcome");
        CHECK(std::ranges::count(told, "sora started #2") == 0);
    }
    SECTION("a hold for the former page is over")
    {
        for (std::uint32_t number = 1; number <= 6; ++number)
            t.e.visitor_says(t.hana, word(t.session, t.hana, number, 1, 22'400));
        t.ask();
        t.accept();
        CHECK(t.e.visitor_says(t.hana, word(t.session, t.hana, 7, 2)) == Told{"umi word 7"});
    }
}
