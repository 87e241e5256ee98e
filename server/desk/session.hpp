// One consultation, from pairing to wrap-up: two seats, the words between them, and its end in two
// steps. It knows its two connections and nothing of lines, rosters or passes; the Desk tells it
// what happened and asks it what is due.
//
// Stages: talking (interrupted while a seat is away) -> ending -> ended, which lasts until the
// counsellor's wrap-up. A call that no longer fits the stage does nothing: it crossed on the wire.
#pragma once

#include "desk/effect.hpp"
#include "desk/seat.hpp"
#include "desk/settings.hpp"
#include "protocol/messages/session.hpp"

#include <optional>
#include <string>

namespace desk {

// What a counsellor sees of the visitor until the pre-chat is there: nobody has a name here.
inline constexpr auto visitor_alias = "相談者";

class Session {
public:
    enum class Stage : std::uint8_t { talking, ending, ended };
    enum class Due : std::uint8_t { nothing, visitor_lost, counsellor_lost, end, wrap_up };

    struct Person {
        std::optional<ConnectionId> connection; // none: restored, away until the page returns
        protocol::LoadId load;
        std::string alias; // shown to the other one
    };

    Session(protocol::SessionId, TicketId, StaffId, Person visitor, Person counsellor, Time now);

    protocol::SessionId id() const { return id_; }
    TicketId ticket() const { return ticket_; }
    StaffId staff() const { return staff_; }
    Stage stage() const { return stage_; }
    protocol::EndReason reason() const { return reason_; }
    Seat const& seat(protocol::SeatKind kind) const;

    // Whose seat this connection holds, if any: each message is checked against it.
    std::optional<protocol::SeatKind> seat_of(ConnectionId) const;

    void begin(Effects&) const;

    // Connections.
    void lose(protocol::SeatKind, Time now, Effects&);
    void take(protocol::SeatKind, ConnectionId, protocol::LoadId const&, Time now, Effects&);

    // What a page says inside the session. `from` holds its seat; the Desk has checked it.
    void said(protocol::SeatKind from, protocol::SendOpening&&, Effects&);
    void said(protocol::SeatKind from, protocol::SendWord&&, Effects&);
    void said(protocol::SeatKind from, protocol::Received&&, Effects&);
    void said(protocol::SeatKind from, protocol::Missing&&, Effects&);
    void said(protocol::SeatKind from, protocol::AskOpening&&, Effects&);
    void said(protocol::SeatKind from, protocol::Finished&&, Effects&);

    // The end. An end that began with another reason keeps it.
    void begin_end(protocol::EndReason, Time now, Effects&);
    void end(protocol::EndReason, Time now, Effects&);
    protocol::EndReason final_reason(protocol::EndReason) const;
    bool all_said() const; // ending, and nothing is left to wait for

    // What a restart finds again of this session, as far as it differs from a new one.
    std::uint32_t membership() const { return membership_; }
    bool engaged() const { return engaged_; }
    Time since() const { return since_; }
    void restore_seat(protocol::SeatKind, protocol::LoadId const&, std::uint32_t membership);
    void restore_engaged() { engaged_ = true; }

    // When something falls due by itself, and what it is then.
    std::optional<Time> deadline(Settings const&) const;
    Due due(Settings const&, Time now) const;

private:
    Seat& at(protocol::SeatKind);
    Seat& peer(protocol::SeatKind);
    std::vector<protocol::Member> members() const;
    protocol::Started started(Seat const&) const;
    void greet(Seat const&, Effects&) const;
    std::optional<Time> ending_limit(Settings const&) const;
    void count(Seat& writer, std::uint32_t words, Effects& effects);
    bool all_confirmed(Seat const& sender, Seat const& reader) const;

    protocol::SessionId id_;
    TicketId ticket_;
    StaffId staff_;
    Seat visitor_;
    Seat counsellor_;
    std::uint32_t membership_ = 1;
    Stage stage_ = Stage::talking;
    bool engaged_ = false;
    std::optional<protocol::SeatKind> last_turn_;
    protocol::EndReason reason_{};
    Time since_{};    // of ending or ended
    Time returned_{}; // when a seat last came back while ending
};

} // namespace desk
