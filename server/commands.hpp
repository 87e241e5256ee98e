// The commands that run and end: migrate, set-desk, show-desk and seed-demo. They speak to a person
// at a terminal, in sentences on standard output and standard error, and give an exit code.
#pragma once

#include "config.hpp"

#include <iosfwd>

namespace commands {

int migrate(Config const& config, std::ostream& says, std::ostream& complains);

// Creates or changes the desk that the JSON is.
int set_desk(Config const& config, std::istream& json, std::ostream& says, std::ostream& complains);

// Writes the desk config.desk as JSON that set_desk takes.
int show_desk(Config const& config, std::ostream& says, std::ostream& complains);

int seed_demo(Config const& config, std::istream& json, std::ostream& says,
              std::ostream& complains);

} // namespace commands
