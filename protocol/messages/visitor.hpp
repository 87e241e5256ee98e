// What a visitor's page says and hears. One struct per message; the two variants at the end are the
// whole protocol of this role.
#pragma once

#include "protocol/limits.hpp"
#include "protocol/messages/pre_chat.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace protocol::visitor {

// The first message of each connection. `first` is true in the first greeting of a load: the page
// was opened, not only reconnected. A page that holds a pass sends it and is told where it stands:
// `queued`, `parked`, `started` (the same load in its session), `resumable` (another load),
// `cooling_down`, `gone`, or only `welcome` when the pass holds no place.
struct Hello {
    static constexpr std::string_view type = "hello";
    std::uint32_t protocol{};
    DeskCode desk;
    LoadId load;
    PublicKey public_key;
    bool first{};
    std::optional<Pass> pass;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, desk, load, public_key, first, pass))

// The person has read what comes before the chat and agreed: a step of the funnel. Said at most
// once by a page.
struct Consent {
    static constexpr std::string_view type = "consent";
};
BOOST_DESCRIBE_STRUCT(Consent, (), ())

// Asks for a place in the line. The same pass asked again is the same place. Of the answers those
// count whose question the desk asks. `solution`: of the `puzzle` this connection was asked last.
struct Join {
    static constexpr std::string_view type = "join";
    Pass pass;
    Answers answers;
    std::optional<std::uint32_t> solution{};
};
BOOST_DESCRIBE_STRUCT(Join, (), (pass, answers, solution))

// The person is there: the answer to `tap_asked`, and the way back of a parked page.
struct Tap {
    static constexpr std::string_view type = "tap";
};
BOOST_DESCRIBE_STRUCT(Tap, (), ())

// The tap on 「続きから始めますか。」: this load takes the seat, with what follows `started`.
struct Resume {
    static constexpr std::string_view type = "resume";
};
BOOST_DESCRIBE_STRUCT(Resume, (), ())

// Leaving the line and leaving a session are the same wish.
struct Leave {
    static constexpr std::string_view type = "leave";
};
BOOST_DESCRIBE_STRUCT(Leave, (), ())

// `full` also while a newcomer could not be served before closing; `paused` while too few staff are
// there or nothing can be written down.
BOOST_DEFINE_FIXED_ENUM_CLASS(Intake, std::uint8_t, open, over, full, paused, closed)

// What a page must keep to, told by the server so that it is said once.
struct Limits {
    std::uint32_t sealed_characters = limits::sealed_characters;
    std::uint32_t page_words = limits::page_words;
    std::uint32_t page_bytes = limits::page_bytes;
    std::uint32_t ping_seconds = limits::in_seconds(limits::ping_interval);
    std::uint32_t silence_seconds = limits::in_seconds(limits::silence);
};
BOOST_DESCRIBE_STRUCT(Limits, (),
                      (sealed_characters, page_words, page_bytes, ping_seconds, silence_seconds))

// The answer to `hello`, before anything else: whether the desk receives, what it asks before the
// chat, and the limits. `next_opening` is in the desk's own time, "2026-11-24T19:00"; absent: not
// planned.
struct Welcome {
    static constexpr std::string_view type = "welcome";
    Intake intake{};
    std::optional<std::string> next_opening;
    Questions questions;
    Limits limits;
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (intake, next_opening, questions, limits))

// Whether the desk receives has changed; told to pages that hold no place, from one tick.
struct IntakeChanged {
    static constexpr std::string_view type = "intake";
    Intake intake{};
    std::optional<std::string> next_opening;
};
BOOST_DESCRIBE_STRUCT(IntakeChanged, (), (intake, next_opening))

// How long people of this shift waited until they were paired: half of them at most `p50_minutes`,
// nine of ten at most `p90_minutes`. Rounded up; known from 20 finished waits on.
struct WaitRange {
    std::uint32_t p50_minutes{};
    std::uint32_t p90_minutes{};
};
BOOST_DESCRIBE_STRUCT(WaitRange, (), (p50_minutes, p90_minutes))

