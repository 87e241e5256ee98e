// A fact and how long ago it was written down: what a desk is restored from, and restated as.
#pragma once

#include "desk/ids.hpp"
#include "protocol/records.hpp"

namespace desk {

struct Past {
    protocol::records::Record fact;
    Duration age{};
};

} // namespace desk
