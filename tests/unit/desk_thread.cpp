// The thread of two counsellors beside a hand-over: words between them alone, kept until confirmed
// and never longer than the thread. Nothing of it is a fact.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using evening::received;
using evening::Told;
using evening::word;
using protocol::SeatKind;
using protocol::counsellor::CloseThread;

namespace {

struct Asked : evening::Talk {
    evening::Page umi = e.on_duty("umi");
    protocol::SessionId thread;

    Asked()
    {
        ask();
        thread = e.thread().session;
    }
    Told ask() { return e.says(sora, protocol::counsellor::HandOver{session, umi.account}); }
    Told accept() { return e.says(umi, protocol::counsellor::AcceptHandOver{session}); }
    Told note(evening::Page const& from, std::uint32_t number, std::uint32_t membership = 1,
              std::size_t size = 300)
    {
        return e.counsellor_says(from, word(thread, from, number, membership, size));
    }
};

} // namespace

TEST_CASE("a thread begins with the ask, between who asks and who is asked")
{
    Asked t;
    auto const& opened = t.e.thread(); // umi is told last
    CHECK(opened.about == t.session);
    CHECK(opened.session != t.session);
    CHECK(opened.alias == "相談員");
    REQUIRE(opened.members.size() == 2);
    CHECK(opened.members.at(0).seat == SeatKind::counsellor);
    CHECK(opened.members.at(0).load == t.sora.load);
    CHECK(opened.members.at(1).seat == SeatKind::colleague);
    CHECK(opened.members.at(1).load == t.umi.load);
    CHECK(opened.members.at(1).public_key.has_value());

    SECTION("what one says the other hears, and nobody else")
    {
        CHECK(t.note(t.sora, 1) == Told{"umi word 1"});
        CHECK(t.e.says(t.umi, received(t.thread, t.sora, 1)) == Told{"sora received 1"});
        CHECK(t.e.says(t.umi, protocol::Typing{t.thread}) == Told{"sora typing"});
        CHECK(t.e.says(t.sora, protocol::AskOpening{t.thread, t.umi.load}) ==
              Told{"umi opening_asked"});
    }
    SECTION("nobody else says anything in it")
    {
        auto const yuki = t.e.on_duty("yuki");
        CHECK(t.note(yuki, 1).empty());
        CHECK(t.e.visitor_says(t.hana, word(t.thread, t.hana, 1)).empty());
        CHECK(t.e.says(yuki, CloseThread{t.thread}).empty());
    }
    SECTION("it has no history and no end in two steps")
    {
        CHECK(t.e.says(t.umi, protocol::AskHistory{t.thread, t.sora.load, 1}).empty());
        CHECK(t.e.says(t.sora, protocol::SendHistory{t.thread, 1, t.umi.load, 1, 1, 1,
                                                     protocol::Sealed("A")})
                  .empty());
        CHECK(t.e.says(t.sora, protocol::Finished{t.thread, {}}).empty());
        CHECK(t.e.says(t.sora, protocol::counsellor::End{t.thread}).empty());
        CHECK(t.e.says(t.sora, protocol::counsellor::WrapUp{t.thread, false}) ==
              Told{"sora wrapped_up"});
    }
    SECTION("nothing of it is written down, and no word of it is counted")
    {
        auto const facts = t.e.facts().size();
        for (std::uint32_t number = 1; number <= 3; ++number) {
            t.note(t.sora, number);
            t.e.says(t.umi, received(t.thread, t.sora, number));
            t.note(t.umi, number);
            t.e.says(t.sora, received(t.thread, t.umi, number));
        }
        CHECK(t.e.facts().size() == facts);
        t.e.says(t.sora, protocol::counsellor::End{t.session});
        t.e.wait(5s);
        CHECK(t.e.last<protocol::records::SessionEnded>().counsellor_words == 0);
    }
}

TEST_CASE("a word of the colleague who is asked gives the whole time for the answer again")
{
    Asked t;
    t.e.wait(20s);
    CHECK(t.note(t.umi, 1) == Told{"sora word 1", "umi hand_over_asked 30"});
    t.e.wait(20s);
    CHECK(t.note(t.sora, 1) == Told{"umi word 1"}); // one's own patience is not theirs
    CHECK(std::ranges::count(t.e.wait(9s), "umi hand_over_over lapsed") == 0);
    CHECK(std::ranges::count(t.e.wait(1s), "umi hand_over_over lapsed") == 1);
}

