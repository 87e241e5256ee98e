// How often and why nobody was signed in, counted for the operator. Stands for no person.
#pragma once

#include <cstdint>

namespace app {

struct SignInRefusals {
    std::uint64_t wrong = 0;         // name or password
    std::uint64_t slowed_down = 0;   // tried again too soon after failures
    std::uint64_t busy = 0;          // too much to do at the moment
    std::uint64_t database_away = 0; // accounts cannot be looked up
};

} // namespace app
