#include "desk/queue.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

using desk::Band;
using desk::Queue;
using desk::TicketId;
using desk::Waiting;

TEST_CASE("the queue")
{
    Queue queue(3);
    auto const first = TicketId{1};
    auto const second = TicketId{2};
    auto const third = TicketId{3};
    queue.join(first, Band::usual);
    queue.join(second, Band::usual);

    SECTION("serves the longest waiting visitor first")
    {
        CHECK(queue.next() == first);
    }
    SECTION("moves everyone up when one leaves")
    {
        CHECK(queue.leave(first));
        CHECK(queue.position(second) == 1);
        CHECK_FALSE(queue.leave(first));
    }
    SECTION("passes over those who are away, and keeps their position")
    {
        queue.mark(first, Waiting::away);
        CHECK(queue.next() == second);
        CHECK(queue.position(first) == 1);
        CHECK(queue.position(second) == 2);
    }
    SECTION("counts parked places in nobody's position, and gives them back in order")
    {
        queue.mark(first, Waiting::parked);
        CHECK(queue.position(first) == std::nullopt);
        CHECK(queue.position(second) == 1);
        queue.mark(first, Waiting::present);
        CHECK(queue.position(first) == 1);
        CHECK(queue.position(second) == 2);
    }
    SECTION("puts the front band before all who arrived earlier")
    {
        queue.join(third, Band::front);
        CHECK(queue.next() == third);
        CHECK(queue.tickets() == std::vector{third, first, second});
    }
    SECTION("passes over somebody who is offered, at the same position")
    {
        queue.mark(first, Waiting::offered);
        CHECK(queue.next() == second);
        CHECK(queue.position(second) == 2);
        CHECK(queue.waiting() == 2);
    }
    SECTION("moves somebody up into the front band, as they were")
    {
        queue.mark(second, Waiting::away);
        queue.move_up(second);
        CHECK(queue.tickets() == std::vector{second, first});
        CHECK(queue.state(second) == Waiting::away);
        CHECK(queue.band(second) == Band::front);
    }
    SECTION("gives the place back to whoever has left and comes again, in a line of any length")
    {
        for (auto more = 10U; more < 40; ++more)
            queue.join(TicketId{more}, Band::usual);
        auto const before = queue.tickets();
        queue.leave(TicketId{20});
        CHECK(queue.position(TicketId{21}) == 13);
        queue.join(TicketId{20}, Band::usual);
        CHECK(queue.tickets() == before);
        CHECK(queue.position(TicketId{21}) == 14);
        CHECK(queue.waiting() == before.size());
    }
    SECTION("is full when as many wait as it holds; whoever is parked takes nobody's place")
    {
        CHECK_FALSE(queue.full());
        queue.join(third, Band::usual);
        CHECK(queue.full());
        queue.mark(first, Waiting::parked);
        CHECK_FALSE(queue.full());
    }
    SECTION("is full at eight times as many places in all")
    {
        for (auto more = 3U; more < 24; ++more)
            queue.join(TicketId{more + 100}, Band::usual);
        for (auto const ticket : queue.tickets())
            queue.mark(ticket, Waiting::parked);
        CHECK_FALSE(queue.full());
        queue.join(TicketId{200}, Band::usual);
        queue.mark(TicketId{200}, Waiting::parked);
        CHECK(queue.full());
    }
    SECTION("has nobody to serve when all are away")
    {
        queue.mark(first, Waiting::away);
        queue.mark(second, Waiting::parked);
        CHECK(queue.next() == std::nullopt);
        CHECK(queue.count(Waiting::away) == 1);
        CHECK(queue.count(Waiting::parked) == 1);
        CHECK(queue.count(Waiting::present) == 0);
    }
}

namespace {

// The same line, told as plainly as can be.
struct PlainLine {
    struct One {
        Band band{};
        TicketId ticket{};
        Waiting waiting{};
    };
    std::vector<One> all;

