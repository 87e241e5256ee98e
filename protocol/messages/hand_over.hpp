// A session that is handed over to a colleague, as counsellors' consoles say and hear it: agreed
// first, done then. Until the colleague has accepted, the seat stays where it is.
#pragma once

#include "protocol/messages/pre_chat.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace protocol::counsellor {

// Who could take a session over now? Answered with `colleagues`.
struct AskColleagues {
    static constexpr std::string_view type = "ask_colleagues";
};
BOOST_DESCRIBE_STRUCT(AskColleagues, (), ())

// Asks this colleague to take the session over, within the time of an offer. While one is asked it
// does nothing, so asked again it is the same wish. Answered with `handed_over` or
// `hand_over_over`.
struct HandOver {
    static constexpr std::string_view type = "hand_over";
    SessionId session;
    std::uint32_t colleague{}; // as told in `colleagues`
};
BOOST_DESCRIBE_STRUCT(HandOver, (), (session, colleague))

// The colleague who was asked takes the seat: `started` and `about` follow. Asked again it is the
// session that was taken.
struct AcceptHandOver {
    static constexpr std::string_view type = "accept_hand_over";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(AcceptHandOver, (), (session))

struct DeclineHandOver {
    static constexpr std::string_view type = "decline_hand_over";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(DeclineHandOver, (), (session))

// A counsellor of this desk; `staff` names the account.
struct Colleague {
    std::uint32_t staff{};
    std::string alias;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (staff, alias))

// Those other counsellors who are there and have room for one session more.
struct Colleagues {
    static constexpr std::string_view type = "colleagues";
    std::vector<Colleague> colleagues;
};
BOOST_DESCRIBE_STRUCT(Colleagues, (), (colleagues))

// To the colleague: `alias` asks to hand this session over. What is known of it, and no word.
struct HandOverAsked {
    static constexpr std::string_view type = "hand_over_asked";
    SessionId session;
    std::uint32_t within_seconds{};
    std::string alias;
    Answers answers;
    std::uint32_t talking_seconds{};
};
BOOST_DESCRIBE_STRUCT(HandOverAsked, (), (session, within_seconds, alias, answers, talking_seconds))

// `declined`: by the colleague. `lapsed`: not answered in time. `absent`: the colleague is not
// there, or has no room. `withdrawn`: the session ends, nothing can be written down, or nobody is
// asked any more.
BOOST_DEFINE_FIXED_ENUM_CLASS(HandOverEnd, std::uint8_t, declined, lapsed, absent, withdrawn)

// To both: nothing is handed over; the seat is where it was.
struct HandOverOver {
    static constexpr std::string_view type = "hand_over_over";
    SessionId session;
    HandOverEnd reason{};
};
BOOST_DESCRIBE_STRUCT(HandOverOver, (), (session, reason))

// To who has handed it over: the colleague holds the seat. Its words leave this page.
struct HandedOver {
    static constexpr std::string_view type = "handed_over";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(HandedOver, (), (session))

} // namespace protocol::counsellor
