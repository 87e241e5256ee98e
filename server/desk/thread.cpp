#include "desk/thread.hpp"

#include "desk/assertion.hpp"
#include "desk/tell.hpp"

namespace desk {

using protocol::SeatKind;
using protocol::counsellor::ThreadEnd;
using protocol::counsellor::ThreadOpened;
using protocol::counsellor::ThreadOver;

namespace {

Seat seat_for(SeatKind kind, Thread::Party const& party, Thread::Party const& other)
{
    Seat seat;
    seat.kind = kind;
    seat.peer_alias = other.alias;
    seat.load = party.load;
    seat.connection = party.connection;
    return seat;
}

} // namespace

Thread::Thread(protocol::SessionId name, protocol::SessionId about, Party const& asks,
               Party const& asked)
    : Exchange(name, seat_for(SeatKind::counsellor, asks, asked),
               seat_for(SeatKind::colleague, asked, asks)),
      about_(about), asking_(asks.staff), asked_(asked.staff)
{
}

SeatKind Thread::kind_of(StaffId staff) const
{
    YORISOI_ASSERT(has(staff));
    return staff == asking_ ? SeatKind::counsellor : SeatKind::colleague;
}

void Thread::begin(Effects& effects) const
{
    greet(seat(SeatKind::counsellor), effects);
    greet(seat(SeatKind::colleague), effects);
}

void Thread::greet(Seat const& seat, Effects& effects) const
{
    tell(seat, ThreadOpened{id_, about_, seat.peer_alias, membership_, members()}, effects);
    tell_kept(seat, effects);
}

void Thread::lose(StaffId staff, Effects& effects)
{
    auto const kind = kind_of(staff);
    if (stand_up(kind)) tell(peer(kind), protocol::PeerAway{id_}, effects);
}

void Thread::take(StaffId staff, ConnectionId connection, Load const& load, Effects& effects)
{
    auto const kind = kind_of(staff);
    auto const taken = sit(kind, connection, load);
    greet(seat(kind), effects);
    tell_taken(kind, taken, effects);
}

void Thread::end(ThreadEnd reason, Effects& effects) const
{
    for (auto const kind : {SeatKind::counsellor, SeatKind::colleague})
        tell(seat(kind), ThreadOver{id_, reason}, effects);
}

} // namespace desk
