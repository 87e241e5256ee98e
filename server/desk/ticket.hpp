// One visitor's place: in the line or, once paired, in a session. Who may come back to it is
// decided by its pass.
#pragma once

#include "desk/ids.hpp"
#include "desk/load.hpp"
#include "desk/queue.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/records.hpp"
#include "protocol/types.hpp"

#include <optional>

namespace desk {

struct Ticket {
    protocol::records::TicketQueued queued; // as it was written down
    Time joined_at{};
    Load load{}; // the newest that said `hello` with this pass in this life of the server
    std::optional<ConnectionId> connection{}; // the newest; it may still be asked before it resumes

    Band band = Band::usual; // also while in a session: the way back into the line
    bool broken_off{};       // a session of it lost its counsellor
    bool paired{};           // it was in a session, so its wait is known

    std::optional<protocol::SessionId> session{}; // nothing: in the line
    std::optional<StaffId> offered_to{};

    // Whether a person is there: their last tap, the answer that is waited for, and what the place
    // is parked for until the next.
    Time tapped_at{};
    std::optional<Time> tap_until{};
    std::optional<protocol::visitor::ParkReason> until_tap{};

    std::optional<protocol::visitor::Queued> told{};

    PassHash const& pass() const { return queued.pass; }
    bool danger() const { return queued.answers.danger.value_or(false); }
};

} // namespace desk
