// The desk as the house plan tells it, played naively: plain lists that are searched from the start
// each time, and no deadline is stored, each is worked out from what happened when. Slow, and
// simple enough to be read against the plan; it knows nothing of how server/desk does it.
//
// It says who must be told what, in order for each connection, and which facts must be written
// down. Only the telling from one tick (line, overview, moved positions, intake, the question for a
// tap) is no list: there the present truth is given, and whoever compares decides whether it was
// told in time.
#pragma once

#include "desk/effect.hpp"
#include "desk/input.hpp"
#include "desk/settings.hpp"
#include "model/reference_parts.hpp"
#include "protocol/codec.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace model {

class Reference {
public:
    Reference(desk::Settings settings, std::uint32_t incarnation);

    // `ticket` is the number that the desk gave to whoever joined with this input: which one is its
    // own business, as long as it is higher than those of all who are there.
    Told handle(desk::Input const& input, std::optional<std::uint32_t> ticket, Time now);
    Told tick(Time now); // whatever is due, the earliest first

    // The server was killed and started: everybody is away, graces begin anew, what was under way
    // is lost. An end that was not final is talking again.
    void crash(Time now, std::uint32_t incarnation);

    // What there is to know from the telling, for each connection that hears it. While an input or
    // a tick is played, every state on the way may be told; `truths` has them all.
    Told const& truths() const { return truths_; }
    Told present_truth(Clock clock) const;
    protocol::supervisor::Overview overview() const;

    // The telling asks whoever is near the head for a tap; those who might be asked, on the way and
    // at present, and that one was.
    std::set<ConnectionId> const& might_be_asked() const { return might_be_asked_; }
    std::set<ConnectionId> to_be_asked() const;
    void asked(ConnectionId connection);

    // Facts that the last input or tick wrote down, as text. Those of sessions' words are not here.
    std::vector<std::string> const& facts() const { return facts_; }

    bool disk_is_away() const { return disk_away_; }
    bool has_closing_time() const { return closes_at_.has_value(); }

private:
    enum class Shift : std::uint8_t { closed, open, paused, over };

    template <class Message>
    void tell(std::optional<ConnectionId> to, Message const& message)
    {
        if (to) told_[*to].push_back(protocol::encode(message));
    }
    template <class Fact>
    void record(Fact const& fact)
    {
        facts_.push_back(protocol::encode(fact));
    }
    void shut(ConnectionId connection, protocol::CloseCode code);
    void lose(ConnectionId connection);
    void lose_place(Place& place, ConnectionId connection);
    void lose_counsellor(StaffId staff);

    void hear(desk::VisitorSaid const& said);
    void hear(desk::CounsellorSaid const& said);
    void hear(desk::SupervisorSaid const& said);
    void hear(desk::ConnectionLost const& lost) { lose(lost.connection); }
    void hear(desk::BeaconCame const& beacon);
    void hear(desk::StaffSignedOut const& out);
    void hear(desk::ShiftOpened const& opened) { open(opened.fresh); }
    void hear(desk::HoursTold const& told);
    void hear(desk::StorageChanged const& changed);
    bool greeted_well(ConnectionId connection, bool hello, std::uint32_t protocol);
    void greet(desk::VisitorSaid const& said, protocol::visitor::Hello const& hello);
    void greet(desk::CounsellorSaid const& said, protocol::counsellor::Hello const& hello);
    void greet(desk::SupervisorSaid const& said);

    // The line.
    void join(desk::VisitorSaid const& said, protocol::Answers answers);
    void turn_away(ConnectionId connection);
    void arrive(Place& place, ConnectionId connection);
    void stand_in_line(Place& place);
    void tell_parked(Place const& place);
    void tell_paused(Place const& place);
    void leave(Greeted const& page, ConnectionId from);
    void tap(Place& place);
    void forget(PassHash pass, EndReason reason);
    void leave_line(PassHash pass, EndReason reason);
    void park(Place& place, std::optional<protocol::visitor::ParkReason> until_tap);
    void come_back(PassHash const& pass);
    void move_up(std::uint32_t ticket, protocol::supervisor::MoveReason reason, StaffId staff);

