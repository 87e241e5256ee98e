// One load of a page, as the others of its session know it: its name, and the key to which they
// lock what only it may open.
#pragma once

#include "protocol/types.hpp"

#include <optional>

namespace desk {

struct Load {
    protocol::LoadId id{};
    std::optional<protocol::PublicKey> key{}; // nothing: not there since this start
};

} // namespace desk
