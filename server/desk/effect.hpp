// All that a desk can want done: write a fact down, tell somebody something, close a connection. In
// the order in which people should experience it; a fact comes before what is told because of it.
#pragma once

#include "desk/ids.hpp"
#include "protocol/close_codes.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/records.hpp"

#include <variant>
#include <vector>

namespace desk {

struct Record {
    protocol::records::Record fact;
};

struct TellVisitor {
    ConnectionId to;
    protocol::visitor::ToVisitor message;
};

struct TellCounsellor {
    ConnectionId to;
    protocol::counsellor::ToCounsellor message;
};

struct TellSupervisor {
    ConnectionId to;
    protocol::supervisor::ToSupervisor message;
};

struct Close {
    ConnectionId connection;
    protocol::CloseCode code{};
};

using Effect = std::variant<Record, TellVisitor, TellCounsellor, TellSupervisor, Close>;
using Effects = std::vector<Effect>;

} // namespace desk
