// What can honestly be said to somebody in line at one moment: how long it may take, and whether
// there is time enough. A snapshot of numbers; where they come from is the Desk's business.
#pragma once

#include "desk/ids.hpp"
#include "protocol/messages/visitor.hpp"

#include <cstdint>
#include <optional>

namespace desk {

struct Forecast {
    Time now{};
    std::optional<protocol::visitor::WaitRange> wait{};
    Duration length{};         // of a session, as far as is known
    std::uint32_t seats{1};    // sessions that can go on at once, at least 1
    std::uint32_t receiving{}; // counsellors who could receive a visitor now
    std::optional<Time> closes_at{};

    // When it is somebody's turn who has so many before them.
    Time turn(std::uint32_t before) const { return now + length * before / seats; }

    protocol::visitor::Queued queued(std::uint32_t position) const
    {
        auto const late = closes_at && position > receiving && turn(position) > *closes_at;
        return {position, wait, late};
    }
};

// Whether there is something new to tell.
inline bool same(protocol::visitor::Queued const& one, protocol::visitor::Queued const& other)
{
    auto const same_wait = one.wait.has_value() == other.wait.has_value() &&
                           (!one.wait || (one.wait->p50_minutes == other.wait->p50_minutes &&
                                          one.wait->p90_minutes == other.wait->p90_minutes));
    return same_wait && one.position == other.position &&
           one.may_not_be_reached == other.may_not_be_reached;
}

} // namespace desk
