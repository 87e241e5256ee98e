// Failures derived from a script: after each line a connection is cut, or the server is killed, and
// everybody comes back. Nobody's place may be lost by it, nothing that was told may be untrue
// afterwards, and after a cut the rest of the script goes on.
#pragma once

#include "scripts/house.hpp"
#include "scripts/script.hpp"

#include <cstddef>

namespace scripts {

// Whether the connection of the person who speaks or hears in this line can be cut after it. Both
// play the script up to and with the line of that index, and throw Failure.
void cut_after(House& house, Script const& script, std::size_t index);
void kill_after(House& house, Script const& script, std::size_t index);

// Whether the line has somebody whose connection can be cut.
bool can_be_cut(Line const& line);

} // namespace scripts
