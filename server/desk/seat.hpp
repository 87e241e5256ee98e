// One of the two places in a session: who holds it, whether their page is there, and what is on its
// way to it.
#pragma once

#include "desk/ids.hpp"
#include "desk/kept_words.hpp"
#include "desk/load.hpp"
#include "protocol/messages/session.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace desk {

struct Seat {
    protocol::SeatKind kind{};
    std::string peer_alias; // the name under which this person sees the other one

    // The page that holds the seat; it stays the seat's load while its connection is lost.
    Load load;
    std::optional<ConnectionId> connection;
    Time away_since{};

    // When some page held the seat, as far as it is known over a restart; and how long ago that was
    // when the present load took it, if it is not the first.
    Time last_seen{};
    std::optional<std::uint32_t> unseen_seconds{};

    // Counts the accounts that have held the seat; a visitor's is one person's.
    std::uint32_t holder = 1;

    // Words for this seat that it has not confirmed, and whether their sender was told to hold.
    KeptWords kept;
    bool held{};

    // Sealed characters passed on to this page beside kept words since it last answered; nobody can
    // make it drown in what it has not asked for.
    std::size_t unkept{};

    // How far this seat has confirmed each stream of the other one; bounded, the oldest goes first.
    std::vector<protocol::StreamMark> confirmed;

    // What this person said and the other page confirmed: words, and turns of any length.
    std::uint32_t words{};
    std::uint32_t turns{};

    // This page's answer to `ending`, once it has come.
    std::optional<std::vector<protocol::StreamMark>> finished;

    bool present() const { return connection.has_value(); }

    // For how long no page of this seat has been seen.
    std::uint32_t unseen_at(Time now) const;

    // Whether this seat has confirmed all up to `mark`.
    bool has_confirmed(protocol::StreamMark const& mark) const;

    // Whether so many sealed characters more may be passed on without being kept; counts them if
    // so.
    bool takes_unkept(std::size_t characters);

    // Says how many words of the stream are confirmed by this that were not before.
    std::uint32_t confirm(protocol::StreamMark const& mark);
};

} // namespace desk
