#include "desk/queue.hpp"

#include "desk/assertion.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace desk {

namespace {

constexpr std::array bands{Band::front, Band::usual};

constexpr bool is_waiting(Queue::Place const& place)
{
    return !place.left && place.waiting != Waiting::parked;
}

} // namespace

Queue::Queue(std::size_t capacity) : capacity_(capacity) {}

std::optional<Queue::Spot> Queue::find(TicketId ticket) const
{
    for (auto const band : bands) {
        auto const& places = row(band).places;
        auto const found = std::ranges::lower_bound(places, ticket, {}, &Place::ticket);
        if (found != places.end() && found->ticket == ticket && !found->left)
            return Spot{band, static_cast<std::size_t>(found - places.begin())};
    }
    return std::nullopt;
}

// Who has been away for long takes nobody's place; the larger bound is for memory alone.
bool Queue::full() const
{
    constexpr std::size_t places_for_each = 8; // more than seven of eight do not go away
    auto const all = row(Band::front).all() + row(Band::usual).all();
    return waiting() >= capacity_ || all / places_for_each >= capacity_;
}

bool Queue::contains(TicketId ticket) const
{
    return find(ticket).has_value();
}

std::size_t Queue::count(Waiting waiting) const
{
    return static_cast<std::size_t>(std::ranges::count(places(), waiting, &Place::waiting));
}

std::size_t Queue::waiting() const
{
    return row(Band::front).waiting() + row(Band::usual).waiting();
}

// Counted from the nearer end: a newcomer stands at the far one, and all are asked for at an
// evening's beginning, when a line is long.
std::size_t Queue::Row::waiting_before(std::size_t index) const
{
    if (places.size() == waiting()) return index;
    auto const here = places.begin() + static_cast<std::ptrdiff_t>(index);
    auto const count = [](auto first, auto last) {
        return static_cast<std::size_t>(std::count_if(first, last, is_waiting));
    };
    return index <= places.size() / 2 ? count(places.begin(), here)
                                      : waiting() - count(here, places.end());
}

std::optional<std::uint32_t> Queue::position(TicketId ticket) const
{
    auto const spot = find(ticket);
    if (!spot || !is_waiting(at(*spot))) return std::nullopt;
    auto const before = row(spot->band).waiting_before(spot->index);
    auto const of_the_front = spot->band == Band::front ? 0 : row(Band::front).waiting();
    return static_cast<std::uint32_t>(of_the_front + before + 1);
}

std::optional<TicketId> Queue::next() const
{
    for (auto const& place : places())
        if (place.waiting == Waiting::present) return place.ticket;
    return std::nullopt;
}

// Within a band tickets stand by arrival, so it is one of two.
std::optional<TicketId> Queue::longest_waiting() const
{
    std::optional<TicketId> longest;
    for (auto const& row : rows_) {
        auto const first = std::ranges::find_if(row.places, is_waiting);
        if (first == row.places.end()) continue;
        longest = std::min(longest.value_or(first->ticket), first->ticket);
    }
    return longest;
}

std::vector<TicketId> Queue::tickets() const
{
    std::vector<TicketId> tickets;
    std::ranges::transform(places(), std::back_inserter(tickets), &Place::ticket);
    return tickets;
}

Waiting Queue::state(TicketId ticket) const
{
    auto const spot = find(ticket);
    YORISOI_ASSERT(spot.has_value());
    return at(*spot).waiting;
}

Band Queue::band(TicketId ticket) const
{
    auto const spot = find(ticket);
    YORISOI_ASSERT(spot.has_value());
    return spot->band;
}

// Who comes back finds a gap where they stood, unless it was closed.
void Queue::join(TicketId ticket, Band band)
{
    YORISOI_ASSERT(!contains(ticket));
    auto& there = row(band);
    auto const found = std::ranges::lower_bound(there.places, ticket, {}, &Place::ticket);
    auto const place = Place{ticket, Waiting::present};
    if (found == there.places.end() || found->ticket != ticket) {
        there.places.insert(found, place);
    } else {
        *found = place;
        --there.gaps;
    }
}

void Queue::mark(TicketId ticket, Waiting waiting)
{
    auto const spot = find(ticket);
    YORISOI_ASSERT(spot.has_value());
    auto& there = row(spot->band);
    auto const before = std::exchange(there.places[spot->index].waiting, waiting);
    if (before == Waiting::parked) --there.parked;
    if (waiting == Waiting::parked) ++there.parked;
}

void Queue::move_up(TicketId ticket)
{
    auto const waiting = state(ticket);
    leave(ticket);
    join(ticket, Band::front);
    mark(ticket, waiting);
}

bool Queue::leave(TicketId ticket)
{
    auto const spot = find(ticket);
    if (!spot) return false;
    auto& there = row(spot->band);
    auto& place = there.places[spot->index];
    if (place.waiting == Waiting::parked) --there.parked;
    place.left = true;
    ++there.gaps;
    there.close_gaps();
    return true;
}

// At the head at once, where the next is looked for; elsewhere when more than one place in eight is
// a gap, so that a departure pays for no more than eight.
void Queue::Row::close_gaps()
{
    constexpr std::size_t places_for_a_gap = 8;
    for (; !places.empty() && places.front().left; --gaps)
        places.pop_front();
    if (gaps * places_for_a_gap > places.size())
        gaps -= std::erase_if(places, std::mem_fn(&Place::left));
}

} // namespace desk
