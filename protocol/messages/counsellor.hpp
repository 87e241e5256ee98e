// What a counsellor's console says and hears. The seat belongs to the account: a signed-in
// counsellor who says `hello` from any device holds all own seats again.
#pragma once

#include "protocol/messages/session.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace protocol::counsellor {

using visitor::Intake;
using visitor::Limits;

// The first message of each connection; who speaks is known from the sign-in. It is answered with
// `welcome`, `line`, and one `started` for each seat this account holds.
struct Hello {
    static constexpr std::string_view type = "hello";
    std::uint32_t protocol{};
    DeskCode desk;
    LoadId load;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, desk, load))

// Takes the next visitor, never a chosen one. `taken` is the number the page was last told in
// `line`: a request repeated after a lost answer takes nobody twice.
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

// The wrap-up of an ended session is done; the seat is given back and its words leave the page.
// The server answers with the same message.
struct WrappedUp {
    static constexpr std::string_view type = "wrapped_up";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(WrappedUp, (), (session))

struct Welcome {
    static constexpr std::string_view type = "welcome";
    std::string alias;
    Limits limits;
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (alias, limits))

// The line as a counsellor may see it; told from the same tick as the positions. `taken` counts the
// visitors this account has taken in this life of the server. `longest_wait_seconds` is 0 when
// nobody waits.
struct Line {
    static constexpr std::string_view type = "line";
    Intake intake{};
    std::uint32_t waiting{};
    std::uint32_t longest_wait_seconds{};
    std::uint32_t taken{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (intake, waiting, longest_wait_seconds, taken))

BOOST_DEFINE_FIXED_ENUM_CLASS(TakeRefusal, std::uint8_t, nobody_waiting, no_capacity)

// The next visitor cannot be taken now.
struct NotTaken {
    static constexpr std::string_view type = "not_taken";
    TakeRefusal reason{};
};
BOOST_DESCRIBE_STRUCT(NotTaken, (), (reason))

using FromCounsellor = std::variant<Hello, TakeNext, End, WrappedUp, SendOpening, SendWord,
                                    Received, Missing, AskOpening, Finished, Ping>;

using ToCounsellor =
    std::variant<Welcome, Line, NotTaken, WrappedUp, Started, Members, Opening, Word, Received,
                 Missing, OpeningAsked, PeerAway, PeerBack, Hold, Release, Ending, Ended, Pong>;

} // namespace protocol::counsellor
