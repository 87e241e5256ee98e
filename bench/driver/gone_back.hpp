// Everybody loses the server: how soon do pairs talk again, and are the others back?
#pragma once

#include "bench/driver/options.hpp"

namespace bench {

int gone_back(Options const& options);

} // namespace bench
