// Inside a session: words, confirmations, members, lost networks, reloads.
#include "protocol/limits.hpp"
#include "support/catch.hpp"
#include "support/evening.hpp"

using namespace std::chrono_literals;
using evening::Evening;
using evening::received;
using evening::Told;
using evening::word;
using protocol::counsellor::FromCounsellor;
using protocol::visitor::FromVisitor;

namespace {

struct Talk : evening::Talk {
    Told hana_says(FromVisitor message) { return e.visitor_says(hana, std::move(message)); }
    Told sora_says(FromCounsellor message) { return e.counsellor_says(sora, std::move(message)); }
};

} // namespace

TEST_CASE("taking the next visitor begins a session")
{
    Evening e;
    e.open();
    auto const hana = e.waiting("hana");
    auto const yuki = e.waiting("yuki");
    auto const sora = e.on_duty("sora");
    e.wait(2s);

    CHECK(e.take_next(sora) == Told{"hana started #1", "sora started #1", "sora about",
                                    "sora line 1 open", "sora presence in_session"});
    CHECK(e.wait(1s) == Told{"yuki queued 1", "sora line 1 open"});
    SECTION("a request repeated after a lost answer takes nobody twice")
    {
        CHECK(e.take_next(sora, 0) == Told{"sora line 1 open"});
    }
    SECTION("one session at a time")
    {
        CHECK(e.take_next(sora, 1) == Told{"sora not_taken no_capacity"});
    }
    SECTION("with nobody in line it is said in words")
    {
        auto const umi = e.on_duty("umi");
        e.take_next(umi);
        auto const nagi = e.on_duty("nagi");
        CHECK(e.take_next(nagi) == Told{"nagi not_taken nobody_waiting"});
    }
}

