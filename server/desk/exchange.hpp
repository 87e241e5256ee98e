// Two seats and the sealed words between them: forwarded at once, kept until confirmed, never
// looked into. It is what a session and a thread have in common; it knows neither how they begin
// nor how they end, and not what is counted.
#pragma once

#include "desk/effect.hpp"
#include "desk/seat.hpp"
#include "protocol/messages/session.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace desk {

class Exchange {
public:
    protocol::SessionId id() const { return id_; }
    std::uint32_t membership() const { return membership_; }
    Seat const& seat(protocol::SeatKind) const;

    // Whose seat this connection holds, if any: each message is checked against it.
    std::optional<protocol::SeatKind> seat_of(ConnectionId) const;

    // What a page says inside it. `from` holds its seat; the Desk has checked it.
    void said(protocol::SeatKind from, protocol::SendOpening&&, Effects&);
    void said(protocol::SeatKind from, protocol::SendWord&&, Effects&);
    void said(protocol::SeatKind by, protocol::Received&&, Effects&);
    void said(protocol::SeatKind by, protocol::Missing&&, Effects&);
    void said(protocol::SeatKind by, protocol::AskOpening&&, Effects&);
    void said(protocol::SeatKind from, protocol::Typing&&, Effects&);

protected:
    // requires: the seats are of two kinds.
    Exchange(protocol::SessionId id, Seat one, Seat other);

    Seat& at(protocol::SeatKind);
    Seat& peer(protocol::SeatKind);
    std::vector<protocol::Member> members() const;

    // The two halves of `received`: how many words it confirms that were not before, and what is
    // told because of it.
    std::uint32_t confirm(protocol::SeatKind by, protocol::Received const&);
    void tell_received(protocol::SeatKind by, protocol::Received&&, Effects&);

    // Another load holds the seat: the set of members has changed.
    void renew(Seat&, Load const&);

    // A page takes its seat, as the load that it was or as another one; the other page is told so
    // behind the greeting of this one.
    struct Taken {
        bool by_another{};
        bool releases{}; // whoever was told to hold words for it sends them again
    };
    Taken sit(protocol::SeatKind, ConnectionId, Load const&);
    void tell_taken(protocol::SeatKind, Taken, Effects&);

    // The page is gone. False: it was so already.
    bool stand_up(protocol::SeatKind);

    // What the page of this seat must know again of its words: whether it holds its own, and those
    // that were kept for it.
    void tell_kept(Seat const&, Effects&) const;

    protocol::SessionId id_;
    std::uint32_t membership_ = 1;

private:
    Seat const& beside(Seat const& seat) const { return &seat == &one_ ? other_ : one_; }

    Seat one_;
    Seat other_;
};

} // namespace desk
