#include "desk/queue.hpp"

#include "support/catch.hpp"

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