TEST_CASE("words go to the partner and to nobody else")
{
    Talk t;
    CHECK(t.hana_says(word(t.session, t.hana, 1)) == Told{"sora word 1"});
    CHECK(t.sora_says(received(t.session, t.hana, 1)) == Told{"hana received 1"});
    CHECK(t.sora_says(word(t.session, t.sora, 1)) == Told{"hana word 1"});

    SECTION("somebody else's session does not exist for a page")
    {
        auto const yuki = t.e.waiting("yuki");
        t.e.wait(2s);
        CHECK(t.e.says(yuki, word(t.session, yuki, 1)).empty());
        CHECK(t.e.says(yuki, received(t.session, t.hana, 9)).empty());
    }
    SECTION("a word of an older membership is dropped: its sender locks it anew")
    {
        CHECK(t.hana_says(word(t.session, t.hana, 2, 7)).empty());
    }
    SECTION("an opening reaches only the load it was made for")
    {
        protocol::SendOpening opening{t.session, 1, t.sora.load, protocol::Sealed("AAAA")};
        CHECK(t.hana_says(opening) == Told{"sora opening"});
        opening.to = t.hana.load;
        CHECK(t.hana_says(opening).empty());
        CHECK(t.sora_says(protocol::AskOpening{t.session, t.hana.load}) ==
              Told{"hana opening_asked"});
        CHECK(t.sora_says(protocol::AskOpening{t.session, t.sora.load}).empty());
    }
    SECTION("nobody makes the other page drown in what it has not asked for")
    {
        protocol::Sealed const large(std::string(16'000, 'A'));
        auto const opens = [&] {
            return t.hana_says(protocol::SendOpening{t.session, 1, t.sora.load, large});
        };
        auto const tells = [&] {
            return t.hana_says(protocol::SendHistory{t.session, 1, t.sora.load, 1, 1, 1, large});
        };
        auto const most = protocol::limits::unkept_bytes / 16'000;
        for (std::size_t i = 0; i < most; ++i)
            CHECK(opens() == Told{"sora opening"});
        CHECK(opens().empty());
        CHECK(tells().empty());
        t.sora_says(protocol::AskHistory{t.session, t.hana.load, 1});
        CHECK(tells() == Told{"sora history 1"});
    }
    SECTION("history is asked of one load, and reaches only the load it was made for")
    {
        CHECK(t.sora_says(protocol::AskHistory{t.session, t.hana.load, 2}) ==
              Told{"hana history_asked 2"});
        CHECK(t.sora_says(protocol::AskHistory{t.session, t.sora.load, 2}).empty());
        protocol::SendHistory chunk{t.session, 1, t.sora.load, 1, 2, 3, protocol::Sealed("AAAA")};
        CHECK(t.hana_says(chunk) == Told{"sora history 2"});
        chunk.to = t.hana.load;
        CHECK(t.hana_says(chunk).empty());
        chunk.to = t.sora.load;
        chunk.membership = 2;
        CHECK(t.hana_says(chunk).empty());
    }
    SECTION("a gap is asked of the sender's page when nothing is kept")
    {
        CHECK(t.sora_says(protocol::Missing{t.session, evening::stream_of(t.hana), 1}) ==
              Told{"hana missing 1"});
    }
}

TEST_CASE("a lost network loses no word")
{
    Talk t;
    CHECK(t.e.lose(t.sora) == Told{"hana peer_away"});
    CHECK(t.hana_says(word(t.session, t.hana, 1)).empty());
    CHECK(t.hana_says(word(t.session, t.hana, 2)).empty());

    SECTION("what was said meanwhile reaches the same load in order, once it is back")
    {
        auto const back = t.e.reconnect(t.sora);
        CHECK(t.e.hello(back) == Told{"sora welcome", "sora presence in_session",
                                      "sora line 0 open", "sora started #1", "sora about",
                                      "sora word 1", "sora word 2", "hana peer_back"});
        CHECK(t.e.says(back, received(t.session, t.hana, 1)) == Told{"hana received 1"});
        CHECK(t.e.says(back, protocol::Missing{t.session, evening::stream_of(t.hana), 2}) ==
              Told{"sora word 2"});
    }
    SECTION("another load is another member: kept words are dropped, the sender locks anew")
    {
        auto const back = t.e.reload(t.sora);
        CHECK(t.e.hello(back) == Told{"sora welcome", "sora presence in_session",
                                      "sora line 0 open", "sora started #2", "sora about",
                                      "hana members #2"});
        CHECK(t.hana_says(word(t.session, t.hana, 1, 1)).empty());
        CHECK(t.hana_says(word(t.session, t.hana, 1, 2)) == Told{"sora word 1"});
    }
    SECTION("beyond the bound the sender is asked to hold, and to send again on release")
    {
        std::uint32_t number = 2;
        Told told;
        while (told.empty())
            told = t.hana_says(word(t.session, t.hana, ++number, 1, 8000));
        CHECK(told == Told{"hana hold"});
        CHECK(t.hana_says(word(t.session, t.hana, number + 1)).empty());
        auto const again = t.e.reconnect(t.hana);
        t.e.lose(t.hana);
        CHECK(t.e.hello(again) == Told{"hana welcome open", "hana started #1", "hana hold"});
        auto const back = t.e.reconnect(t.sora);
        t.e.hello(back);
        CHECK(t.e.says(back, received(t.session, t.hana, number - 1)) ==
              Told{"hana received " + std::to_string(number - 1), "hana release"});
    }
}

TEST_CASE("a visitor's other load is asked before it goes on")
{
    Talk t;
    t.e.lose(t.hana);
    auto const again = t.e.reload(t.hana);
    CHECK(t.e.hello(again) == Told{"hana welcome open", "hana resumable"});
    CHECK(t.sora_says(word(t.session, t.sora, 1)).empty());
    CHECK(t.e.says(again, word(t.session, again, 1)).empty());

    SECTION("after the tap it holds the seat")
    {
        CHECK(t.e.says(again, protocol::visitor::Resume{}) ==
              Told{"hana started #2", "sora members #2"});
        CHECK(t.e.says(again, protocol::visitor::Resume{}).empty());
        CHECK(t.e.says(again, word(t.session, again, 1, 2)) == Told{"sora word 1"});
    }
    SECTION("until the tap the seat is away and its grace runs")
    {
        CHECK(t.e.wait(10min).back() == "sora line 0 open");
        auto const third = t.e.reload(again);
        CHECK(t.e.hello(third) == Told{"hana welcome open", "hana gone visitor_lost"});
    }
    SECTION("the first load comes back by itself, and the asking page is told")
    {
        auto const back = t.e.reconnect(t.hana);
        auto const told = t.e.hello(back);
        REQUIRE(told.size() == 5);
        CHECK(told.at(1).ends_with("closed opened_elsewhere"));
        CHECK(told.at(2) == "hana started #1");
        CHECK(told.at(3) == "hana word 1");
        CHECK(told.at(4) == "sora peer_back");
    }
}

TEST_CASE("a duplicated tab does not double the person")
{
    Talk t;
    auto const tab = t.e.reload(t.hana);
    CHECK(t.e.hello(tab) == Told{"hana welcome open", "sora peer_away",
                                 "old hana closed opened_elsewhere", "hana resumable"});
    CHECK(t.e.says(t.hana, word(t.session, t.hana, 1)) == Told{"old hana closed bad_message"});
}

TEST_CASE("a counsellor's seat belongs to the account")
{
    Talk t;
    auto const tablet = t.e.reload(t.sora);
    CHECK(t.e.hello(tablet) == Told{"hana peer_away", "old sora closed opened_elsewhere",
                                    "sora welcome", "sora presence in_session", "sora line 0 open",
                                    "sora started #2", "sora about", "hana members #2"});
    CHECK(t.e.lose(t.sora).empty());
}
