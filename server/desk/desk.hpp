// A desk: line, roster and sessions of one consultation window, and every rule about them.
//
// The pure core. An input and the time go in, effects come out; no socket, clock, randomness,
// database or log. Deadlines are data: whoever runs a Desk calls `tick` when `next_deadline` has
// come. The rules are told by subject in visitors.cpp, counsellors.cpp, shift.cpp, sessions.cpp and
// told.cpp.
#pragma once

#include "desk/deadlines.hpp"
#include "desk/effect.hpp"
#include "desk/gone.hpp"
#include "desk/ids.hpp"
#include "desk/input.hpp"
#include "desk/queue.hpp"
#include "desk/roster.hpp"
#include "desk/session.hpp"
#include "desk/settings.hpp"
#include "desk/ticket.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <variant>

namespace desk {

class Desk {
public:
    // `incarnation` is the life of the server that names of sessions carry.
    Desk(Settings settings, std::uint32_t incarnation);

    // Appends what follows to `effects`. `now` never runs backwards.
    void handle(Input&& input, Time now, Effects& effects);

    // What falls due by itself; after tick(now) the next deadline is later than `now`.
    void tick(Time now, Effects& effects);
    std::optional<Time> next_deadline() const { return deadlines_.next(); }

    protocol::visitor::Intake intake() const;
    protocol::supervisor::Overview overview(Time now) const;

    // For tests: whether every visitor is in exactly one place, and so on. Aborts when not.
    void check_invariants() const;

private:
    enum class Shift : std::uint8_t { closed, open, intake_over };

    // Who is behind a connection that has said `hello`.
    struct Visiting {
        protocol::LoadId load;
        std::optional<TicketId> ticket;
    };
    struct Counselling {
        StaffId staff;
    };
    struct Supervising {
        StaffId staff;
    };
    using Who = std::variant<Visiting, Counselling, Supervising>;

    // visitors.cpp
    void said(VisitorSaid&& said, Time now, Effects& effects);
    void hello(VisitorSaid const& said, protocol::visitor::Hello const& hello, Time now,
               Effects& effects);
    void join(ConnectionId connection, Visiting& visiting, PassHash const& pass, Time now,
              Effects& effects);
    void claim(TicketId id, ConnectionId connection, Visiting& visiting, Time now,
               Effects& effects);
    void stand_in_line(TicketId id, Effects& effects);
    void resume(ConnectionId connection, Visiting const& visiting, Time now, Effects& effects);
    void leave(Visiting const& visiting, Time now, Effects& effects);
    void forget(TicketId id, protocol::EndReason reason, Effects& effects);
    void came(BeaconCame const& beacon, Time now, Effects& effects);
    void page_lost(TicketId id, ConnectionId connection, Time now, Effects& effects);
    void wait_away(TicketId id, Time now);
    void park(TicketId id, Time now);
    std::optional<TicketId> ticket_of(PassHash const& pass) const;

    // counsellors.cpp
    void said(CounsellorSaid&& said, Time now, Effects& effects);
    void hello(CounsellorSaid const& said, protocol::counsellor::Hello const& hello, Time now,
               Effects& effects);
    void take_next(StaffId staff, protocol::counsellor::TakeNext const& asked, Time now,
                   Effects& effects);
    void wrap_up(StaffId staff, protocol::SessionId id, Time now, Effects& effects);
    void counsellor_lost(StaffId staff, Time now, Effects& effects);
    void signed_out(ConnectionId connection, Time now, Effects& effects);
    bool has_capacity(Counsellor const& counsellor) const;
    void settle(StaffId staff, Time now);
    void counsellor_due(StaffId staff, Time now);

    // shift.cpp
    void said(SupervisorSaid&& said, Time now, Effects& effects);
    void open_shift(Time now);
    void stop_intake(Time now);
    void close_shift(Time now, Effects& effects);

    // sessions.cpp
    template <class Variant>
    bool session_said(ConnectionId connection, Variant& message, Time now, Effects& effects);
    Session* held_session(protocol::SessionId id, ConnectionId connection);
    void begin_session(TicketId id, StaffId staff, Time now, Effects& effects);
    void begin_end(Session& session, protocol::EndReason reason, Time now, Effects& effects);
    void end_session(Session& session, protocol::EndReason reason, Time now, Effects& effects);
    void after_end(Session& session, Time now, Effects& effects);
    void arm(Session const& session);
    void session_due(protocol::SessionId id, Time now, Effects& effects);

    // told.cpp
    void tell_changes(Time now, Effects& effects);
    void tell_positions(Effects& effects);
    protocol::counsellor::Line line(Counsellor const& counsellor, Time now) const;
    std::uint32_t longest_wait_seconds(Time now) const;
    void changed(Time now);

    void connection_lost(ConnectionId connection, Time now, Effects& effects);
    void close(ConnectionId connection, protocol::CloseCode code, Effects& effects);

    Settings settings_;
    std::uint32_t incarnation_;
    std::uint64_t last_session_ = 0;
    std::uint64_t last_ticket_ = 0;
    Shift shift_ = Shift::closed;

    std::unordered_map<ConnectionId, Who> connections_;
    Queue queue_;
    std::unordered_map<TicketId, Ticket> tickets_;
    std::map<PassHash, TicketId> by_pass_;
    Gone gone_;
    Roster roster_;
    std::map<protocol::SessionId, Session> sessions_;
    Deadlines deadlines_;

    Time last_told_{};
};

} // namespace desk
