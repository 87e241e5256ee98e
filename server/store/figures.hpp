// Figures of a desk for the people who work there, counted from the rows. What each figure means is
// in docs/statistics.md. What is published is another matter: only real desks, and only numbers too
// large to point at a person.
#pragma once

#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"
#include "staff/account.hpp"
#include "store/database.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store::figures {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

// How many tickets ended for a reason.
struct Ended {
    protocol::EndReason reason{};
    std::uint32_t count{};
};

struct TurnedAway {
    std::uint32_t closed{}; // no shift was open
    std::uint32_t over{};   // a shift was, but received nobody any more
    std::uint32_t full{};
    std::uint32_t paused{}; // too few staff, or nothing could be written down
};

// Seconds from joining the line to the first acceptance, over the tickets that were accepted.
struct Waits {
    std::uint32_t p50_seconds{};
    std::uint32_t p90_seconds{};
};

struct Today {
    std::string day;          // YYYY-MM-DD in Japan
    staff::Purpose purpose{}; // a practice or demo desk sees its own figures, marked
    std::uint32_t opened{};
    std::uint32_t consented{};
    std::uint32_t pre_chat{};
    std::uint32_t queued{}; // 受付件数
    std::uint32_t offered{};
    std::uint32_t accepted{}; // 対応件数
    std::uint32_t engaged{};  // 相談成立件数
    std::vector<Ended> ended; // reasons that happened, in the order of EndReason
    TurnedAway turned_away;
    std::uint32_t abandoned{};                           // 待機中の離脱
    std::uint32_t broken_off{};                          // sessions that lost their counsellor
    std::optional<Waits> waits{};                        // nothing: nobody was accepted yet
    std::optional<std::uint32_t> mean_session_seconds{}; // nothing: no session has ended yet
};

// The figures of the running day: of the day on which the desk's open shift began, also when that
// was before midnight; without an open shift, of this day in Japan. Nothing: no such desk.
[[nodiscard]] boost::system::result<std::optional<Today>>
today(Database& database, protocol::DeskCode const& desk, WallTime now);

} // namespace store::figures
