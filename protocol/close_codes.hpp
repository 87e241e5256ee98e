// Why the server closes a connection: the value tells the page whether to come back.
// 4000 to 4099: come back by itself. 4100 to 4199: only after a tap or a reload. Refusals of normal
// life (the line is full) are messages, never closes.
#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>

namespace protocol {

enum class CloseCode : std::uint16_t {
    going_down = 4000,       // the server stops; come back with jitter
    slow = 4001,             // the page did not read; it resumes
    silent = 4002,           // nothing came for `limits::silence`
    crowded = 4003,          // too many connections at the moment; come back later
    opened_elsewhere = 4100, // the place or seat is held by a newer page
    bad_message = 4101,      // not a message of this protocol: reload
    other_protocol = 4102,   // the page is older or newer than the server: reload
    signed_out = 4103,       // staff only: sign in again
    not_allowed = 4104,      // this role may not do that
    left = 4105,             // the visitor left; the place is gone
};

BOOST_DESCRIBE_ENUM(CloseCode, going_down, slow, silent, crowded, opened_elsewhere, bad_message,
                    other_protocol, signed_out, not_allowed, left)

inline constexpr bool come_back(CloseCode code)
{
    return static_cast<std::uint16_t>(code) < 4100;
}

} // namespace protocol
