// The facts of cool-downs (records.hpp has the others, and what holds for all of them): which pass
// is refused, by whom and why, as codes, and what a supervisor found of it.
#pragma once

#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/record_names.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace protocol::records {

// The session ended by a cool-down: from here on the visitor's pass is refused for so long. Behind
// the end, and by whom and why.
struct CooledDown {
    static constexpr std::string_view type = "cooled_down";
    SessionId session;
    Pseudonym cool_down;
    std::uint32_t staff{};
    std::string alias;
    PassHash pass;
    counsellor::CoolReason reason{};
    std::uint32_t seconds{};
};
BOOST_DESCRIBE_STRUCT(CooledDown, (), (session, cool_down, staff, alias, pass, reason, seconds))

// A supervisor has judged it; lifted, it is over.
struct CoolDownReviewed {
    static constexpr std::string_view type = "cool_down_reviewed";
    SessionId session;
    Pseudonym cool_down;
    supervisor::Verdict verdict{};
    std::uint32_t staff{};
};
BOOST_DESCRIBE_STRUCT(CoolDownReviewed, (), (session, cool_down, verdict, staff))

// Only in a restated open state: a cool-down of this shift as it stands; without a pass it is over.
struct CoolDownKept {
    static constexpr std::string_view type = "cool_down_kept";
    SessionId session;
    Pseudonym cool_down;
    std::string alias;
    std::optional<PassHash> pass;
    counsellor::CoolReason reason{};
    std::uint32_t seconds{};
    std::optional<supervisor::Verdict> verdict;
};
BOOST_DESCRIBE_STRUCT(CoolDownKept, (), (session, cool_down, alias, pass, reason, seconds, verdict))

} // namespace protocol::records
