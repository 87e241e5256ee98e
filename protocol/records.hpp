// The durable facts of a desk, as it writes them down: what a restart must find again, and what
// becomes a row. Plain described structs like the messages, and the same JSON; they never travel to
// a page. No words, names or addresses; who writes them adds the desk and the time of day. A later
// program reads them too: a new member's default must say what was so before there was one; a
// member or value that has been written once is never renamed or taken away.
#pragma once

#include "protocol/cool_down_records.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/pre_chat.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/record_names.hpp"
#include "protocol/staff_records.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace protocol::records {

// A shift receives visitors from here on.
struct ShiftOpened {
    static constexpr std::string_view type = "shift_opened";
    Pseudonym shift;
};
BOOST_DESCRIBE_STRUCT(ShiftOpened, (), (shift))

// `too_few_staff` ends by itself when enough are there again; the others only by hand.
BOOST_DEFINE_FIXED_ENUM_CLASS(StopCause, std::uint8_t, by_hand, closing_time, too_few_staff)
struct IntakeStopped {
    static constexpr std::string_view type = "intake_stopped";
    Pseudonym shift;
    StopCause cause{};
};
BOOST_DESCRIBE_STRUCT(IntakeStopped, (), (shift, cause))

struct IntakeResumed {
    static constexpr std::string_view type = "intake_resumed";
    Pseudonym shift;
};
BOOST_DESCRIBE_STRUCT(IntakeResumed, (), (shift))

struct ShiftClosed {
    static constexpr std::string_view type = "shift_closed";
    Pseudonym shift;
};
BOOST_DESCRIBE_STRUCT(ShiftClosed, (), (shift))

// Steps of the funnel that leave no ticket: counted per desk and day, never per person. Many in a
// short time are one fact, so that opening pages cannot fill the journal.
BOOST_DEFINE_FIXED_ENUM_CLASS(Step, std::uint8_t, opened, consented, pre_chat, turned_away_closed,
                              turned_away_over, turned_away_full, turned_away_paused)
struct Counted {
    static constexpr std::string_view type = "counted";
    Step step{};
    std::uint32_t count{};
};
BOOST_DESCRIBE_STRUCT(Counted, (), (step, count))

// A place in the line. `ticket` rises with arrival and orders the line; `opened_seconds_ago` and
// `consented_seconds_ago` say when this page came to the earlier steps of the funnel.
struct TicketQueued {
    static constexpr std::string_view type = "ticket_queued";
    std::uint32_t ticket{};
    Pseudonym pseudonym;
    Pseudonym shift;
    PassHash pass;
    bool front_band{}; // only in a restated open state
    bool broken_off{}; // the same: its last session lost its counsellor
    std::uint32_t opened_seconds_ago{};
    std::uint32_t consented_seconds_ago{};
    bool pre_chat{}; // questions were asked, and passed at this moment
    Answers answers{};
    bool paired{}; // only in a restated open state: it was in a session before
};
BOOST_DESCRIBE_STRUCT(TicketQueued, (),
                      (ticket, pseudonym, shift, pass, front_band, broken_off, opened_seconds_ago,
                       consented_seconds_ago, pre_chat, answers, paired))

// A counsellor was asked to take this ticket. An offer itself does not outlive a restart.
struct TicketOffered {
    static constexpr std::string_view type = "ticket_offered";
    std::uint32_t ticket{};
};
BOOST_DESCRIBE_STRUCT(TicketOffered, (), (ticket))

// A supervisor moved the ticket into the front band.
struct TicketMovedUp {
    static constexpr std::string_view type = "ticket_moved_up";
    std::uint32_t ticket{};
    supervisor::MoveReason reason{};
    std::uint32_t staff{};
};
BOOST_DESCRIBE_STRUCT(TicketMovedUp, (), (ticket, reason, staff))

// Kept, and passed over: away beyond the line's grace, or until a tap when there is a reason.
struct TicketParked {
    static constexpr std::string_view type = "ticket_parked";
    std::uint32_t ticket{};
    std::optional<visitor::ParkReason> until_tap;
};
BOOST_DESCRIBE_STRUCT(TicketParked, (), (ticket, until_tap))

// A parked ticket's page, or its person, is back.
struct TicketReturned {
    static constexpr std::string_view type = "ticket_returned";
    std::uint32_t ticket{};
};
BOOST_DESCRIBE_STRUCT(TicketReturned, (), (ticket))

// Only in a restated open state: the place of this pass is gone, and its page may still ask.
struct PlaceGone {
    static constexpr std::string_view type = "place_gone";
    PassHash pass;
    EndReason reason{};
};
BOOST_DESCRIBE_STRUCT(PlaceGone, (), (pass, reason))

// The ticket left the line unserved.
struct TicketGone {
    static constexpr std::string_view type = "ticket_gone";
    std::uint32_t ticket{};
    EndReason reason{};
};
BOOST_DESCRIBE_STRUCT(TicketGone, (), (ticket, reason))

