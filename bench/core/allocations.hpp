// How often this program has asked for memory: operator new is counted.
#pragma once

#include <cstdint>

namespace bench {

std::uint64_t allocations();

} // namespace bench
