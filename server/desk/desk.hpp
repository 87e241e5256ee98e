// A desk: line, roster and sessions of one consultation window, and every rule about them.
//
// The pure core. An input and the time go in, effects come out; no socket, clock, randomness,
// database or log. Deadlines are data: whoever runs a Desk calls `tick` when `next_deadline` has
// come, and only there does anything follow from the mere passing of time. The rules are told by
// subject, one file each; docs/architecture.md lists them. What a rule can be told without
// everything else has a noun of its own (Queue, Session, Shift, Experience, Returning, Counting).
#pragma once

#include "desk/cool_downs.hpp"
#include "desk/counting.hpp"
#include "desk/deadlines.hpp"
#include "desk/effect.hpp"
#include "desk/experience.hpp"
#include "desk/forecast.hpp"
#include "desk/gone.hpp"
#include "desk/ids.hpp"
#include "desk/input.hpp"
#include "desk/past.hpp"
#include "desk/queue.hpp"
#include "desk/returning.hpp"
#include "desk/roster.hpp"
#include "desk/session.hpp"
#include "desk/settings.hpp"
#include "desk/shift.hpp"
#include "desk/threads.hpp"
#include "desk/ticket.hpp"
#include "desk/who.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace desk {

class Desk {
public:
    // `incarnation` is the life of the server that names of sessions carry.
    Desk(Settings settings, std::uint32_t incarnation);

    // Appends what follows to `effects`. `now` never runs backwards.
    void handle(Input&& input, Time now, Effects& effects);

    // What falls due by itself; after tick(now) the next deadline is later than `now`.
    void tick(Time now, Effects& effects);
    std::optional<Time> next_deadline() const;

    // Makes a new desk the one that wrote these facts, in this order, after every connection was
    // lost: graces start anew, other deadlines keep what remained. requires: nothing has happened.
    // False: no desk can have written them, and this one is not to be used.
    [[nodiscard]] bool restore(std::span<Past const> facts, Time now);

    // The facts that restore the present state: the beginning of a new piece of the journal.
    std::vector<Past> open_state(Time now) const;

    // When the shift opened that is not closed yet: whoever knows the hours reckons from it.
    std::optional<Time> shift_opened_at() const { return shift_.opened_at(); }

    // Whether this pass holds a place here, or has held one.
    bool knows(PassHash const& pass) const;

    // Visitors and counsellors who are in a session with each other.
    std::vector<std::pair<ConnectionId, ConnectionId>> talking() const;

    // Of the team, or a visitor who is in the line or in a session.
    bool is_somebodys(ConnectionId connection) const;

    // No shift is open, and nothing of one: no place, and no session up to its wrap-up.
    bool at_rest() const;

    protocol::visitor::Intake intake(Time now) const;
    protocol::supervisor::Overview overview(Time now) const;

    // For tests: whether every visitor is in exactly one place, and so on. Aborts when not.
    void check_invariants() const;

private:
    // desk.cpp
    void happened(ConnectionLost const& lost, Time now, Effects& effects);
    void happened(BeaconCame const& beacon, Time now, Effects& effects);
    void happened(StaffSignedOut const& out, Time now, Effects& effects);
    void happened(ShiftOpened const& opened, Time now, Effects& effects);
    void happened(HoursTold const& hours, Time now, Effects& effects);
    void happened(StorageChanged const& change, Time now, Effects& effects);
    void happened(VisitorSaid& said, Time now, Effects& effects);
    void happened(CounsellorSaid& said, Time now, Effects& effects);
    void happened(SupervisorSaid& said, Time now, Effects& effects);
    void fall_due(DeadlineKey const& due, Time now, Effects& effects);
    void conclude(Time now, Effects& effects);
    void changed(Time now);
    void close(ConnectionId connection, protocol::CloseCode code, Effects& effects);
    void refuse(ConnectionId connection, protocol::CloseCode code, Time now, Effects& effects);

    // invariants.cpp
    void check_staff() const;
    void check_sessions() const;
    void check_threads() const;

    // visitors.cpp
    void hello(VisitorSaid const& said, protocol::visitor::Hello const& hello, Time now,
               Effects& effects);
    void join(VisitorSaid const& said, protocol::Answers answers, Visiting& visiting, Time now,
              Effects& effects);
    void queue(VisitorSaid const& said, protocol::Answers const& answers, Visiting& visiting,
               Time now, Effects& effects);
    void turn_away(ConnectionId connection, Visiting& visiting, Time now, Effects& effects);
    void claim(TicketId id, ConnectionId connection, Visiting& visiting, Time now,
               Effects& effects);
    void resume(ConnectionId connection, Visiting const& visiting, Time now, Effects& effects);
    void leave(ConnectionId connection, Visiting const& visiting, Time now, Effects& effects);
    std::optional<TicketId> ticket_of(PassHash const& pass) const;

