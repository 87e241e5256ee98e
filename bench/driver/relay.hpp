// Words relayed by several servers in turn: ./run bench's first tables.
#pragma once

#include "bench/driver/options.hpp"

namespace bench {

int relay(Options const& options);

} // namespace bench