// The ticket was offered and accepted, or taken: a session. `staff` is the account's key; `alias`
// is what the visitor reads; the three before the last are what the counsellor reads about them.
struct SessionBegan {
    static constexpr std::string_view type = "session_began";
    SessionId session;
    std::uint32_t ticket{};
    std::uint32_t staff{};
    std::string alias;
    LoadId visitor_load;
    LoadId counsellor_load;
    Answers answers{};
    std::uint32_t waited_seconds{}; // from joining to this pairing
    bool broken_off{};
    std::uint32_t holder = 1; // only in a restated open state, as in SeatHandedOver
};
BOOST_DESCRIBE_STRUCT(SessionBegan, (),
                      (session, ticket, staff, alias, visitor_load, counsellor_load, answers,
                       waited_seconds, broken_off, holder))

// The counsellor's seat belongs to another account, agreed between both: the `holder`-th that has
// it. Its load is in the SeatTaken behind this.
struct SeatHandedOver {
    static constexpr std::string_view type = "seat_handed_over";
    SessionId session;
    std::uint32_t staff{};
    std::string alias;
    std::uint32_t holder{};
};
BOOST_DESCRIBE_STRUCT(SeatHandedOver, (), (session, staff, alias, holder))

// Another load holds a seat; the set of members has changed to this number. `unseen_seconds` as in
// Member.
struct SeatTaken {
    static constexpr std::string_view type = "seat_taken";
    SessionId session;
    SeatKind seat{};
    LoadId load;
    std::uint32_t membership{};
    std::optional<std::uint32_t> unseen_seconds{};
};
BOOST_DESCRIBE_STRUCT(SeatTaken, (), (session, seat, load, membership, unseen_seconds))

// Two turns from each side have been confirmed: 相談成立.
struct SessionEngaged {
    static constexpr std::string_view type = "session_engaged";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(SessionEngaged, (), (session))

// The guide length of the session is now this.
struct SessionExtended {
    static constexpr std::string_view type = "session_extended";
    SessionId session;
    std::uint32_t guide_seconds{};
};
BOOST_DESCRIBE_STRUCT(SessionExtended, (), (session, guide_seconds))

// The end. With `back_in_line` the ticket stands in line again: in the front band after a lost
// counsellor, at its own place and parked after a no-show. Else it is gone.
struct SessionEnded {
    static constexpr std::string_view type = "session_ended";
    SessionId session;
    EndReason reason{};
    bool back_in_line{};
    std::uint32_t visitor_words{}; // confirmed by the other page
    std::uint32_t counsellor_words{};
};
BOOST_DESCRIBE_STRUCT(SessionEnded, (),
                      (session, reason, back_in_line, visitor_words, counsellor_words))

// The counsellor has given the seat back.
struct SessionWrappedUp {
    static constexpr std::string_view type = "session_wrapped_up";
    SessionId session;
    bool heavy{};
};
BOOST_DESCRIBE_STRUCT(SessionWrappedUp, (), (session, heavy))

// A counsellor is signed in at this desk, or no longer: presence spans. `taken` is 0 but in a
// restated open state.
struct CounsellorCame {
    static constexpr std::string_view type = "counsellor_came";
    std::uint32_t staff{};
    std::string alias;
    std::uint32_t taken{};
};
BOOST_DESCRIBE_STRUCT(CounsellorCame, (), (staff, alias, taken))

// What a counsellor is, as chosen or because an offer lapsed or a session was heavy.
// `pause_seconds` count from this fact; 0 begins no pause and ends none.
struct CounsellorChose {
    static constexpr std::string_view type = "counsellor_chose";
    std::uint32_t staff{};
    counsellor::Choice choice{};
    std::uint32_t sessions_at_once{};
    std::uint32_t lapses{};
    bool lapsed{}; // on a break because of the last one
    std::uint32_t pause_seconds{};
};
BOOST_DESCRIBE_STRUCT(CounsellorChose, (),
                      (staff, choice, sessions_at_once, lapses, lapsed, pause_seconds))

struct CounsellorWent {
    static constexpr std::string_view type = "counsellor_went";
    std::uint32_t staff{};
};
BOOST_DESCRIBE_STRUCT(CounsellorWent, (), (staff))

struct SupervisorCame {
    static constexpr std::string_view type = "supervisor_came";
    std::uint32_t staff{};
};
BOOST_DESCRIBE_STRUCT(SupervisorCame, (), (staff))

struct SupervisorWent {
    static constexpr std::string_view type = "supervisor_went";
    std::uint32_t staff{};
};
BOOST_DESCRIBE_STRUCT(SupervisorWent, (), (staff))

// Only in a restated open state: how long the last finished waits and sessions were, the oldest
// first.
struct Experience {
    static constexpr std::string_view type = "experience";
    std::vector<std::uint32_t> wait_seconds;
    std::vector<std::uint32_t> talk_seconds;
};
BOOST_DESCRIBE_STRUCT(Experience, (), (wait_seconds, talk_seconds))

using Record =
    std::variant<ShiftOpened, IntakeStopped, IntakeResumed, ShiftClosed, Counted, TicketQueued,
                 TicketOffered, TicketMovedUp, PlaceGone, TicketParked, TicketReturned, TicketGone,
                 SessionBegan, SeatHandedOver, SeatTaken, SessionEngaged, SessionExtended,
                 SessionEnded, CooledDown, CoolDownReviewed, CoolDownKept, SessionWrappedUp,
                 CounsellorCame, CounsellorChose, CounsellorWent, SupervisorCame, SupervisorWent,
                 Experience, StaffSignedIn, StaffUsed, StaffSignedOut>;

} // namespace protocol::records
