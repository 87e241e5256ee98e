// One visitor's place: in the line or, once paired, in a session. Who may come back to it is
// decided by its pass.
#pragma once

#include "desk/ids.hpp"
#include "protocol/types.hpp"

#include <cstdint>
#include <optional>

namespace desk {

struct Ticket {
    PassHash pass;
    Pseudonym pseudonym;
    protocol::LoadId
        load; // of the newest page that said `hello` with this pass in this life of the server
    std::optional<ConnectionId> connection; // the newest; it may still be asked before it resumes
    Time opened_at{};                       // the page that joined
    Time joined_at{};
    std::uint32_t told_position{};
    std::optional<protocol::SessionId> session{}; // nothing: in the line
};

} // namespace desk
