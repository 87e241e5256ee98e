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

std::optional<std::uint32_t> Queue::position(TicketId ticket) const
{
    if (!contains(ticket) || state(ticket) == Waiting::parked) return std::nullopt;
    std::uint32_t position = 1;
    for (auto const& [place, waiting] : line_) {
        if (place.ticket == ticket) break;
        if (waiting != Waiting::parked) ++position;
    }
    return position;
}

std::optional<TicketId> Queue::next() const
{
    auto const found =
        std::ranges::find(line_, Waiting::present, [](auto const& place) { return place.second; });
    if (found == line_.end()) return std::nullopt;
    return found->first.ticket;
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