    auto find(TicketId ticket) { return std::ranges::find(all, ticket, &One::ticket); }
    void join(TicketId ticket, Band band)
    {
        all.push_back({band, ticket, Waiting::present});
        order();
    }
    void move_up(TicketId ticket)
    {
        find(ticket)->band = Band::front;
        order();
    }
    std::optional<std::uint32_t> position(TicketId ticket)
    {
        if (find(ticket) == all.end() || find(ticket)->waiting == Waiting::parked)
            return std::nullopt;
        auto const before = std::count_if(all.begin(), find(ticket), [](One const& one) {
            return one.waiting != Waiting::parked;
        });
        return static_cast<std::uint32_t>(before + 1);
    }
    std::optional<TicketId> next()
    {
        auto const found = std::ranges::find(all, Waiting::present, &One::waiting);
        return found == all.end() ? std::nullopt : std::optional(found->ticket);
    }
    std::optional<TicketId> longest_waiting()
    {
        std::optional<TicketId> longest;
        for (auto const& one : all)
            if (one.waiting != Waiting::parked)
                longest = std::min(longest.value_or(one.ticket), one.ticket);
        return longest;
    }
    void order()
    {
        std::ranges::sort(all, {}, [](One const& one) { return std::pair(one.band, one.ticket); });
    }
};

void agree(Queue const& queue, PlainLine& plain, std::uint32_t newest)
{
    auto const tickets = queue.tickets();
    REQUIRE(std::ranges::equal(tickets, plain.all, {}, {}, &PlainLine::One::ticket));
    REQUIRE(queue.next() == plain.next());
    REQUIRE(queue.longest_waiting() == plain.longest_waiting());
    for (auto const state : {Waiting::present, Waiting::offered, Waiting::away, Waiting::parked}) {
        auto const count = std::ranges::count(plain.all, state, &PlainLine::One::waiting);
        REQUIRE(queue.count(state) == static_cast<std::size_t>(count));
    }
    std::size_t waiting = 0;
    for (auto number = 1U; number <= newest; ++number) {
        auto const ticket = TicketId{number};
        auto const one = plain.find(ticket);
        REQUIRE(queue.contains(ticket) == (one != plain.all.end()));
        REQUIRE(queue.position(ticket) == plain.position(ticket));
        if (one == plain.all.end()) continue;
        REQUIRE(queue.state(ticket) == one->waiting);
        REQUIRE(queue.band(ticket) == one->band);
        waiting += one->waiting == Waiting::parked ? 0 : 1;
    }
    REQUIRE(queue.waiting() == waiting);
}

} // namespace

TEST_CASE("a line in which everything happens is the one that is told plainly")
{
    auto const seed = GENERATE(1U, 2U, 3U, 4U);
    std::mt19937 dice(seed);
    auto const roll = [&](std::uint32_t sides) {
        return static_cast<std::uint32_t>(dice() % sides);
    };
    Queue queue(1000);
    PlainLine plain;
    std::uint32_t newest = 0;
    for (int act = 0; act < 800; ++act) {
        auto const longer = act < 400; // then it grows shorter
        auto const some = TicketId{newest == 0 ? 1 : roll(newest) + 1};
        auto const there = queue.contains(some);
        auto const kind = roll(8);
        if (kind < (longer ? 4U : 1U)) {
            queue.join(TicketId{++newest}, Band::usual);
            plain.join(TicketId{newest}, Band::usual);
        } else if (!there && newest > 0 && kind == 4) { // back from a session
            auto const band = roll(2) == 0 ? Band::front : Band::usual;
            queue.join(some, band);
            plain.join(some, band);
        } else if (there && kind == 5) {
            queue.move_up(some);
            plain.move_up(some);
        } else if (there && kind == 6) {
            auto const waiting = static_cast<Waiting>(roll(4));
            queue.mark(some, waiting);
            plain.find(some)->waiting = waiting;
        } else {
            REQUIRE(queue.leave(some) == there);
            if (there) plain.all.erase(plain.find(some));
        }
        agree(queue, plain, newest);
    }
    REQUIRE(newest > 150);
}
