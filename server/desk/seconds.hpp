// Whole seconds of the wire and of facts, which are never negative.
#pragma once

#include "desk/ids.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace desk {

// Rounded down: so much has passed.
constexpr std::uint32_t seconds_in(Duration duration)
{
    auto const whole = std::chrono::floor<std::chrono::seconds>(duration).count();
    return static_cast<std::uint32_t>(std::max<std::int64_t>(0, whole));
}

// Rounded up: so much is still to come.
constexpr std::uint32_t seconds_left(Duration duration)
{
    auto const whole = std::chrono::ceil<std::chrono::seconds>(duration).count();
    return static_cast<std::uint32_t>(std::max<std::int64_t>(0, whole));
}

} // namespace desk
