// Builds the house from its settings, runs it, and says how it ended.
#pragma once

#include "config.hpp"

namespace app {

// Runs until SIGTERM or SIGINT. Returns an exit code of exit_codes; what went wrong at the start is
// said in a sentence on standard error.
int serve(Config const& config);

} // namespace app