    // places.cpp
    void come_back(TicketId id, bool was_away, bool other_load, Time now, Effects& effects);
    void stand_in_line(TicketId id, Time now, Effects& effects);
    void page_lost(TicketId id, ConnectionId connection, Time now, Effects& effects);
    void wait_away(TicketId id, Time now);
    void ask_for_tap(TicketId id, Time now, Effects& effects);
    void tap(Visiting const& visiting, Time now, Effects& effects);
    void park(TicketId id, std::optional<protocol::visitor::ParkReason> until_tap,
              Effects& effects);
    void tell_parked(TicketId id, Effects& effects) const;
    void ticket_due(TicketId id, Time now, Effects& effects);
    void leave_line(TicketId id, protocol::EndReason reason, Effects& effects);
    void forget(TicketId id, protocol::EndReason reason, Effects& effects);

    // counsellors.cpp
    void hello(CounsellorSaid const& said, protocol::counsellor::Hello const& hello, Time now,
               Effects& effects);
    void receive(StaffId staff, protocol::counsellor::Receive const& choice, Effects& effects);
    void wrap_up(StaffId staff, protocol::counsellor::WrapUp const& done, Time now,
                 Effects& effects);
    void give_seat_back(protocol::SessionId id, bool heavy, Time now, Effects& effects);
    void counsellor_lost(StaffId staff, Time now, Effects& effects);
    void counsellor_due(StaffId staff, Time now, Effects& effects);
    void strike_off(StaffId staff, Effects& effects);

    // presence.cpp
    bool talks(Counsellor const& counsellor) const;
    void judge_presence(Counsellor& counsellor, Time now) const;
    void tell_own_presence(Counsellor& counsellor, Time now, Effects& effects) const;
    void tell_own_presences(Time now, Effects& effects);
    void record_choice(StaffId staff, Duration pause, Effects& effects);
    void arm(StaffId staff);

    // offers.cpp
    bool can_pair() const;
    void pair(Time now, Effects& effects);
    void offer(TicketId id, StaffId staff, Time now, Effects& effects);
    void accept(StaffId staff, protocol::SessionId session, Time now, Effects& effects);
    void take_next(StaffId staff, protocol::counsellor::TakeNext const& asked, Time now,
                   Effects& effects);
    void end_offer(StaffId staff, protocol::counsellor::OfferEnd reason, Effects& effects);
    void withdraw_from(StaffId staff, Effects& effects);
    void withdraw(TicketId id, Effects& effects);
    void lapse(StaffId staff, Effects& effects);

    // hand_over.cpp
    void tell_colleagues(StaffId staff, Effects& effects) const;
    void ask_hand_over(Session const& session, StaffId colleague, Time now, Effects& effects);
    void tell_asked(Session const& session, StaffId colleague, Time now, Effects& effects);
    std::optional<StaffId> asked_for(protocol::SessionId session) const;
    void accept_hand_over(StaffId staff, protocol::SessionId id, Time now, Effects& effects);
    void decline_hand_over(StaffId staff, protocol::SessionId id, Time now, Effects& effects);
    void hand_over(protocol::SessionId id, StaffId to, Time now, Effects& effects);
    void move_seat(protocol::SessionId id, StaffId to);
    void end_hand_over(StaffId asked, protocol::counsellor::HandOverEnd reason, Effects& effects);
    void withdraw_hand_over(protocol::SessionId id, Effects& effects);

    // threads.cpp
    bool open_ask(Thread const& thread) const;
    void begin_thread(Session const& session, StaffId colleague, Effects& effects);
    void end_threads_about(protocol::SessionId session, Effects& effects);
    template <class Message>
    void thread_said(ConnectionId connection, Message& said, Time now, Effects& effects);

    // supervisors.cpp
    void hello(SupervisorSaid const& said, protocol::supervisor::Hello const& hello, Time now,
               Effects& effects);
    void move_up(StaffId staff, protocol::supervisor::MoveUp const& asked, Effects& effects);
    bool supervises(StaffId staff) const; // on some page
    void supervisor_lost(StaffId staff, Time now);
    void supervisor_went(StaffId staff, Effects& effects);

