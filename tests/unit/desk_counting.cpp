// Steps that leave no ticket, and what a page without a place is told of the desk.
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <map>

using namespace std::chrono_literals;
using evening::Evening;
using evening::Told;
using protocol::records::Counted;
using protocol::records::Step;
using protocol::records::TicketQueued;
using protocol::visitor::Consent;

namespace {

std::map<Step, std::uint32_t> counts(Evening const& e)
{
    std::map<Step, std::uint32_t> counts;
    for (auto const& [at, fact] : e.facts())
        if (auto const* counted = std::get_if<Counted>(&fact))
            counts[counted->step] += counted->count;
    return counts;
}

} // namespace

TEST_CASE("opening a page is counted once, and not for somebody who comes back")
{
    Evening e;
    e.open();
    auto const hana = e.visitor("hana");
    e.hello_without_pass(hana);
    CHECK(counts(e) == std::map<Step, std::uint32_t>{{Step::opened, 1}});
    auto const again = e.reconnect(hana);
    e.says(again,
           protocol::visitor::Hello{
               protocol::limits::protocol_number, {"demo"}, again.load, {}, true, again.pass});
    auto const same = e.reconnect(hana);
    e.give(desk::VisitorSaid{
        same.connection,
        protocol::visitor::Hello{
            protocol::limits::protocol_number, {"demo"}, same.load, {}, false, std::nullopt},
        std::nullopt});
    e.wait(20s);
    CHECK(counts(e) == std::map<Step, std::uint32_t>{{Step::opened, 1}});
}

TEST_CASE("many steps in a short time are one fact")
{
    Evening e;
    e.open();
    for (int i = 0; i < 5; ++i)
        e.hello_without_pass(e.visitor("v"));
    auto const hana = e.visitor("hana");
    e.hello_without_pass(hana);
    e.says(hana, Consent{});
    e.says(hana, Consent{});
    CHECK(e.count<Counted>() == 1);
    e.wait(9s);
    CHECK(e.count<Counted>() == 1);
    e.wait(1s);
    CHECK(e.count<Counted>() == 3);
    CHECK(counts(e) == std::map<Step, std::uint32_t>{{Step::opened, 6}, {Step::consented, 1}});
}

TEST_CASE("what was counted belongs to the day before the shift opens or closes")
{
    Evening e;
    e.hello_without_pass(e.visitor("a"));
    e.hello_without_pass(e.visitor("b"));
    CHECK(counts(e).at(Step::opened) == 1);
    e.open();
    CHECK(counts(e).at(Step::opened) == 2);
    CHECK(std::holds_alternative<protocol::records::ShiftOpened>(e.facts().back().second));
}

TEST_CASE("a place says when its page came to the earlier steps")
{
    Evening e(evening::alone({.line_capacity = 1, .questions = {.area = true}}));
    e.open();
    auto const hana = e.visitor("hana");
    e.hello_without_pass(hana);
    e.wait(20s);
    e.says(hana, Consent{});
    e.wait(30s);
    e.says(hana, protocol::visitor::Join{hana.pass, {.area = protocol::Area::same_city}});
    CHECK(e.last<TicketQueued>().opened_seconds_ago == 50);
    CHECK(e.last<TicketQueued>().consented_seconds_ago == 30);
    CHECK(e.last<TicketQueued>().pre_chat);
    CHECK(e.last<TicketQueued>().answers.area == protocol::Area::same_city);
    e.join(hana);

    auto const yuki = e.visitor("yuki");
    e.hello_without_pass(yuki);
    CHECK(e.join(yuki) == Told{"yuki not_queued full"});
    e.wait(20s);
    CHECK(counts(e) == std::map<Step, std::uint32_t>{{Step::opened, 2},
                                                     {Step::consented, 1},
                                                     {Step::pre_chat, 2},
                                                     {Step::turned_away_full, 1}});
}

TEST_CASE("a page that holds no place hears when the desk receives again")
{
    Evening e(evening::alone({.line_capacity = 1}));
    auto const hana = e.visitor("hana");
    CHECK(e.hello_without_pass(hana) == Told{"hana welcome closed"});
    e.open();
    CHECK(e.wait(1s) == Told{"hana intake open"});
    auto const yuki = e.waiting("yuki");

    SECTION("from one tick, and not twice")
    {
        CHECK(e.wait(1s) == Told{"hana intake full"});
        CHECK(e.wait(1min).empty());
        CHECK(e.hours(std::nullopt, "2026-11-25T19:00").empty());
        CHECK(e.wait(1s) == Told{"hana intake full"});
    }
    SECTION("what it was answered it knows already")
    {
        CHECK(e.join(hana) == Told{"hana not_queued full"});
        CHECK(e.wait(1min).empty());
    }
}
