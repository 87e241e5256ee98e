// What a counsellor's console says and hears. The seat belongs to the account: a signed-in
// counsellor who says `hello` from any device holds all own seats again.
#pragma once

#include "protocol/messages/hand_over.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/messages/thread.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace protocol::counsellor {

using visitor::Intake;
using visitor::Limits;

// The first message of each connection; who speaks is known from the sign-in. It is answered with
// `welcome`, `presence`, `line`, `started` and `about` for each seat this account holds, and
// `thread_opened` for the thread it is in.
struct Hello {
    static constexpr std::string_view type = "hello";
    std::uint32_t protocol{};
    DeskCode desk;
    LoadId load;
    PublicKey public_key;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, desk, load, public_key))

// What a counsellor has chosen to be; shown as Presence together with what is going on.
BOOST_DEFINE_FIXED_ENUM_CLASS(Choice, std::uint8_t, available, only_my_session, on_break)

// Chooses whether visitors are offered, and how many sessions at once (1 to `most_sessions`).
// An open offer is given back by any other choice than `available`.
struct Receive {
    static constexpr std::string_view type = "receive";
    Choice choice{};
    std::uint32_t sessions_at_once{};
};
BOOST_DESCRIBE_STRUCT(Receive, (), (choice, sessions_at_once))

