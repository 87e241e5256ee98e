// What the naive desk remembers: of pages, places, sessions and staff, plain values that say what
// happened when.
#pragma once

#include "desk/ids.hpp"
#include "protocol/close_codes.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace model {

using desk::ConnectionId;
using desk::PassHash;
using desk::StaffId;
using desk::Time;
using protocol::EndReason;
using protocol::LoadId;
using protocol::SeatKind;
using protocol::SessionId;

// What each connection is told, as it stands on the wire; a close is a text of its own.
using Told = std::map<ConnectionId, std::vector<std::string>>;
std::string closing(protocol::CloseCode code);

// Time alone is no news: with a still clock, all that only counts seconds is 0.
enum class Clock : std::uint8_t { running, still };
void stop_clock(protocol::counsellor::Line& line);
void stop_clock(protocol::supervisor::Overview& overview);

// All of a duration's seconds, the begun one included only when rounded up.
std::uint32_t whole_seconds(desk::Duration duration);
std::uint32_t begun_seconds(desk::Duration duration);

// Of the two in a session or a thread: who counsels or asks is the second.
constexpr std::size_t index(SeatKind kind)
{
    return kind == SeatKind::counsellor ? 1 : 0;
}

// A connection that has said hello.
struct Greeted {
    LoadId load{};
    std::optional<PassHash> place{};
    std::optional<StaffId> counsellor{};
    std::optional<StaffId> supervisor{};
    std::optional<Time> consented{};
    std::optional<PassHash> refused{}; // was told of this pass
};

// One visitor, from joining until the place is gone; with `session`, in no line.
struct Place {
    PassHash pass;
    std::uint32_t ticket{};
    LoadId load;
    std::optional<ConnectionId> at;
    Time joined;
    Time tapped;
    protocol::Answers answers{};
    Time away_since{};
    std::optional<Time> asked{}; // for a tap
    bool parked{};
    std::optional<protocol::visitor::ParkReason> until_tap{};
    bool front{};
    bool broken_off{};
    bool paired{}; // once at least
    std::optional<SessionId> session{};
};

struct Seat {
    LoadId load;
    std::optional<ConnectionId> at;
    Time away_since{};
    bool been_there = true;                // in this life of the server: its public key is known
    std::optional<std::uint32_t> unseen{}; // for how long, before this load took it
    std::uint32_t holder = 1;              // which account
    std::vector<protocol::Word> unread{};
    bool held{};          // whoever writes to this seat was told `hold`
    std::size_t unkept{}; // sealed characters passed on beside `unread` since it last answered
    std::map<protocol::StreamId, std::uint32_t> shown{};
    std::optional<std::vector<protocol::StreamMark>> last{};
};

enum class Stage : std::uint8_t { talking, ending, ended };

struct Talk {
    SessionId name;
    PassHash visitor;
    StaffId staff;
    std::string alias;
    std::array<Seat, 2> seats; // by SeatKind
    Time began;
    desk::Duration guide;
    protocol::counsellor::About about;
    std::uint32_t membership = 1;
    Stage stage = Stage::talking;
    EndReason reason{};
    Time since{};
    Time returned{};
    bool visitor_spoke{};
    protocol::counsellor::CoolReason cool{};
    desk::Pseudonym cool_name{};
    std::optional<bool> done{}; // wrapped up before it had ended; whether heavy
};

// A session that ended by a cool-down; `over` by its time or because it was lifted.
struct Cooled {
    SessionId name;
    desk::Pseudonym own_name;
    PassHash pass;
    std::string alias;
    protocol::counsellor::CoolReason reason{};
    Time since;
    bool over{};
    std::optional<protocol::supervisor::Verdict> verdict{};
};

struct Offer {
    SessionId name;
    PassHash pass;
    StaffId staff;
    Time since;
};

// A colleague who is asked to take a session over.
struct Ask {
    SessionId name;
    StaffId staff;
    Time since;
};

// Two counsellors beside a hand-over of the session `about`.
struct Thread {
    SessionId name;
    SessionId about;
    std::array<StaffId, 2> staff; // by SeatKind, as the seats
    std::array<Seat, 2> seats;
    std::uint32_t membership = 1;
};

struct Counsellor {
    std::string alias{};
    std::optional<ConnectionId> at{};
    LoadId load{};
    std::optional<Time> off_at{};
    protocol::counsellor::Choice choice = protocol::counsellor::Choice::on_break;
    std::uint32_t limit = 1;
    std::uint32_t lapses{};
    bool lapsed{};
    std::optional<Time> heavy{}; // the pause began
    std::optional<Time> free_since{};
    std::uint32_t taken{};
    std::optional<protocol::supervisor::Presence> presence{};
    Time since{};
    std::string told{}; // of the own presence, without the seconds
    bool tell_anyway{};
};

struct Supervisor {
    std::optional<Time> off_at{};
};

// Something that falls due by itself. At the same moment in this order, the lowest number first; of
// one counsellor, and of the shift, all that is due at once.
struct Due {
    enum class Of : std::uint8_t {
        place,
        talk,
        counsellor,
        supervisor,
        shift,
        returning,
        counts,
        cooled
    };
    Time at;
    Of of{};
    std::uint64_t which{}; // ticket, session or staff
    std::uint32_t incarnation{};
};

} // namespace model
