// The time of day, for what must hold across restarts: sign-ins. Never for graces or deadlines.
#pragma once

#include "staff/account.hpp"

#include <chrono>

namespace app {

inline staff::Time wall_clock()
{
    return std::chrono::time_point_cast<staff::Duration>(std::chrono::system_clock::now());
}

} // namespace app
