// The second in line is taken though the first is there. Whether a ticket that the line has named
// is really taken shows when it is marked as offered, or leaves, before the desk's next tick.
#include "choice.hpp"
#include "desk/desk.hpp"
#include "desk/queue.hpp"

#include <algorithm>
#include <optional>
#include <utility>

using Next = std::optional<desk::TicketId>;

extern "C" {
Next real_next(desk::Queue const&);
void real_mark(desk::Queue&, desk::TicketId, desk::Waiting);
bool real_leave(desk::Queue&, desk::TicketId);
void real_tick(desk::Desk&, desk::Time, desk::Effects&);
Next planted_next(desk::Queue const&);
void planted_mark(desk::Queue&, desk::TicketId, desk::Waiting);
bool planted_leave(desk::Queue&, desk::TicketId);
void planted_tick(desk::Desk&, desk::Time, desk::Effects&);
}

namespace {

struct Named {
    desk::TicketId ticket;
    bool overtakes;
};

std::optional<Named> named; // by the line just now, as the next one
bool due = false;           // the next that can overtake does
bool begun = false;

bool is_due()
{
    if (!std::exchange(begun, true)) due = planted::turn();
    return due;
}

// The one behind `first` whose turn it would be then.
Next second(desk::Queue const& queue, desk::TicketId first)
{
    auto const present = [&](desk::TicketId ticket) {
        return ticket != first && queue.state(ticket) == desk::Waiting::present;
    };
    auto const line = queue.tickets();
    auto const found = std::ranges::find_if(line, present);
    return found == line.end() ? std::nullopt : Next(*found);
}

void taken(desk::TicketId ticket)
{
    auto const last = std::exchange(named, std::nullopt);
    if (!last || last->ticket != ticket) return;
    if (last->overtakes)
        planted::acted(planted::member("ticket", static_cast<std::uint64_t>(ticket)));
    due = planted::turn() || (due && !last->overtakes);
}

} // namespace

Next planted_next(desk::Queue const& queue)
{
    auto const first = real_next(queue);
    if (!first || !planted::chosen(planted::Bug::overtake)) return first;
    auto const other = is_due() ? second(queue, *first) : std::nullopt;
    named = Named{other.value_or(*first), other.has_value()};
    return named->ticket;
}

void planted_mark(desk::Queue& queue, desk::TicketId ticket, desk::Waiting waiting)
{
    if (waiting == desk::Waiting::offered) taken(ticket);
    real_mark(queue, ticket, waiting);
}

bool planted_leave(desk::Queue& queue, desk::TicketId ticket)
{
    taken(ticket);
    return real_leave(queue, ticket);
}

void planted_tick(desk::Desk& desk, desk::Time now, desk::Effects& effects)
{
    named.reset();
    real_tick(desk, now, effects);
    named.reset();
}