TEST_CASE("after the hand-over a thread goes on")
{
    Asked t;
    t.accept();
    CHECK(t.note(t.sora, 1) == Told{"umi word 1"});
    CHECK(t.note(t.umi, 1) == Told{"sora word 1"});

    SECTION("until one of the two closes it")
    {
        CHECK(t.e.says(t.sora, CloseThread{t.thread}) ==
              Told{"sora thread_over closed", "umi thread_over closed"});
        CHECK(t.e.says(t.sora, CloseThread{t.thread}).empty());
        CHECK(t.note(t.umi, 2).empty());
    }
    SECTION("until the session is over")
    {
        CHECK(t.e.says(t.umi, protocol::counsellor::End{t.session}) ==
              Told{"hana ending counsellor_ended", "umi ending counsellor_ended",
                   "sora thread_over session_over", "umi thread_over session_over"});
    }
    SECTION("until the session goes on, and then there is a new one")
    {
        auto const told =
            t.e.says(t.umi, protocol::counsellor::HandOver{t.session, t.sora.account});
        CHECK(told == Told{"sora hand_over_asked 30", "sora thread_over another",
                           "umi thread_over another", "umi thread_opened #1",
                           "sora thread_opened #1", "sora presence offered"});
        CHECK(t.e.thread().session != t.thread);
    }
    SECTION("until one of the two is gone for good")
    {
        CHECK(t.e.lose(t.sora) == Told{"umi peer_away"});
        CHECK(std::ranges::count(t.e.wait(3min), "umi thread_over absent") == 1);
    }
    SECTION("also while nothing can be written down")
    {
        t.e.disk(desk::Reach::away);
        CHECK(t.note(t.umi, 2) == Told{"sora word 2"});
    }
}

TEST_CASE("while an answer is awaited in a thread, the next ask goes without one")
{
    Asked t;
    auto const yuki = t.e.receiving("yuki");
    t.e.waiting("mei");
    t.e.accept(yuki);
    t.e.receive(t.sora, protocol::counsellor::Choice::on_break, 2);
    auto const told = t.e.says(yuki, protocol::counsellor::HandOver{t.e.session(), t.sora.account});
    CHECK(told.front() == "sora hand_over_asked 30");
    CHECK(std::ranges::count(told, "sora thread_opened #1") == 0);
    CHECK(t.note(t.umi, 1).front() == "sora word 1");
    CHECK(std::ranges::count(t.e.says(t.sora, protocol::counsellor::DeclineHandOver{t.e.session()}),
                             "sora thread_over not_handed_over") == 0);
}

TEST_CASE("the words of a thread are kept for a page that is away")
{
    Asked t;
    t.e.lose(t.sora);
    t.note(t.umi, 1);
    SECTION("until it is back")
    {
        auto const told = t.e.hello(t.e.reconnect(t.sora));
        CHECK(t.e.welcome().thread == t.thread);
        CHECK(std::ranges::count(told, "sora thread_opened #1") == 1);
        CHECK(std::ranges::count(told, "sora word 1") == 1);
        CHECK(told.back() == "umi peer_back");
    }
    SECTION("another load of it is another member, and nothing was locked for that one")
    {
        auto const sora = t.e.reload(t.sora);
        auto const told = t.e.hello(sora);
        CHECK(std::ranges::count(told, "sora thread_opened #2") == 1);
        CHECK(std::ranges::count(told, "sora word 1") == 0);
        CHECK(std::ranges::count(told, "umi members #2") == 1);
        CHECK(t.note(t.umi, 1, 1).front() == "umi hand_over_asked 30");
        CHECK(t.note(t.umi, 1, 2).front() == "sora word 1");
    }
    SECTION("within the bound, and then their writer keeps them")
    {
        for (std::uint32_t number = 2; number <= 3; ++number)
            t.note(t.umi, number, 1, protocol::limits::sealed_characters);
        CHECK(t.note(t.umi, 4, 1, protocol::limits::sealed_characters).front() == "umi hold");
        auto const sora = t.e.reconnect(t.sora);
        auto const back = t.e.hello(sora);
        CHECK(std::ranges::count(back, "sora word 3") == 1);
        CHECK(std::ranges::count(back, "sora word 4") == 0);
        CHECK(t.e.says(sora, received(t.thread, t.umi, 3)) ==
              Told{"umi received 3", "umi release"});
    }
    SECTION("and not over a restart, which ends the thread with the ask")
    {
        t.e.crash();
        auto const told = t.e.hello(t.e.reconnect(t.sora));
        CHECK(!t.e.welcome().thread);
        CHECK(std::ranges::count(told, "sora thread_opened #1") == 0);
    }
}
