// The counsellors of this shift who are signed in, or were a moment ago. A seat belongs to the
// account, so whoever signs in on another device finds the own sessions there.
#pragma once

#include "desk/ids.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/types.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace desk {

struct Counsellor {
    std::string alias;
    std::optional<ConnectionId> connection;
    protocol::LoadId load;
    std::vector<protocol::SessionId> sessions; // until wrapped up
    protocol::supervisor::Presence presence{};
    Time since{}; // of the presence
};

using Roster = std::map<StaffId, Counsellor>;

} // namespace desk
