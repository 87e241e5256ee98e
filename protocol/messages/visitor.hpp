// What a visitor's page says and hears. One struct per message; the two variants at the end are the
// whole protocol of this role.
#pragma once

#include "protocol/limits.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace protocol::visitor {

// The first message of each connection. A page that holds a pass sends it and is told where it
// stands: `queued`, `started` (the same load in its session), `resumable` (another load), or only
// `welcome` when the pass holds no place.
struct Hello {
    static constexpr std::string_view type = "hello";
    std::uint32_t protocol{};
    DeskCode desk;
    LoadId load;
    std::optional<Pass> pass;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, desk, load, pass))

// Asks for a place in the line. The same pass asked again is the same place.
struct Join {
    static constexpr std::string_view type = "join";
    Pass pass;
};
BOOST_DESCRIBE_STRUCT(Join, (), (pass))

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

BOOST_DEFINE_FIXED_ENUM_CLASS(Intake, std::uint8_t, open, over, full, closed)

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

// The answer to `hello`, before anything else: whether the desk receives, and the limits.
struct Welcome {
    static constexpr std::string_view type = "welcome";
    Intake intake{};
    Limits limits;
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (intake, limits))

// The place in line: 1 is served next. Told on joining, in each greeting, and from one tick when it
// has changed.
struct Queued {
    static constexpr std::string_view type = "queued";
    std::uint32_t position{};
};
BOOST_DESCRIBE_STRUCT(Queued, (), (position))

// The line cannot take this person now: a state with a next step, not an error.
struct NotQueued {
    static constexpr std::string_view type = "not_queued";
    Intake intake{};
};
BOOST_DESCRIBE_STRUCT(NotQueued, (), (intake))

// A session is open for this pass, but for another load; the page asks the person first. Until
// `resume` the seat is away.
struct Resumable {
    static constexpr std::string_view type = "resumable";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(Resumable, (), (session))

// The place in line is gone: the person left it, or the shift closed before their turn.
struct Gone {
    static constexpr std::string_view type = "gone";
    EndReason reason{};
};
BOOST_DESCRIBE_STRUCT(Gone, (), (reason))

using FromVisitor = std::variant<Hello, Join, Resume, Leave, SendOpening, SendWord, Received,
                                 Missing, AskOpening, Finished, Ping>;

using ToVisitor = std::variant<Welcome, Queued, NotQueued, Resumable, Gone, Started, Members,
                               Opening, Word, Received, Missing, OpeningAsked, PeerAway, PeerBack,
                               Hold, Release, Ending, Ended, Pong>;

} // namespace protocol::visitor
