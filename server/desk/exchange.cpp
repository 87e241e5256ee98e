// Who sits in an exchange, and who is told what on coming and going. Words are in talk.cpp.
#include "desk/exchange.hpp"

#include "desk/assertion.hpp"
#include "desk/tell.hpp"

#include <utility>

namespace desk {

using protocol::SeatKind;

Exchange::Exchange(protocol::SessionId id, Seat one, Seat other)
    : id_(id), one_(std::move(one)), other_(std::move(other))
{
    YORISOI_ASSERT(one_.kind != other_.kind);
}

Seat const& Exchange::seat(SeatKind kind) const
{
    return kind == one_.kind ? one_ : other_;
}

Seat& Exchange::at(SeatKind kind)
{
    return kind == one_.kind ? one_ : other_;
}

Seat& Exchange::peer(SeatKind kind)
{
    return kind == one_.kind ? other_ : one_;
}

std::optional<SeatKind> Exchange::seat_of(ConnectionId connection) const
{
    if (one_.connection == connection) return one_.kind;
    if (other_.connection == connection) return other_.kind;
    return std::nullopt;
}

std::vector<protocol::Member> Exchange::members() const
{
    auto const member = [](Seat const& seat) -> protocol::Member {
        auto const holder = seat.holder > 1 ? std::optional(seat.holder) : std::nullopt;
        return {seat.load.id,  seat.kind,           seat.present(),
                seat.load.key, seat.unseen_seconds, holder};
    };
    return {member(one_), member(other_)};
}

// Nothing that was locked for the former load is of use to the new one. What either was told to
// hold is not so any more.
void Exchange::renew(Seat& seat, Load const& load)
{
    seat.load = load;
    seat.kept.clear();
    seat.held = false;
    peer(seat.kind).held = false;
    ++membership_;
}

// The same load comes back to what it left: its key is still good, and kept words reach it. Another
// load is another member.
Exchange::Taken Exchange::sit(SeatKind kind, ConnectionId connection, Load const& load)
{
    YORISOI_ASSERT(load.key.has_value());
    auto& seat = at(kind);
    Taken const taken{seat.load.id != load.id, seat.load.id != load.id && seat.held};
    seat.connection = connection;
    seat.unkept = 0;
    if (taken.by_another)
        renew(seat, load);
    else
        seat.load = load;
    return taken;
}

void Exchange::tell_taken(SeatKind kind, Taken taken, Effects& effects)
{
    auto const& load = at(kind).load;
    auto const& other = peer(kind);
    if (taken.by_another)
        tell(other, protocol::Members{id_, membership_, members()}, effects);
    else
        tell(other, protocol::PeerBack{id_, load.id, *load.key}, effects);
    if (taken.releases) tell(other, protocol::Release{id_}, effects);
}

bool Exchange::stand_up(SeatKind kind)
{
    return std::exchange(at(kind).connection, std::nullopt).has_value();
}

void Exchange::tell_kept(Seat const& seat, Effects& effects) const
{
    if (beside(seat).held) tell(seat, protocol::Hold{id_}, effects);
    for (auto const& word : seat.kept.words())
        tell(seat, word, effects);
}

} // namespace desk
