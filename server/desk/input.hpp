// All that can happen to a desk. Plain values, so that a day can be written down and played again.
// Secrets come in hashed; who a staff member is has been settled by the sign-in.
#pragma once

#include "desk/ids.hpp"
#include "protocol/api.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"

#include <optional>
#include <string>
#include <variant>

namespace desk {

// `pass` is the hash of the pass that the message carries, if it carries one. `fresh` is a new
// random name, should one be needed.
struct VisitorSaid {
    ConnectionId connection;
    protocol::visitor::FromVisitor message;
    std::optional<PassHash> pass{};
    Pseudonym fresh{};
};

struct Staff {
    StaffId id;
    std::string alias;
};

struct CounsellorSaid {
    ConnectionId connection;
    Staff staff;
    protocol::counsellor::FromCounsellor message;
};

struct SupervisorSaid {
    ConnectionId connection;
    Staff staff;
    protocol::supervisor::FromSupervisor message;
    Pseudonym fresh{};
};

// The socket is gone, whoever closed it.
struct ConnectionLost {
    ConnectionId connection;
};

// A page said by beacon that it goes away or leaves.
struct BeaconCame {
    PassHash pass;
    protocol::LoadId load;
    protocol::api::Says says{};
};

// Who is behind this connection has signed out, or their sign-in has ended.
struct StaffSignedOut {
    ConnectionId connection;
};

// The shift is opened by the house itself, as for a demo desk at start.
struct ShiftOpened {
    Pseudonym fresh{};
};

using Input = std::variant<VisitorSaid, CounsellorSaid, SupervisorSaid, ConnectionLost, BeaconCame,
                           StaffSignedOut, ShiftOpened>;

} // namespace desk
