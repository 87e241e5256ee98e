// The seats of a session: who is there, who is told what on coming and going. Words are in
// talk.cpp, the end is in ending.cpp.
#include "desk/session.hpp"

#include "desk/tell.hpp"

#include <utility>

namespace desk {

using protocol::SeatKind;

Session::Session(protocol::SessionId id, TicketId ticket, StaffId staff, Person visitor,
                 Person counsellor, Time now)
    : id_(id), ticket_(ticket), staff_(staff)
{
    visitor_.kind = SeatKind::visitor;
    visitor_.peer_alias = std::move(counsellor.alias);
    visitor_.load = visitor.load;
    visitor_.connection = visitor.connection;
    visitor_.away_since = now;
    counsellor_.kind = SeatKind::counsellor;
    counsellor_.peer_alias = std::move(visitor.alias);
    counsellor_.load = counsellor.load;
    counsellor_.connection = counsellor.connection;
    counsellor_.away_since = now;
}

Seat const& Session::seat(SeatKind kind) const
{
    return kind == SeatKind::visitor ? visitor_ : counsellor_;
}

Seat& Session::at(SeatKind kind)
{
    return kind == SeatKind::visitor ? visitor_ : counsellor_;
}

Seat& Session::peer(SeatKind kind)
{
    return kind == SeatKind::visitor ? counsellor_ : visitor_;
}

std::optional<SeatKind> Session::seat_of(ConnectionId connection) const
{
    if (visitor_.connection == connection) return SeatKind::visitor;
    if (counsellor_.connection == connection) return SeatKind::counsellor;
    return std::nullopt;
}

std::vector<protocol::Member> Session::members() const
{
    return {{visitor_.load, SeatKind::visitor, visitor_.present()},
            {counsellor_.load, SeatKind::counsellor, counsellor_.present()}};
}

protocol::Started Session::started(Seat const& seat) const
{
    return {id_, seat.peer_alias, membership_, members()};
}

void Session::begin(Effects& effects) const
{
    greet(visitor_, effects);
    greet(counsellor_, effects);
}

// Restates all that this page must know, in the order in which it came to be.
void Session::greet(Seat const& seat, Effects& effects) const
{
    tell(seat, started(seat), effects);
    auto const& other = seat.kind == SeatKind::visitor ? counsellor_ : visitor_;
    if (other.held) tell(seat, protocol::Hold{id_}, effects);
    for (auto const& word : seat.kept.words())
        tell(seat, word, effects);
    if (stage_ == Stage::ending) tell(seat, protocol::Ending{id_, reason_}, effects);
    if (stage_ == Stage::ended) tell(seat, protocol::Ended{id_, reason_}, effects);
}

void Session::lose(SeatKind kind, Time now, Effects& effects)
{
    auto& seat = at(kind);
    if (!seat.present()) return;
    seat.connection.reset();
    seat.away_since = now;
    if (stage_ != Stage::ended) tell(peer(kind), protocol::PeerAway{id_}, effects);
}

// The same load comes back to what it left: its key is still good, and kept words reach it. Another
// load is another member: nothing that was locked for the former one is of use to it.
void Session::take(SeatKind kind, ConnectionId connection, protocol::LoadId const& load, Time now,
                   Effects& effects)
{
    auto& seat = at(kind);
    auto& other = peer(kind);
    seat.connection = connection;
    returned_ = now;
    if (seat.load == load) {
        greet(seat, effects);
        if (stage_ != Stage::ended) tell(other, protocol::PeerBack{id_, load}, effects);
        return;
    }
    seat.load = load;
    seat.kept.clear();
    seat.finished.reset();
    other.held = false; // told to the former load; the new one begins freely
    auto const was_held = std::exchange(seat.held, false);
    ++membership_;
    effects.push_back(Record{protocol::records::SeatTaken{id_, kind, load, membership_}});
    greet(seat, effects);
    if (stage_ == Stage::ended) return;
    tell(other, protocol::Members{id_, membership_, members()}, effects);
    if (was_held) tell(other, protocol::Release{id_}, effects);
}

void Session::restore_seat(SeatKind kind, protocol::LoadId const& load, std::uint32_t membership)
{
    at(kind).load = load;
    membership_ = membership;
}

} // namespace desk
