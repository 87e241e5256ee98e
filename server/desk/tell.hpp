// Telling the person in a seat: the same session message, in the variant of their role.
#pragma once

#include "desk/effect.hpp"
#include "desk/seat.hpp"

#include <type_traits>
#include <utility>

namespace desk {

// Nobody is told anything while their page is away: the greeting restates it all.
template <class Message>
void tell(Seat const& seat, Message message, Effects& effects)
{
    if (!seat.connection) return;
    if constexpr (std::is_constructible_v<protocol::visitor::ToVisitor, Message>) {
        if (seat.kind == protocol::SeatKind::visitor) {
            effects.push_back(TellVisitor{*seat.connection, std::move(message)});
            return;
        }
    }
    effects.push_back(TellCounsellor{*seat.connection, std::move(message)});
}

} // namespace desk