    // Staff, offers and taking.
    void choose(StaffId staff, protocol::counsellor::Receive const& chosen);
    void record_choice(StaffId staff, desk::Duration pause);
    void accept(StaffId staff, SessionId name);
    void take_next(StaffId staff, std::uint32_t taken);
    std::optional<protocol::counsellor::TakeRefusal> refusal(StaffId staff) const;
    void wrap_up(StaffId staff, SessionId name, bool heavy);
    void wrapped_up(StaffId staff, SessionId name, bool heavy);
    bool may_receive(StaffId staff) const;
    void note_free();
    void pair();
    void lapse(StaffId staff);
    void withdraw(StaffId staff);
    void begin(Place& place, StaffId staff, SessionId name);
    Offer const* offer_to(StaffId staff) const;
    bool offered(Place const& place) const;
    void strike_off(StaffId staff);
    void supervisor_went(StaffId staff);

    // Handing over.
    void tell_colleagues(StaffId staff);
    void ask_hand_over(SessionId session, StaffId colleague, ConnectionId from);
    void accept_hand_over(StaffId staff, SessionId name);
    void hand_over(Talk& talk, StaffId to);
    void end_ask(StaffId asked, protocol::counsellor::HandOverEnd reason);
    void withdraw_ask(SessionId session);
    Ask const* ask_to(StaffId staff) const;
    Ask const* ask_for(SessionId session) const;
    bool may_be_asked(StaffId staff) const;
    bool has_room(StaffId staff) const;
    void tell_asked(Talk const& talk, StaffId colleague);

    // Threads.
    Thread* thread_of(StaffId staff);
    bool answer_is_open(Thread const& thread) const;
    void begin_thread(Talk const& talk, StaffId colleague);
    template <class Which>
    void end_threads(Which const& which, protocol::counsellor::ThreadEnd reason);
    void settle_threads(SessionId about, StaffId asked);
    void move_threads(SessionId about, StaffId to);
    void end_threads_about(SessionId session);
    void end_threads_of(StaffId staff);
    void close_thread(StaffId staff, SessionId name);
    void tell_thread(Thread const& thread, SeatKind kind);
    void sit_in_thread(StaffId staff, ConnectionId connection, LoadId load);
    void leave_thread_seat(StaffId staff);
    template <class Message>
    void hear_in_thread(ConnectionId connection, Message const& said);

    // The shift.
    void open(desk::Pseudonym const& fresh);
    void stop(protocol::records::StopCause cause);
    void close();
    std::uint32_t staff_there() const;
    bool too_few() const;
    void count(protocol::records::Step step);
    void write_counts();
    void write_due_counts();
    std::vector<protocol::supervisor::Alarm> alarms() const;

    // Sessions.
    void sit(Talk& talk, SeatKind kind, ConnectionId connection, LoadId load);
    void stand_up(Talk& talk, SeatKind kind);
    template <class Message>
    void hear_in_session(SeatKind from, ConnectionId connection, Message const& message);
    template <class Message>
    void hear_in(Talk& talk, SeatKind from, Message const& said);
    template <class Between, class Message>
    void hear_between(Between& two, SeatKind from, Message const& said);
    bool keep(Seat& reader, protocol::Word const& word) const;
    bool all_shown(Talk const& talk) const;
    void begin_end(Talk& talk, EndReason reason);
    enum class Visitor : std::uint8_t { stays, leaves };
    void end(SessionId name, EndReason reason, Visitor visitor = Visitor::stays);
    void after_end(PassHash const& pass, EndReason reason, Visitor visitor);
    void finish(SessionId session, ConnectionId from);
    void put_back(SessionId session, ConnectionId from);
    void extend(SessionId session, std::uint32_t guide, ConnectionId from);
    protocol::Started started(Talk const& talk, SeatKind kind) const;
    std::vector<protocol::Member> members(Talk const& talk) const;