// The place in line: 1 is served next. Told on joining, in each greeting, and from one tick when it
// has changed. Without `wait` nobody can say how long. `may_not_be_reached`: probably not served
// before closing.
struct Queued {
    static constexpr std::string_view type = "queued";
    std::uint32_t position{};
    std::optional<WaitRange> wait;
    bool may_not_be_reached{};
};
BOOST_DESCRIBE_STRUCT(Queued, (), (position, wait, may_not_be_reached))

// The turn is near: one `tap` shows that a person is there. Without it the place is parked.
struct TapAsked {
    static constexpr std::string_view type = "tap_asked";
    std::uint32_t within_seconds{};
};
BOOST_DESCRIBE_STRUCT(TapAsked, (), (within_seconds))

// The place is kept but passed over until `tap`: nobody tapped, or nobody wrote in the session.
BOOST_DEFINE_FIXED_ENUM_CLASS(ParkReason, std::uint8_t, no_tap, no_show)
struct Parked {
    static constexpr std::string_view type = "parked";
    ParkReason reason{};
};
BOOST_DESCRIBE_STRUCT(Parked, (), (reason))

// To whoever has a place, in line or in a session: nothing can be written down at the moment, so
// nobody is placed or paired, and what becomes of the place may be told late. It is kept; in line
// the next `queued` ends it.
struct LinePaused {
    static constexpr std::string_view type = "line_paused";
};
BOOST_DESCRIBE_STRUCT(LinePaused, (), ())

// The line cannot take this person now: a state with a next step, not an error.
struct NotQueued {
    static constexpr std::string_view type = "not_queued";
    Intake intake{};
};
BOOST_DESCRIBE_STRUCT(NotQueued, (), (intake))

// Many ask at once: `join` again with a solution, or without one once `wait_seconds` are over. A
// solution is a number whose four bytes (big-endian) behind those of the salt make a SHA-256 that
// begins with `bits` zero bits; with no bits there is only the wait. It counts once, on this
// connection.
struct Puzzle {
    static constexpr std::string_view type = "puzzle";
    PuzzleSalt salt;
    std::uint32_t bits{};
    std::uint32_t wait_seconds{};
};
BOOST_DESCRIBE_STRUCT(Puzzle, (), (salt, bits, wait_seconds))

// A session is open for this pass, but for another load; the page asks the person first. Until
// `resume` the seat is away.
struct Resumable {
    static constexpr std::string_view type = "resumable";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(Resumable, (), (session))

// The place is gone: the person left it, the shift closed before their turn, or a cool-down is
// over.
struct Gone {
    static constexpr std::string_view type = "gone";
    EndReason reason{};
};
BOOST_DESCRIBE_STRUCT(Gone, (), (reason))

// This pass is refused for so long (begun minutes), after a session that was ended by a cool-down:
// told behind its `ended`, in a greeting, and in answer to `join`. The page keeps the pass. `gone`
// (`cooled_down`) says that it is over.
struct CoolingDown {
    static constexpr std::string_view type = "cooling_down";
    std::uint32_t minutes{};
};
BOOST_DESCRIBE_STRUCT(CoolingDown, (), (minutes))

using FromVisitor =
    std::variant<Hello, Consent, Join, Tap, Resume, Leave, SendOpening, SendWord, Received, Missing,
                 AskOpening, AskHistory, SendHistory, Finished, Typing, Ping>;

using ToVisitor =
    std::variant<Welcome, IntakeChanged, Queued, TapAsked, Parked, LinePaused, NotQueued, Puzzle,
                 Resumable, Gone, CoolingDown, Started, Members, Opening, Word, Received, Missing,
                 OpeningAsked, HistoryAsked, History, PeerAway, PeerBack, Hold, Release, Typing,
                 Guide, Ending, Ended, Pong>;

} // namespace protocol::visitor
