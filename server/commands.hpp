// The commands that run and end: migrate and seed-demo. They speak to a person at a terminal, in
// sentences on standard output and standard error, and give an exit code.
#pragma once

#include "config.hpp"

#include <iosfwd>

namespace commands {

int migrate(Config const& config, std::ostream& says, std::ostream& complains);

int seed_demo(Config const& config, std::istream& json, std::ostream& says,
              std::ostream& complains);

} // namespace commands
