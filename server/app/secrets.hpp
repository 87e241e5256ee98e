// Fresh randomness and hashing for what the core must not do itself.
#pragma once

#include "desk/ids.hpp"
#include "protocol/types.hpp"
#include "staff/cookie.hpp"

namespace app {

// What the desk keeps of a pass. A plain hash is enough: a pass is 256 random bits.
[[nodiscard]] desk::PassHash hash_of(protocol::Pass const& pass);

[[nodiscard]] staff::SignInToken fresh_sign_in_token();

[[nodiscard]] desk::Pseudonym fresh_pseudonym();

[[nodiscard]] protocol::PuzzleSalt fresh_salt();

} // namespace app
