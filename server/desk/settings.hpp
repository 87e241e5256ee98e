// What a desk may be set to, each with its default and the reason for it.
#pragma once

#include "desk/ids.hpp"

#include <cstddef>

namespace desk {

struct Settings {
    // Twice the longest line that a shift of ten could serve in an evening.
    std::size_t line_capacity = 200;

    // One conversation at a time is what volunteers can do well; never more than three.
    std::size_t sessions_per_counsellor = 1;

    // A locked phone or a tunnel; then the ticket is parked, not lost.
    Duration line_grace = std::chrono::minutes(5);

    // A visitor in a session may have had to hide the phone.
    Duration visitor_grace = std::chrono::minutes(10);

    // A visitor should not sit before an empty chair for longer.
    Duration counsellor_grace = std::chrono::minutes(3);

    // How long an end waits for the last words of two present pages, and of one that is away.
    Duration ending_present = std::chrono::seconds(5);
    Duration ending_away = std::chrono::seconds(60);

    // After the end the words stay on the counsellor's page until wrap-up, at most this long.
    Duration wrap_up = std::chrono::minutes(30);

    // Positions and the overview are told at most this often: people read, they do not watch.
    Duration telling = std::chrono::seconds(1);
};

} // namespace desk
