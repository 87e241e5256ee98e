// The entrance of the core: which rule an input belongs to, and what falls due by itself.
#include "desk/desk.hpp"

#include "desk/assertion.hpp"

#include <utility>

namespace desk {

Desk::Desk(Settings settings, std::uint32_t incarnation)
    : settings_(settings), incarnation_(incarnation), queue_(settings.line_capacity)
{
}

void Desk::handle(Input&& input, Time now, Effects& effects)
{
    std::visit(
        [&]<class Happened>(Happened&& happened) {
            using Kind = std::remove_cvref_t<Happened>;
            if constexpr (std::is_same_v<Kind, ConnectionLost>) {
                connection_lost(happened.connection, now, effects);
            } else if constexpr (std::is_same_v<Kind, BeaconCame>) {
                came(happened, now, effects);
            } else if constexpr (std::is_same_v<Kind, StaffSignedOut>) {
                signed_out(happened.connection, now, effects);
            } else if constexpr (std::is_same_v<Kind, ShiftOpened>) {
                open_shift(happened.fresh, now, effects);
            } else {
                said(std::move(happened), now, effects);
            }
        },
        std::move(input));
}

void Desk::tick(Time now, Effects& effects)
{
    while (auto const due = deadlines_.take_due(now)) {
        switch (due->subject) {
        case Subject::telling: tell_changes(now, effects); break;
        case Subject::ticket:
            park(TicketId(static_cast<std::uint32_t>(due->id)), now, effects);
            break;
        case Subject::session: session_due({due->incarnation, due->id}, now, effects); break;
        case Subject::counsellor:
            counsellor_due(StaffId(static_cast<std::uint32_t>(due->id)), now, effects);
            break;
        }
    }
}

void Desk::connection_lost(ConnectionId connection, Time now, Effects& effects)
{
    auto const found = connections_.find(connection);
    if (found == connections_.end()) return;
    auto const who = found->second;
    connections_.erase(found);
    if (auto const* visiting = std::get_if<Visiting>(&who)) {
        if (visiting->ticket) page_lost(*visiting->ticket, connection, now, effects);
    } else if (auto const* counselling = std::get_if<Counselling>(&who)) {
        counsellor_lost(counselling->staff, now, effects);
    }
}

// A page that breaks the protocol is gone for us; its place is kept as if the network had lost it.
void Desk::refuse(ConnectionId connection, protocol::CloseCode code, Time now, Effects& effects)
{
    connection_lost(connection, now, effects);
    effects.push_back(Close{connection, code});
}

// After this nothing of the connection is known here, so its later loss says nothing.
void Desk::close(ConnectionId connection, protocol::CloseCode code, Effects& effects)
{
    connections_.erase(connection);
    effects.push_back(Close{connection, code});
}

void Desk::check_invariants() const
{
    for (auto const& [id, ticket] : tickets_) {
        YORISOI_ASSERT(by_pass_.at(ticket.pass) == id);
        YORISOI_ASSERT(queue_.contains(id) != ticket.session.has_value());
        if (ticket.session) YORISOI_ASSERT(sessions_.at(*ticket.session).ticket() == id);
        if (ticket.connection) {
            auto const& who = std::get<Visiting>(connections_.at(*ticket.connection));
            YORISOI_ASSERT(who.ticket == id);
        }
        if (queue_.contains(id))
            YORISOI_ASSERT((queue_.state(id) == Waiting::present) == ticket.connection.has_value());
    }
    YORISOI_ASSERT(by_pass_.size() == tickets_.size());
    std::size_t held = 0;
    for (auto const& [staff, counsellor] : roster_) {
        YORISOI_ASSERT(counsellor.sessions.size() <= settings_.sessions_per_counsellor);
        held += counsellor.sessions.size();
        for (auto const id : counsellor.sessions) {
            auto const& seat = sessions_.at(id).seat(protocol::SeatKind::counsellor);
            YORISOI_ASSERT(sessions_.at(id).staff() == staff);
            YORISOI_ASSERT(seat.connection == counsellor.connection);
        }
    }
    YORISOI_ASSERT(held == sessions_.size());
    for (auto const& [id, session] : sessions_) {
        auto const& visitor = session.seat(protocol::SeatKind::visitor);
        auto const& counsellor = session.seat(protocol::SeatKind::counsellor);
        if (session.stage() == Session::Stage::ended) {
            YORISOI_ASSERT(visitor.kept.empty() && counsellor.kept.empty());
        } else {
            YORISOI_ASSERT(tickets_.at(session.ticket()).session == id);
        }
    }
}

} // namespace desk
