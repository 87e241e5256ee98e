// Names of things inside one desk, and its time. Plain values; nothing here knows what they name.
#pragma once

#include "protocol/records.hpp"

#include <chrono>
#include <cstdint>

namespace desk {

// Time in the core is monotonic and comes in as an argument; its zero means nothing.
struct CoreClock {
    using duration = std::chrono::milliseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<CoreClock>;
    static constexpr bool is_steady = true;
};
using Duration = CoreClock::duration;
using Time = CoreClock::time_point;

enum class ConnectionId : std::uint64_t {};
enum class TicketId : std::uint32_t {}; // rises with arrival: the order of the line
enum class StaffId : std::uint32_t {};

using protocol::records::PassHash;
using protocol::records::Pseudonym;

} // namespace desk
