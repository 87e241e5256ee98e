// The counsellors of this desk who are signed in, or were a moment ago. A seat belongs to the
// account, so whoever signs in on another device finds the own sessions there.
#pragma once

#include "desk/ids.hpp"
#include "desk/load.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/types.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace desk {

// The next visitor, proposed to one counsellor.
struct Offer {
    protocol::SessionId session; // the name it will have
    TicketId ticket{};
    Time until{};
};

// A colleague's session that this counsellor is asked to take over.
struct Asked {
    protocol::SessionId session;
    Time until{};
};

// After a heavy session nobody is offered or taken.
struct Pause {
    Time since{};
    Duration lasts{};
    Time end() const { return since + lasts; }
};

struct Counsellor {
    std::string alias;
    std::optional<ConnectionId> connection;
    Load load;
    std::optional<Time> away_until;            // off the roster then, unless a seat is still theirs
    std::vector<protocol::SessionId> sessions; // until wrapped up
    std::uint32_t taken{};                     // sessions begun or taken over since they came

    // What they have chosen, and what an offer that lapsed or a heavy session has made of it.
    protocol::counsellor::Choice choice = protocol::counsellor::Choice::on_break;
    std::uint32_t sessions_at_once = 1;
    std::uint32_t lapses{};
    bool lapsed{};
    std::optional<Pause> pause;
    std::optional<Offer> offer;
    std::optional<Asked> asked;

    // What follows from all this; `since` tells how long it has been so.
    protocol::counsellor::Presence presence = protocol::counsellor::Presence::away;
    Time since{};
    bool free{};
    Time free_since{};
    std::optional<protocol::counsellor::OwnPresence> told; // to this connection

    // A session that they are asked to take over has its room until it is answered.
    bool has_capacity() const { return sessions.size() + (asked ? 1 : 0) < sessions_at_once; }
    bool may_take() const { return connection && !pause && has_capacity(); }
    bool may_be_asked() const { return may_take() && !offer && !asked; } // to take one over
    bool may_receive() const
    {
        return may_be_asked() && choice == protocol::counsellor::Choice::available;
    }

    // When something falls due by itself.
    std::optional<Time> deadline() const;

    // `talks`: whether a session of theirs has not ended.
    protocol::counsellor::Presence presence_now(bool talks) const;
    protocol::counsellor::OwnPresence own_presence(Time now, bool talks) const;
};

using Roster = std::map<StaffId, Counsellor>;

// Notes since when those are free who have become so.
void note_free(Roster& roster, Time now);

// Who is offered the next visitor: with the fewest sessions, then free longest.
std::optional<StaffId> freest(Roster const& roster);

// Sessions that can go on at once with those who are there.
std::uint32_t seats(Roster const& roster);

// Counsellors who could receive a visitor now.
std::uint32_t receiving(Roster const& roster);

} // namespace desk
