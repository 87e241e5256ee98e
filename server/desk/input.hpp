// All that can happen to a desk. Plain values, so that a day can be written down and played again.
// Secrets come in hashed; who a staff member is has been settled by the sign-in.
#pragma once

#include "desk/ids.hpp"
#include "protocol/api.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"

#include <cstdint>
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
    Pseudonym fresh{};
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

// The hours of the desk, by the clock of the day: how long until closing time (negative once it has
// passed; nothing without one), and the next opening as visitors are told it. Said at the start,
// when a shift has opened, and whenever the clock of the day may have been set.
struct HoursTold {
    std::optional<Duration> closes_in{};
    std::optional<std::string> next_opening{};
};

// What facts are written to takes nothing at the moment, or takes it again. Without the disk nobody
// new is placed or paired and no end is final; the database is missed by nobody but staff.
enum class Storage : std::uint8_t { disk, database };
enum class Reach : std::uint8_t { away, back };
struct StorageChanged {
    Storage storage{};
    Reach reach{};
};

using Input = std::variant<VisitorSaid, CounsellorSaid, SupervisorSaid, ConnectionLost, BeaconCame,
                           StaffSignedOut, ShiftOpened, HoursTold, StorageChanged>;

} // namespace desk
