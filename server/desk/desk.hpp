// A desk: line, roster and sessions of one consultation window, and every rule about them.
//
// The pure core. An input and the time go in, effects come out; no socket, clock, randomness,
// database or log. Deadlines are data: whoever runs a Desk calls `tick` when `next_deadline` has
// come. The rules are told by subject in visitors.cpp, counsellors.cpp, shift.cpp, sessions.cpp and
// told.cpp; what a restart needs is in restore.cpp.
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
#include <span>
#include <unordered_map>
#include <variant>
#include <vector>

namespace desk {

// A fact and how long ago it was written down.
struct Past {
    protocol::records::Record fact;
    Duration age{};
};

class Desk {
public:
    // `incarnation` is the life of the server that names of sessions carry.
    Desk(Settings settings, std::uint32_t incarnation);

    // Appends what follows to `effects`. `now` never runs backwards.
    void handle(Input&& input, Time now, Effects& effects);

    // What falls due by itself; after tick(now) the next deadline is later than `now`.
    void tick(Time now, Effects& effects);
    std::optional<Time> next_deadline() const { return deadlines_.next(); }

    // Makes a new desk the one that wrote these facts, in this order, after every connection was
    // lost: graces start anew, other deadlines keep what remained. requires: nothing has happened.
    void restore(std::span<Past const> facts, Time now);

    // The facts that restore the present state: the beginning of a new piece of the journal.
    std::vector<Past> open_state(Time now) const;

    protocol::visitor::Intake intake() const;
    protocol::supervisor::Overview overview(Time now) const;

    // For tests: whether every visitor is in exactly one place, and so on. Aborts when not.
    void check_invariants() const;

private:
    enum class Shift : std::uint8_t { closed, open, intake_over };

    // Who is behind a connection that has said `hello`.
    struct Visiting {
        protocol::LoadId load;
        Time opened_at;
        std::optional<TicketId> ticket{};
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
    void join(VisitorSaid const& said, Visiting& visiting, Time now, Effects& effects);
    void queue(VisitorSaid const& said, Visiting& visiting, Time now, Effects& effects);
    void turn_away(ConnectionId connection, Effects& effects);
    void claim(TicketId id, ConnectionId connection, Visiting& visiting, Time now,
               Effects& effects);
    void stand_in_line(TicketId id, Effects& effects);
    void resume(ConnectionId connection, Visiting const& visiting, Time now, Effects& effects);
    void leave(Visiting const& visiting, Time now, Effects& effects);
    void leave_line(TicketId id, protocol::EndReason reason, Effects& effects);
    void forget(TicketId id, protocol::EndReason reason, Effects& effects);
    void came(BeaconCame const& beacon, Time now, Effects& effects);
    void page_lost(TicketId id, ConnectionId connection, Time now, Effects& effects);
    void wait_away(TicketId id, Time now);
    void park(TicketId id, Time now, Effects& effects);
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
    void counsellor_due(StaffId staff, Time now, Effects& effects);
    void strike_off(StaffId staff, Effects& effects);

    // shift.cpp
    void said(SupervisorSaid&& said, Time now, Effects& effects);
    void open_shift(Pseudonym const& fresh, Time now, Effects& effects);
    void stop_intake(Time now, Effects& effects);
    void close_shift(Time now, Effects& effects);

    // sessions.cpp
    template <class Variant>
    bool session_said(ConnectionId connection, Variant& message, Time now, Effects& effects);
    Session* held_session(protocol::SessionId id, ConnectionId connection);
    void begin_session(TicketId id, StaffId staff, Time now, Effects& effects);
    void begin_end(Session& session, protocol::EndReason reason, Time now, Effects& effects);
    void end_session(Session& session, protocol::EndReason reason, Time now, Effects& effects);
    void after_end(Session& session, bool back_in_line, Time now, Effects& effects);
    void erase_session(protocol::SessionId id);
    void arm(Session const& session);
    void session_due(protocol::SessionId id, Time now, Effects& effects);

    // restore.cpp
    template <class Fact>
    void restore(Fact const& fact, Time at, Time now);
    void restore_ticket(protocol::records::TicketQueued const& queued, Time at);
    void restore_session(protocol::records::SessionBegan const& began, Time now);
    void restore_end(protocol::records::SessionEnded const& ended, Time at, Time now);
    void restate_line(Time now, std::vector<Past>& facts) const;
    void restate_sessions(Time now, std::vector<Past>& facts) const;

    // told.cpp
    void tell_changes(Time now, Effects& effects);
    void tell_positions(Effects& effects);
    protocol::counsellor::Line line(StaffId staff, Time now) const;
    std::uint32_t longest_wait_seconds(Time now) const;
    void changed(Time now);

    void connection_lost(ConnectionId connection, Time now, Effects& effects);
    void close(ConnectionId connection, protocol::CloseCode code, Effects& effects);
    void refuse(ConnectionId connection, protocol::CloseCode code, Time now, Effects& effects);

    Settings settings_;
    std::uint32_t incarnation_;
    std::uint64_t last_session_ = 0;
    std::uint32_t last_ticket_ = 0;
    Shift shift_ = Shift::closed;
    Pseudonym shift_name_;

    std::unordered_map<ConnectionId, Who> connections_;
    Queue queue_;
    std::unordered_map<TicketId, Ticket> tickets_;
    std::map<PassHash, TicketId> by_pass_;
    Gone gone_;
    Roster roster_;
    std::map<StaffId, std::uint32_t> taken_; // visitors, in this life of the server
    std::map<protocol::SessionId, Session> sessions_;
    Deadlines deadlines_;

    Time last_told_{};
};

} // namespace desk
