// Pairs that lose their server and come back: how soon do they talk again?
#pragma once

#include "bench/driver/options.hpp"

namespace bench {

int gone_back(Options const& options);

} // namespace bench
