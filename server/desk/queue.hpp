// Visitors waiting for a counsellor, in order of arrival, in two bands.
//
// A visitor whose phone loses the network keeps the place, and so does one who is offered to a
// counsellor; who is parked keeps it too but is passed over and counts in nobody's position. How
// long any of this lasts is the Desk's decision: nothing here knows about connections or time.
#pragma once

#include "desk/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace desk {

enum class Band : std::uint8_t { front, usual };
enum class Waiting : std::uint8_t { present, offered, away, parked };

class Queue {
public:
    explicit Queue(std::size_t capacity);

    // Those who wait count. Parked places do not, or ghosts would turn away people who are there;
    // eight times as many places in all are the end.
    bool full() const;
    bool contains(TicketId) const;
    std::size_t count(Waiting) const;
    std::size_t waiting() const; // all that are not parked

    // 1 is served next; nothing for a parked or unknown ticket.
    std::optional<std::uint32_t> position(TicketId) const;

    // The first whose page is there; those before it that are away or offered keep their places.
    std::optional<TicketId> next() const;

    // Who came first of all that are not parked, wherever they stand.
    std::optional<TicketId> longest_waiting() const;

    // All in the order of the line, parked ones included.
    std::vector<TicketId> tickets() const;
    Waiting state(TicketId) const; // requires: contains
    Band band(TicketId) const;     // requires: contains

    void join(TicketId, Band);    // requires: not waiting; who comes back may exceed the capacity
    void mark(TicketId, Waiting); // requires: contains
    void move_up(TicketId);       // into the front band; requires: contains
    bool leave(TicketId);         // false when not waiting

private:
    struct Place {
        Band band{};
        TicketId ticket{};
        auto operator<=>(Place const&) const = default;
    };
    std::size_t capacity_;
    std::size_t parked_ = 0; // asked for with every newcomer
    std::map<Place, Waiting> line_;
    std::unordered_map<TicketId, Band> band_;
};

} // namespace desk
