// What a server holds for people who are there and do nothing.
#pragma once

#include "bench/driver/options.hpp"

namespace bench {

int memory(Options const& options);

} // namespace bench