// Takes the visitor who is offered. `session` is the name in the offer, which the session will
// have; so asked again it is the same session.
struct Accept {
    static constexpr std::string_view type = "accept";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(Accept, (), (session))

// Takes the next visitor, never a chosen one, also on a break. `taken` is the number the page was
// last told in `line`: a request repeated after a lost answer takes nobody twice.
struct TakeNext {
    static constexpr std::string_view type = "take_next";
    std::uint32_t taken{};
};
BOOST_DESCRIBE_STRUCT(TakeNext, (), (taken))

// Begins the end of a session.
struct End {
    static constexpr std::string_view type = "end";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(End, (), (session))

// Why a session is ended by a cool-down; recorded, and read by a supervisor. `threat`: against
// somebody else; who speaks of dying is never sent away for it. `repeated_misuse`: jokes, or
// anything but a consultation, again and again.
BOOST_DEFINE_FIXED_ENUM_CLASS(CoolReason, std::uint8_t, harassment, sexual, threat, repeated_misuse,
                              other)

// Begins the end of a session, after which the visitor's pass is refused for a while.
struct CoolDown {
    static constexpr std::string_view type = "cool_down";
    SessionId session;
    CoolReason reason{};
};
BOOST_DESCRIBE_STRUCT(CoolDown, (), (session, reason))

// The visitor has been silent since the start: back into the line at the own place, parked until a
// tap. Before limits of the desk allow it, or once the visitor has written, it does nothing.
struct PutBack {
    static constexpr std::string_view type = "put_back";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(PutBack, (), (session))

// Extends the guide length of a session. `guide_seconds` is the length last told: asked again it
// extends once.
struct Extend {
    static constexpr std::string_view type = "extend";
    SessionId session;
    std::uint32_t guide_seconds{};
};
BOOST_DESCRIBE_STRUCT(Extend, (), (session, guide_seconds))

// The record of an ending or ended session is done: the seat is given back and its words leave the
// page once it has ended. `heavy` (重い相談) brings a pause. Answered with `wrapped_up`.
struct WrapUp {
    static constexpr std::string_view type = "wrap_up";
    SessionId session;
    bool heavy{};
};
BOOST_DESCRIBE_STRUCT(WrapUp, (), (session, heavy))

struct WrappedUp {
    static constexpr std::string_view type = "wrapped_up";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(WrappedUp, (), (session))

// `sessions` are the seats this account holds, `thread` the one it is in; what a page has beside
// them is over.
struct Welcome {
    static constexpr std::string_view type = "welcome";
    std::string alias;
    std::vector<SessionId> sessions;
    std::uint32_t most_sessions{}; // at once, at this desk
    Limits limits;
    std::optional<SessionId> thread{};
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (alias, sessions, most_sessions, limits, thread))

// What a counsellor is doing, as all of the staff see it.
BOOST_DEFINE_FIXED_ENUM_CLASS(Presence, std::uint8_t, available, offered, in_session,
                              only_my_session, wrapping_up, on_break, away)

// The own presence; in the greeting and whenever it has changed. `lapsed`: on a break because an
// offer was not accepted. `pause_seconds` is what remains of the pause after a heavy session; until
// then nobody is offered or taken.
struct OwnPresence {
    static constexpr std::string_view type = "presence";
    Presence presence{};
    Choice choice{};
    std::uint32_t sessions_at_once{};
    bool lapsed{};
    std::uint32_t pause_seconds{};
};
BOOST_DESCRIBE_STRUCT(OwnPresence, (), (presence, choice, sessions_at_once, lapsed, pause_seconds))

// The next visitor, for this counsellor, for so long. Nothing is told by which one could choose,
// but the mark that someone is in danger, and that the person comes from a session that broke off.
struct Offer {
    static constexpr std::string_view type = "offer";
    SessionId session;
    std::uint32_t within_seconds{};
    std::uint32_t waited_seconds{};
    bool danger{};
    bool front_band{};
};
BOOST_DESCRIBE_STRUCT(Offer, (), (session, within_seconds, waited_seconds, danger, front_band))

// `lapsed`: not accepted in time. `withdrawn`: the visitor left or lost the connection, or nobody
// can be paired now; without blame.
BOOST_DEFINE_FIXED_ENUM_CLASS(OfferEnd, std::uint8_t, lapsed, withdrawn)
struct OfferOver {
    static constexpr std::string_view type = "offer_over";
    SessionId session;
    OfferEnd reason{};
};
BOOST_DESCRIBE_STRUCT(OfferOver, (), (session, reason))

// What the visitor answered before the chat, and how long they waited. `broken_off`: the session
// before this one lost its counsellor. `put_back_seconds`: a visitor who has said nothing may be
// put back into the line so long after the start.
struct About {
    static constexpr std::string_view type = "about";
    SessionId session;
    Answers answers;
    std::uint32_t waited_seconds{};
    bool broken_off{};
    std::uint32_t put_back_seconds{};
};
BOOST_DESCRIBE_STRUCT(About, (), (session, answers, waited_seconds, broken_off, put_back_seconds))

// The line as a counsellor may see it; told from the same tick as the positions. `waiting` counts
// tickets that are not parked; `taken` counts the sessions this account has begun in this shift.
// `longest_wait_seconds` is 0 when nobody waits. `returning`: after a start, pages are coming back
// and nobody is paired yet.
struct Line {
    static constexpr std::string_view type = "line";
    Intake intake{};
    std::uint32_t waiting{};
    std::uint32_t longest_wait_seconds{};
    std::uint32_t taken{};
    bool returning{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (intake, waiting, longest_wait_seconds, taken, returning))

// `pausing`: the own pause after a heavy session. `returning`: see Line. `paused`: nothing can be
// written down at the moment.
BOOST_DEFINE_FIXED_ENUM_CLASS(TakeRefusal, std::uint8_t, nobody_waiting, no_capacity, pausing,
                              returning, paused)

// The next visitor cannot be taken now.
struct NotTaken {
    static constexpr std::string_view type = "not_taken";
    TakeRefusal reason{};
};
BOOST_DESCRIBE_STRUCT(NotTaken, (), (reason))

using FromCounsellor =
    std::variant<Hello, Receive, Accept, TakeNext, End, CoolDown, PutBack, Extend, WrapUp,
                 AskColleagues, HandOver, AcceptHandOver, DeclineHandOver, CloseThread, SendOpening,
                 SendWord, Received, Missing, AskOpening, AskHistory, SendHistory, Finished, Typing,
                 Ping>;

using ToCounsellor =
    std::variant<Welcome, OwnPresence, Line, Offer, OfferOver, NotTaken, WrappedUp, Colleagues,
                 HandOverAsked, HandOverOver, HandedOver, ThreadOpened, ThreadOver, Started, About,
                 Members, Opening, Word, Received, Missing, OpeningAsked, HistoryAsked, History,
                 PeerAway, PeerBack, Hold, Release, Typing, Guide, Ending, Ended, Pong>;

} // namespace protocol::counsellor