    // Cool-downs.
    void cool_down(SessionId session, protocol::counsellor::CoolReason reason,
                   desk::CounsellorSaid const& said);
    void refuse_from_now(Talk const& talk);
    Cooled const* refusal_of(PassHash const& pass) const;
    void tell_refused(ConnectionId connection, PassHash const& pass);
    void review(SessionId session, protocol::supervisor::Verdict verdict, StaffId staff);
    void let_in(Cooled& cooled);
    void end_cool_downs();
    protocol::supervisor::CoolDowns cool_downs() const;
    void tell_cool_downs();

    // What follows from each input and from each thing that fell due.
    void follow();
    void tell_alarms();
    void note_presence(StaffId staff);
    void tell_presences();
    void settle(); // notes since when everybody is what they are, and what may be told

    std::optional<Due> earliest(Time now) const;
    void collect_due(std::vector<Due>& dues) const;
    std::optional<Time> due(Talk const& talk) const;
    std::optional<Time> hours_due() const;
    std::optional<Time> forgotten_due() const;
    std::optional<Time> returning_due() const;
    void fall_due(Due const& due);
    void talk_due(SessionId name);
    void counsellor_due(StaffId staff);
    void shift_due();

    protocol::visitor::Intake intake() const;
    bool cannot_be_served() const;
    desk::Duration until_served(std::size_t position) const;
    std::optional<protocol::visitor::WaitRange> wait_range() const;
    std::vector<Place const*> line() const; // in the order in which they are served
    std::uint32_t position(Place const& place) const;
    std::uint32_t waiting() const;
    std::uint32_t receiving() const;
    protocol::visitor::Queued queued(Place const& place) const;
    protocol::counsellor::Line line_for(StaffId staff) const;
    protocol::counsellor::OwnPresence own_presence(StaffId staff) const;
    protocol::supervisor::Presence presence(StaffId staff) const;
    protocol::supervisor::Place seen(Place const& place) const;
    std::size_t seats_of(StaffId staff) const;
    std::uint32_t seconds_since(Time past) const;

    Place* place(PassHash const& pass);
    Talk* talk(SessionId name);
    Talk const* talk(SessionId name) const;

    desk::Settings settings_;
    std::uint32_t incarnation_;
    std::uint64_t sessions_ = 0;
    std::optional<std::uint32_t> ticket_{};
    std::map<ConnectionId, Greeted> pages_;
    std::vector<Place> places_; // in the order of arrival
    std::vector<Talk> talks_;   // until wrapped up, in the order of their names
    std::vector<Offer> offers_;
    std::vector<Ask> asks_;
    std::vector<Thread> threads_; // in the order of their beginning
    std::map<StaffId, Counsellor> roster_;
    std::map<StaffId, Supervisor> supervisors_;
    std::map<PassHash, EndReason> gone_;
    std::vector<Cooled> cooled_; // of this shift, in the order of their beginning

    Shift shift_ = Shift::closed;
    desk::Pseudonym shift_name_{};
    Time over_since_{};
    bool stopped_by_hours_{}; // once in this shift
    Time opened_at_{};        // the shift
    std::optional<Time> too_few_since_{};
    std::optional<Time> closes_at_{};
    std::optional<std::string> next_opening_{};
    std::vector<std::uint32_t> waits_{}; // seconds, of this shift, the newest last
    std::vector<std::uint32_t> lengths_{};
    bool disk_away_{};
    bool database_away_{};

    std::optional<Time> returning_since_{};
    std::optional<Time> came_back_{}; // the last one who did, since then, for the first time
    std::set<PassHash> awaited_{};
    std::set<PassHash> returned_{};

    std::map<protocol::records::Step, std::uint32_t> counts_{};
    std::optional<Time> counted_at_{};
    std::vector<protocol::supervisor::Alarm> told_alarms_{};

    Time now_{};
    Told told_;
    Told truths_;
    std::set<ConnectionId> might_be_asked_;
    std::vector<std::string> facts_;
};

} // namespace model
