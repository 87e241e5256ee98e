// The thread of two counsellors (相談員どうしのやりとり) beside a hand-over: sealed words between
// who asks and who is asked, of which the visitor neither sees nor needs anything.
//
// A thread has a name of its own, of the same kind as a session's. What travels in it are the
// messages of session.hpp under that name: openings, words and their confirmations, typing, and who
// is there. It has no history, and of its words nothing outlives a page.
#pragma once

#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace protocol::counsellor {

// Closes the thread, for both. Asked again it does nothing.
struct CloseThread {
    static constexpr std::string_view type = "close_thread";
    SessionId session; // the thread's name
};
BOOST_DESCRIBE_STRUCT(CloseThread, (), (session))

// To both, when one asks the other to take the session `about` over, and in each greeting while it
// lasts: as `started` for a session, it restates everything. `alias` is the shown name of the other
// one. A counsellor is in one thread at a time.
struct ThreadOpened {
    static constexpr std::string_view type = "thread_opened";
    SessionId session; // the thread's name
    SessionId about;
    std::string alias;
    std::uint32_t membership{};
    std::vector<Member> members;
};
BOOST_DESCRIBE_STRUCT(ThreadOpened, (), (session, about, alias, membership, members))

// `closed`: by one of the two. `not_handed_over`: the ask is over, and why is told in
// `hand_over_over`. `session_over`: the session ends. `another`: one of the two is in another
// thread now, or the session has gone on to somebody else. `absent`: one of the two is not there
// any more.
BOOST_DEFINE_FIXED_ENUM_CLASS(ThreadEnd, std::uint8_t, closed, not_handed_over, session_over,
                              another, absent)

// To both: nothing more is said in it. What is not confirmed by now "could not be sent".
struct ThreadOver {
    static constexpr std::string_view type = "thread_over";
    SessionId session; // the thread's name
    ThreadEnd reason{};
};
BOOST_DESCRIBE_STRUCT(ThreadOver, (), (session, reason))

} // namespace protocol::counsellor
