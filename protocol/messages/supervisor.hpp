// What a supervisor's page says and hears: the present state of the desk, and the acts on a shift.
// Acts on the shift are never repeated by themselves.
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
#include <vector>

namespace protocol::supervisor {

using visitor::Intake;

struct Hello {
    static constexpr std::string_view type = "hello";
    std::uint32_t protocol{};
    DeskCode desk;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, desk))

// Begins a shift: the desk receives visitors.
struct OpenShift {
    static constexpr std::string_view type = "open_shift";
};
BOOST_DESCRIBE_STRUCT(OpenShift, (), ())

// Stops receiving; the line is still served.
struct StopIntake {
    static constexpr std::string_view type = "stop_intake";
};
BOOST_DESCRIBE_STRUCT(StopIntake, (), ())

// Ends the shift: whoever still waits is told so with the next step; running sessions go on.
struct CloseShift {
    static constexpr std::string_view type = "close_shift";
};
BOOST_DESCRIBE_STRUCT(CloseShift, (), ())

struct Welcome {
    static constexpr std::string_view type = "welcome";
    std::string alias;
    std::uint32_t ping_seconds{};
    std::uint32_t silence_seconds{};
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (alias, ping_seconds, silence_seconds))

BOOST_DEFINE_FIXED_ENUM_CLASS(Presence, std::uint8_t, available, in_session, wrapping_up, away)

struct StaffTile {
    std::string alias;
    Presence presence{};
    std::uint32_t sessions{};
    std::uint32_t since_seconds{}; // in this presence
};
BOOST_DESCRIBE_STRUCT(StaffTile, (), (alias, presence, sessions, since_seconds))

// The supervisor's snapshot, at most once a second while something changes. `waiting` counts
// tickets that are neither parked nor being served; `staff` is cut at limits::list_elements.
struct Overview {
    static constexpr std::string_view type = "overview";
    Intake intake{};
    std::uint32_t waiting{};
    std::uint32_t waiting_away{}; // of these, how many have lost their connection
    std::uint32_t parked{};
    std::uint32_t longest_wait_seconds{};
    std::uint32_t talking{};
    std::uint32_t free{}; // counsellors who could receive a visitor now
    std::vector<StaffTile> staff;
};
BOOST_DESCRIBE_STRUCT(Overview, (),
                      (intake, waiting, waiting_away, parked, longest_wait_seconds, talking, free,
                       staff))

using FromSupervisor = std::variant<Hello, OpenShift, StopIntake, CloseShift, Ping>;

using ToSupervisor = std::variant<Welcome, Overview, Pong>;

} // namespace protocol::supervisor