    // opening.cpp
    void ask_to_open(SupervisorSaid const& said, Time now, Effects& effects);
    void open_shift(Pseudonym const& fresh, Time now, Effects& effects);
    void stop_intake(protocol::records::StopCause cause, Time now, Effects& effects);
    void close_shift(Time now, Effects& effects);
    bool enough_staff() const;
    void watch_staff(Time now);
    bool nobody_left() const;
    std::optional<Time> too_few_due() const;
    std::optional<Time> forgotten_due() const;
    std::optional<Time> shift_due() const;
    void shift_falls_due(Time now, Effects& effects);

    // storage.cpp
    void disk_went(Effects& effects);
    void tell_paused(TicketId id, Effects& effects) const;
    void disk_came(Time now, Effects& effects);
    std::vector<protocol::supervisor::Alarm> alarms() const;
    void tell_alarms(Effects& effects);

    // sessions.cpp
    template <class Variant>
    bool session_said(ConnectionId connection, Variant& message, Time now, Effects& effects);
    Session* held_session(protocol::SessionId id, ConnectionId connection);
    void begin_session(TicketId id, StaffId staff, protocol::SessionId name, Time now,
                       Effects& effects);
    void begin_end(Session& session, protocol::EndReason reason, Time now, Effects& effects);
    void end_by_counsellor(Session& session, Time now, Effects& effects);
    void extend(Session& session, std::uint32_t guide_seconds, Effects& effects);
    void end_session(protocol::SessionId id, protocol::EndReason reason, Time now,
                     Effects& effects);
    void after_end(Session& session, bool back_in_line, Time now, Effects& effects);
    void back_to_line(TicketId id, protocol::EndReason reason, Time now, Effects& effects);
    void erase_session(protocol::SessionId id);
    void arm(Session const& session);
    void session_due(protocol::SessionId id, Time now, Effects& effects);

    // cooling.cpp
    void cool_down(Session& session, Session::Cooling const& cooling, Time now, Effects& effects);
    void begin_cooling(Session const& session, Time now, Effects& effects);
    void tell_cooling(ConnectionId connection, PassHash const& pass, Time now, Effects& effects);
    void review(StaffId staff, protocol::supervisor::ReviewCoolDown const& asked, Time now,
                Effects& effects);
    void cooling_due(Time now, Effects& effects);
    void cooled_off(PassHash const& pass, Effects& effects);
    void forget_cool_downs(Time now, Effects& effects);
    void tell_cool_downs(Time now, Effects& effects);

    // told.cpp
    void tell_changes(Time now, Effects& effects);
    void tell_positions(Time now, Effects& effects);
    void tell_intake(Time now, Effects& effects);
    Forecast forecast(Time now) const;
    protocol::counsellor::Line line(StaffId staff, Time now) const;
    std::uint32_t longest_wait_seconds(Time now) const;

    // restore.cpp, restate.cpp
    template <class Fact>
    bool may_follow(Fact const& fact) const;
    bool ticket_waits(std::uint32_t ticket) const;
    template <class Fact>
    bool restore(Fact const& fact, Time at, Time now);
    template <class Fact>
    void restore_shift(Fact const& fact, Time at);
    template <class Fact>
    void restore_staff(Fact const& fact, Time at);
    template <class Fact>
    void restore_ticket(Fact const& fact, Time at);
    template <class Fact>
    void restore_session(Fact const& fact, Time at, Time now);
    void restore_beginning(protocol::records::SessionBegan const& began, Time at, Time now);
    void restore_end(protocol::records::SessionEnded const& ended, Time at, Time now);
    void restate_staff(Time now, std::vector<Past>& facts) const;
    void restate_line(Time now, std::vector<Past>& facts) const;
    void restate_sessions(Time now, std::vector<Past>& facts) const;

    Settings settings_;
    std::uint32_t incarnation_;
    std::uint64_t last_session_ = 0;
    std::uint32_t last_ticket_ = 0;

    Shift shift_;
    std::optional<std::string> next_opening_;
    std::optional<Time> too_few_since_;
    Experience experience_;
    Returning returning_;
    Counting counting_;
    bool disk_away_ = false;
    bool database_away_ = false;

    std::unordered_map<ConnectionId, Who> connections_;
    Queue queue_;
    std::unordered_map<TicketId, Ticket> tickets_;
    std::map<PassHash, TicketId> by_pass_;
    Gone gone_;
    CoolDowns cool_downs_;
    Roster roster_;
    std::set<StaffId> supervisors_; // signed in, or were a moment ago
    std::map<protocol::SessionId, Session> sessions_;
    Threads threads_;
    Deadlines deadlines_;

    std::vector<protocol::supervisor::Alarm> alarms_told_;
    Time last_told_{};
    bool stirred_ = false; // something happened from which more may follow
};

} // namespace desk
