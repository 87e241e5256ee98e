// What it costs a server that somebody comes: connection, handshakes, greeting.
#pragma once

#include "bench/driver/options.hpp"

namespace bench {

int arrive(Options const& options);

} // namespace bench
