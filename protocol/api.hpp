// The bodies of /api/v1: signing in and out, and the beacon of a page that goes away. JSON like the
// messages, and as strict; no type tag, since the path says what it is.
#pragma once

#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
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

// The body of every refusal; `reason` is a code for programs, never text for people.
BOOST_DEFINE_FIXED_ENUM_CLASS(Reason, std::uint8_t, not_signed_in, wrong_name_or_password,
                              slow_down, database_away, bad_request, other_origin)
struct Refusal {
    Reason reason{};
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (reason))

} // namespace protocol::api
