// The bodies of /api/v1: signing in and out, the beacon of a page that goes away, and the figures
// of today. JSON like the messages, and as strict; no type tag, since the path says what it is.
#pragma once

#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace protocol::api {

BOOST_DEFINE_FIXED_ENUM_CLASS(Role, std::uint8_t, counsellor, supervisor)

// POST /api/v1/sign-in -> 200 Me with a cookie, or 401 Refusal. `name` at most 64, `password` at
// most 256 bytes.
struct SignIn {
    std::string name;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (name, password))

struct DeskName {
    DeskCode code;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(DeskName, (), (code, name))

// GET /api/v1/me -> 200, or 401 Refusal for a page that is not signed in.
struct Me {
    std::string alias;
    Role role{};
    std::vector<DeskName> desks;
};
BOOST_DESCRIBE_STRUCT(Me, (), (alias, role, desks))

BOOST_DEFINE_FIXED_ENUM_CLASS(Says, std::uint8_t, away, left)

// POST /api/v1/beacon -> 204 always: whether a pass holds a place is nobody's business. Sent by
// `pagehide` (away) and by the exit (left); ignored when another load holds the seat.
struct Beacon {
    Pass pass;
    LoadId load;
    Says says{};
};
BOOST_DESCRIBE_STRUCT(Beacon, (), (pass, load, says))

BOOST_DEFINE_FIXED_ENUM_CLASS(Purpose, std::uint8_t, real, practice, demo)

struct EndCount {
    EndReason reason{};
    std::uint32_t count{};
};
BOOST_DESCRIBE_STRUCT(EndCount, (), (reason, count))

// GET /api/v1/desks/CODE/today -> 200 for a supervisor of that desk, 403 Refusal for others, 503
// when the database is away. The running day in Japan; a shift belongs to the day on which it
// began. What each figure means is in docs/statistics.md. Seconds; a figure that has no cases yet
// is absent.
struct Today {
    std::string day; // YYYY-MM-DD
    Purpose purpose{};
    std::uint32_t opened{};
    std::uint32_t consented{};
    std::uint32_t pre_chat{};
    std::uint32_t queued{}; // 受付件数
    std::uint32_t offered{};
    std::uint32_t accepted{}; // 対応件数
    std::uint32_t engaged{};  // 相談成立件数
    std::uint32_t abandoned{};
    std::uint32_t broken_off{};
    std::uint32_t turned_away_closed{};
    std::uint32_t turned_away_over{};
    std::uint32_t turned_away_full{};
    std::uint32_t turned_away_paused{};
    std::vector<EndCount> ended;
    std::optional<std::uint32_t> wait_p50_seconds;
    std::optional<std::uint32_t> wait_p90_seconds;
    std::optional<std::uint32_t> mean_session_seconds;
};
BOOST_DESCRIBE_STRUCT(Today, (),
                      (day, purpose, opened, consented, pre_chat, queued, offered, accepted,
                       engaged, abandoned, broken_off, turned_away_closed, turned_away_over,
                       turned_away_full, turned_away_paused, ended, wait_p50_seconds,
                       wait_p90_seconds, mean_session_seconds))

// The body of every refusal; `reason` is a code for programs, never text for people.
BOOST_DEFINE_FIXED_ENUM_CLASS(Reason, std::uint8_t, not_signed_in, wrong_name_or_password,
                              slow_down, database_away, bad_request, other_origin, not_allowed)
struct Refusal {
    Reason reason{};
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (reason))

} // namespace protocol::api
