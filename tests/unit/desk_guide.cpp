// The guide length of a session, and that somebody is writing just now.
#include "support/catch.hpp"
#include "support/evening.hpp"

using namespace std::chrono_literals;
using evening::Told;
using protocol::counsellor::End;
using protocol::counsellor::Extend;

TEST_CASE("a session has a guide length, which a counsellor extends once at a time")
{
    evening::Talk t;
    CHECK(t.e.started().guide_seconds == 3000);
    CHECK(t.e.says(t.sora, Extend{t.session, 3000}) == Told{"hana guide 4500", "sora guide 4500"});
    CHECK(t.e.last<protocol::records::SessionExtended>().guide_seconds == 4500);

    SECTION("asked again after a lost answer it is told, and not extended again")
    {
        CHECK(t.e.says(t.sora, Extend{t.session, 3000}) == Told{"sora guide 4500"});
        CHECK(t.e.says(t.sora, Extend{t.session, 4500}).size() == 2);
    }
    SECTION("not once it is ending")
    {
        t.e.says(t.sora, End{t.session});
        CHECK(t.e.says(t.sora, Extend{t.session, 4500}) == Told{"sora guide 4500"});
    }
    SECTION("it outlives a restart")
    {
        t.e.crash();
        t.e.hello(t.e.reload(t.sora));
        CHECK(t.e.started().guide_seconds == 4500);
    }
}

TEST_CASE("an end after the guide length has its own reason")
{
    evening::Talk t; // two seconds ago
    t.e.wait(50min - 3s);
    SECTION("not a moment earlier")
    {
        CHECK(t.e.says(t.sora, End{t.session}).front() == "hana ending counsellor_ended");
    }
    SECTION("from then on")
    {
        t.e.wait(1s);
        CHECK(t.e.says(t.sora, End{t.session}).front() == "hana ending time_over");
    }
}

TEST_CASE("that somebody writes is told to the other one, while they talk")
{
    evening::Talk t;
    CHECK(t.e.says(t.hana, protocol::Typing{t.session}) == Told{"sora typing"});
    CHECK(t.e.says(t.sora, protocol::Typing{t.session}) == Told{"hana typing"});
    auto const yuki = t.e.waiting("yuki");
    CHECK(t.e.says(yuki, protocol::Typing{t.session}).empty());
    t.e.says(t.sora, End{t.session});
    CHECK(t.e.says(t.hana, protocol::Typing{t.session}).empty());
}
