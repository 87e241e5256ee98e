// What a supervisor's page says and hears: the present state of the desk, and the acts on a shift.
// Acts on the shift are never repeated by themselves.
#pragma once

#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace protocol::supervisor {

using counsellor::Presence;
using visitor::Intake;

struct Hello {
    static constexpr std::string_view type = "hello";
    std::uint32_t protocol{};
    DeskCode desk;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, desk))

// Begins a shift: the desk receives visitors. Also takes intake up again after it was stopped.
// Answered with `not_opened` when too few staff are signed in.
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

// Why somebody was moved up; recorded.
BOOST_DEFINE_FIXED_ENUM_CLASS(MoveReason, std::uint8_t, danger, young, came_back, other)

// Moves a waiting or parked ticket into the front band, behind those already there by arrival.
struct MoveUp {
    static constexpr std::string_view type = "move_up";
    std::uint32_t ticket{};
    MoveReason reason{};
};
BOOST_DESCRIBE_STRUCT(MoveUp, (), (ticket, reason))

// What a supervisor finds of a cool-down; recorded. `lifted` ends it at once.
BOOST_DEFINE_FIXED_ENUM_CLASS(Verdict, std::uint8_t, upheld, lifted)

// Judges the cool-down that this session ended with. The last verdict stands; what was lifted stays
// lifted.
struct ReviewCoolDown {
    static constexpr std::string_view type = "review_cool_down";
    SessionId session;
    Verdict verdict{};
};
BOOST_DESCRIBE_STRUCT(ReviewCoolDown, (), (session, verdict))

struct Welcome {
    static constexpr std::string_view type = "welcome";
    std::string alias;
    std::uint32_t ping_seconds{};
    std::uint32_t silence_seconds{};
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (alias, ping_seconds, silence_seconds))

// So many staff are signed in, one of them must be a counsellor, and so many are needed.
struct NotOpened {
    static constexpr std::string_view type = "not_opened";
    std::uint32_t staff{};
    std::uint32_t counsellors{};
    std::uint32_t needed{};
};
BOOST_DESCRIBE_STRUCT(NotOpened, (), (staff, counsellors, needed))

struct StaffTile {
    std::string alias;
    Presence presence{};
    std::uint32_t sessions{};
    std::uint32_t sessions_at_once{};
    std::uint32_t since_seconds{}; // in this presence
    std::uint32_t lapses{};        // offers not accepted in this shift
};
BOOST_DESCRIBE_STRUCT(StaffTile, (),
                      (alias, presence, sessions, sessions_at_once, since_seconds, lapses))

BOOST_DEFINE_FIXED_ENUM_CLASS(PlaceState, std::uint8_t, waiting, offered, away, parked)

// One place in line, without a name: the number is the one in `move_up`.
struct Place {
    std::uint32_t ticket{};
    PlaceState state{};
    std::uint32_t waited_seconds{};
    bool front_band{};
    bool danger{};
};
BOOST_DESCRIBE_STRUCT(Place, (), (ticket, state, waited_seconds, front_band, danger))

// The supervisor's snapshot, at most once a second while something changes. `waiting` counts
// tickets that are neither parked nor in a session; `staff` and `line` (in its order) are cut at
// limits::list_elements. `signed_in` counts counsellors and supervisors, away within grace
// included. `closes_in_seconds` is absent without a closing time, and 0 once it has passed.
struct Overview {
    static constexpr std::string_view type = "overview";
    Intake intake{};
    std::uint32_t waiting{};
    std::uint32_t waiting_away{}; // of these, how many have lost their connection
    std::uint32_t parked{};
    std::uint32_t longest_wait_seconds{};
    std::uint32_t talking{};
    std::uint32_t free{}; // counsellors who could receive a visitor now
    std::uint32_t signed_in{};
    std::uint32_t needed{};
    std::optional<std::uint32_t> closes_in_seconds;
    bool returning{}; // after a start, pages are coming back and nobody is paired yet
    std::vector<StaffTile> staff;
    std::vector<Place> line;
};
BOOST_DESCRIBE_STRUCT(Overview, (),
                      (intake, waiting, waiting_away, parked, longest_wait_seconds, talking, free,
                       signed_in, needed, closes_in_seconds, returning, staff, line))

// `too_few_staff`: intake has stopped. `disk_away`: nothing can be written down, nobody is placed
// or paired. `database_away`: sign-ins and figures wait. `offers_lapsed`: a counsellor (`alias`)
// let two offers lapse.
BOOST_DEFINE_FIXED_ENUM_CLASS(AlarmKind, std::uint8_t, too_few_staff, disk_away, database_away,
                              offers_lapsed)
struct Alarm {
    AlarmKind kind{};
    std::optional<std::string> alias;
};
BOOST_DESCRIBE_STRUCT(Alarm, (), (kind, alias))

// All alarms there are now; in the greeting and whenever they change. An empty list ends them.
struct Alarms {
    static constexpr std::string_view type = "alarms";
    std::vector<Alarm> alarms;
};
BOOST_DESCRIBE_STRUCT(Alarms, (), (alarms))

// One cool-down: by whom and why, how long ago it began, and how much of it is left (0: it is
// over).
struct PastCoolDown {
    SessionId session;
    std::string alias;
    counsellor::CoolReason reason{};
    std::uint32_t ago_seconds{};
    std::uint32_t left_seconds{};
    std::optional<Verdict> verdict;
};
BOOST_DESCRIBE_STRUCT(PastCoolDown, (),
                      (session, alias, reason, ago_seconds, left_seconds, verdict))

// The cool-downs of this shift, the newest first, cut at limits::list_elements; in the greeting and
// whenever one begins, is judged or is over.
struct CoolDowns {
    static constexpr std::string_view type = "cool_downs";
    std::vector<PastCoolDown> cool_downs;
};
BOOST_DESCRIBE_STRUCT(CoolDowns, (), (cool_downs))

using FromSupervisor =
    std::variant<Hello, OpenShift, StopIntake, CloseShift, MoveUp, ReviewCoolDown, Ping>;

using ToSupervisor = std::variant<Welcome, NotOpened, Overview, Alarms, CoolDowns, Pong>;

} // namespace protocol::supervisor
