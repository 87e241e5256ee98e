// One consultation, from pairing to wrap-up: two seats, the words between them, and its end in two
// steps. It knows its two connections and nothing of lines, rosters or passes; the Desk tells it
// what happened and asks it what is due.
//
// Stages: talking (interrupted while a seat is away) -> ending -> ended, which lasts until the
// counsellor's wrap-up. A call that no longer fits the stage does nothing: it crossed on the wire.
#pragma once

#include "desk/effect.hpp"
#include "desk/exchange.hpp"
#include "desk/settings.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace desk {

// What a counsellor sees of the visitor: nobody has a name here.
inline constexpr auto visitor_alias = "相談者";

class Session : public Exchange {
public:
    enum class Stage : std::uint8_t { talking, ending, ended };
    enum class Due : std::uint8_t { nothing, visitor_lost, counsellor_lost, end, wrap_up };

    struct Person {
        std::optional<ConnectionId> connection; // none: restored, away until the page returns
        Load load;
        std::string alias; // shown to the other one
    };

    struct Beginning {
        TicketId ticket{};
        StaffId staff{};
        Person visitor;
        Person counsellor;
        protocol::counsellor::About about; // also the name of the session
        Duration guide{};
        Time at{};
    };

    // Whoever is not connected is away since `now`.
    Session(Beginning beginning, Time now);

    TicketId ticket() const { return ticket_; }
    StaffId staff() const { return staff_; }
    Stage stage() const { return stage_; }
    protocol::EndReason reason() const { return reason_; }

    void begin(Time now, Effects&) const;
    Time began_at() const { return began_at_; }
    protocol::counsellor::About const& about() const { return about_; }

    // The length it is meant to have: a guide, never a cut.
    std::uint32_t talking_seconds(Time now) const;
    std::uint32_t guide_seconds() const;
    void extend(Duration by, Effects&); // tells both
    void tell_guide(protocol::SeatKind, Effects&) const;
    void restore_guide(Duration guide) { guide_ = guide; }

    // Whether the visitor has said nothing for so long since the start that somebody else may be
    // served meanwhile.
    bool silent_start(Settings const&, Time now) const;

    // Connections. Whoever takes a seat has said `hello`, so the load has its key.
    void lose(protocol::SeatKind, Time now, Effects&);
    void take(protocol::SeatKind, ConnectionId, Load const&, Time now, Effects&);

    // The counsellor's seat goes to another account, whose page is there. requires: talking.
    void hand_over(StaffId to, Person const& next, Time now, Effects&);

    // What a page says inside the session, beside what it says in any exchange. requires: not
    // ended.
    using Exchange::said;
    void said(protocol::SeatKind from, protocol::SendWord&&, Effects&);
    void said(protocol::SeatKind by, protocol::Received&&, Effects&);
    void said(protocol::SeatKind from, protocol::AskHistory&&, Effects&);
    void said(protocol::SeatKind from, protocol::SendHistory&&, Effects&);
    void said(protocol::SeatKind from, protocol::Finished&&, Effects&);
    void said(protocol::SeatKind from, protocol::Typing&&, Effects&);

    // The end. An end that began with another reason keeps it.
    void begin_end(protocol::EndReason, Time now, Effects&);
    void end(protocol::EndReason, Time now, Effects&);
    protocol::EndReason final_reason(protocol::EndReason) const;
    bool all_said() const; // ending, and nothing is left to wait for

    // The wrap-up that was said before the end: whether it was heavy.
    void remember_wrap_up(bool heavy) { wrap_up_ = heavy; }
    std::optional<bool> wrap_up() const { return wrap_up_; }
    std::optional<bool> take_wrap_up() { return std::exchange(wrap_up_, std::nullopt); }

    // The cool-down that it ends by, if it does: its own name in the facts, and why.
    struct Cooling {
        Pseudonym name;
        protocol::counsellor::CoolReason reason{};
    };
    void cool(Cooling const& cooling) { cooling_ = cooling; }
    std::optional<Cooling> const& cooling() const { return cooling_; }

    // What a restart finds again of this session, as far as it differs from a new one.
    bool engaged() const { return engaged_; }
    Time since() const { return since_; }
    void restore_seat(protocol::records::SeatTaken const&);
    void restore_holder(StaffId, std::string const& alias, std::uint32_t holder);
    void restore_engaged() { engaged_ = true; }

    // When something falls due by itself, and what it is then.
    std::optional<Time> deadline(Settings const&) const;
    Due due(Settings const&, Time now) const;

private:
    Seat& visitor() { return at(protocol::SeatKind::visitor); }
    Seat& counsellor() { return at(protocol::SeatKind::counsellor); }
    Seat const& visitor() const { return seat(protocol::SeatKind::visitor); }
    Seat const& counsellor() const { return seat(protocol::SeatKind::counsellor); }
    protocol::Started started(Seat const&, Time now) const;
    void greet(Seat const&, Time now, Effects&) const;
    void note_taken(Seat&, std::uint32_t unseen_seconds, Effects&);
    std::optional<Time> ending_limit(Settings const&) const;
    void count(Seat& writer, std::uint32_t words, Effects& effects);
    bool all_confirmed(Seat const& sender, Seat const& reader) const;

    TicketId ticket_;
    StaffId staff_;
    Stage stage_ = Stage::talking;
    bool engaged_ = false;
    bool visitor_spoke_ = false; // in this life of the server
    protocol::counsellor::About about_;
    Duration guide_{};
    Time began_at_{};
    std::optional<bool> wrap_up_;
    std::optional<Cooling> cooling_;
    std::optional<protocol::SeatKind> last_turn_;
    protocol::EndReason reason_{};
    Time since_{};    // of ending or ended
    Time returned_{}; // when a seat last came back while ending
};

} // namespace desk
