// Visitors waiting for a counsellor, in order of arrival, in two bands.
//
// A visitor whose phone loses the network keeps the place, and so does one who is offered to a
// counsellor; who is parked keeps it too but is passed over and counts in nobody's position. How
// long any of this lasts is the Desk's decision: nothing here knows about connections or time.
#pragma once

#include "desk/ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <ranges>
#include <vector>

namespace desk {

enum class Band : std::uint8_t { front, usual };
enum class Waiting : std::uint8_t { present, offered, away, parked };

class Queue {
public:
    struct Place {
        TicketId ticket{};
        Waiting waiting{};
        bool left = false; // only inside: nobody stands here any more
    };

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

    // All in the order of the line, parked ones included. A view: good until the line changes.
    auto places() const
    {
        return rows_ | std::views::transform(&Row::places) | std::views::join |
               std::views::filter(std::not_fn(&Place::left));
    }
    std::vector<TicketId> tickets() const; // the same, to keep

    Waiting state(TicketId) const; // requires: contains
    Band band(TicketId) const;     // requires: contains

    void join(TicketId, Band);    // requires: not waiting; who comes back may exceed the capacity
    void mark(TicketId, Waiting); // requires: contains
    void move_up(TicketId);       // into the front band; requires: contains
    bool leave(TicketId);         // false when not waiting

private:
    // A band, by arrival: close together in memory, so that walking a long line is cheap. Whoever
    // leaves its middle leaves a gap; gaps go many at once.
    struct Row {
        std::deque<Place> places;
        std::size_t parked = 0; // asked for with every newcomer
        std::size_t gaps = 0;

        std::size_t all() const { return places.size() - gaps; }
        std::size_t waiting() const { return all() - parked; }
        std::size_t waiting_before(std::size_t index) const;
        void close_gaps();
    };
    struct Spot {
        Band band{};
        std::size_t index{};
    };
    Row& row(Band band) { return rows_.at(static_cast<std::size_t>(band)); }
    Row const& row(Band band) const { return rows_.at(static_cast<std::size_t>(band)); }
    std::optional<Spot> find(TicketId) const;
    Place const& at(Spot spot) const { return row(spot.band).places[spot.index]; }

    std::size_t capacity_;
    std::array<Row, 2> rows_; // by band
};

} // namespace desk
