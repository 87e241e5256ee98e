#include "desk/queue.hpp"

#include "desk/assertion.hpp"

#include <algorithm>
#include <utility>

namespace desk {

Queue::Queue(std::size_t capacity) : capacity_(capacity) {}

// Who has been away for long takes nobody's place; the larger bound is for memory alone.
bool Queue::full() const
{
    constexpr std::size_t places_for_each = 8; // more than seven of eight do not go away
    return waiting() >= capacity_ || line_.size() / places_for_each >= capacity_;
}

bool Queue::contains(TicketId ticket) const
{
    return band_.contains(ticket);
}

std::size_t Queue::count(Waiting waiting) const
{
    return static_cast<std::size_t>(
        std::ranges::count(line_, waiting, [](auto const& place) { return place.second; }));
}

std::size_t Queue::waiting() const
{
    return line_.size() - parked_;
}

// Counted from the nearer end: a newcomer stands at the far one, and all are asked for at an
// evening's beginning, when a line is long.
std::optional<std::uint32_t> Queue::position(TicketId ticket) const
{
    if (!contains(ticket) || state(ticket) == Waiting::parked) return std::nullopt;
    auto const counts = [](auto const& place) { return place.second != Waiting::parked; };
    auto const is_it = [&](auto const& place) { return place.first.ticket == ticket; };
    std::size_t before = 0;
    std::size_t behind = 0;
    auto back = line_.rbegin();
    for (auto const& place : line_) {
        if (is_it(place)) return static_cast<std::uint32_t>(before + 1);
        if (is_it(*back)) return static_cast<std::uint32_t>(waiting() - behind);
        before += counts(place) ? 1 : 0;
        behind += counts(*back++) ? 1 : 0;
    }
    return std::nullopt;
}

std::optional<TicketId> Queue::next() const
{
    auto const found =
        std::ranges::find(line_, Waiting::present, [](auto const& place) { return place.second; });
    if (found == line_.end()) return std::nullopt;
    return found->first.ticket;
}

// Within a band tickets stand by arrival, so it is one of two.
std::optional<TicketId> Queue::longest_waiting() const
{
    std::optional<TicketId> longest;
    for (auto const band : {Band::front, Band::usual}) {
        auto place = line_.lower_bound({band, TicketId{0}});
        while (place != line_.end() && place->second == Waiting::parked)
            ++place;
        if (place == line_.end()) continue;
        longest = std::min(longest.value_or(place->first.ticket), place->first.ticket);
    }
    return longest;
}

std::vector<TicketId> Queue::tickets() const
{
    std::vector<TicketId> tickets;
    tickets.reserve(line_.size());
    for (auto const& [place, waiting] : line_)
        tickets.push_back(place.ticket);
    return tickets;
}

Waiting Queue::state(TicketId ticket) const
{
    YORISOI_ASSERT(contains(ticket));
    return line_.at({band_.at(ticket), ticket});
}

Band Queue::band(TicketId ticket) const
{
    YORISOI_ASSERT(contains(ticket));
    return band_.at(ticket);
}

void Queue::join(TicketId ticket, Band band)
{
    YORISOI_ASSERT(!contains(ticket));
    band_.emplace(ticket, band);
    line_.emplace(Place{band, ticket}, Waiting::present);
}

void Queue::mark(TicketId ticket, Waiting waiting)
{
    YORISOI_ASSERT(contains(ticket));
    auto const before = std::exchange(line_.at({band_.at(ticket), ticket}), waiting);
    if (before == Waiting::parked) --parked_;
    if (waiting == Waiting::parked) ++parked_;
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
    auto const found = band_.find(ticket);
    if (found == band_.end()) return false;
    if (state(ticket) == Waiting::parked) --parked_;
    line_.erase({found->second, ticket});
    band_.erase(found);
    return true;
}

} // namespace desk
