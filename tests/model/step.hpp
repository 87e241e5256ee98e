// One step of a run: what somebody does or what happens to them. Plain values without reference to
// what was before, so that any may be dropped and the others still mean something.
#pragma once

#include "model/page.hpp"

#include <boost/describe/enum.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace model {

BOOST_DEFINE_FIXED_ENUM_CLASS(Act, std::uint8_t, connects, reloads, duplicates, reads, sends, wants,
                              misbehaves, lost, beacon, signs_out, house_opens, hours, disk,
                              database, waits, crashes, come_to_rest)

struct Step {
    Act act{};
    std::uint8_t who{};
    std::uint8_t tab{};     // of this person, 0 is the newest
    std::uint8_t kind{};    // which message
    std::uint64_t chance{}; // for whatever else is to be chosen
};

using Steps = std::vector<Step>;

} // namespace model
