// What must be so after each input, for tests: two sides of one thing agree, and nobody waits whom
// the rules let be served.
#include "desk/assertion.hpp"
#include "desk/desk.hpp"

#include <algorithm>
#include <set>

namespace desk {

namespace {

// Whether the line and the ticket say the same of where its page and its person are.
void check_place(Ticket const& ticket, Waiting state, bool deadline)
{
    auto const there = state == Waiting::present || state == Waiting::offered;
    YORISOI_ASSERT((state == Waiting::offered) == ticket.offered_to.has_value());
    YORISOI_ASSERT(!ticket.until_tap || state == Waiting::parked);
    YORISOI_ASSERT(!ticket.tap_until || state == Waiting::present);
    if (there) YORISOI_ASSERT(ticket.connection.has_value());
    if (state == Waiting::away) YORISOI_ASSERT(!ticket.connection);
    if (state == Waiting::parked && !ticket.until_tap) YORISOI_ASSERT(!ticket.connection);
    YORISOI_ASSERT(deadline == (state == Waiting::away || ticket.tap_until.has_value()));
}

} // namespace

void Desk::check_invariants() const
{
    for (auto const& [id, ticket] : tickets_) {
        YORISOI_ASSERT(by_pass_.at(ticket.pass()) == id);
        YORISOI_ASSERT(queue_.contains(id) != ticket.session.has_value());
        if (ticket.connection) {
            auto const& who = std::get<Visiting>(connections_.at(*ticket.connection));
            YORISOI_ASSERT(who.ticket == id);
        }
        auto const deadline =
            deadlines_.at({Subject::ticket, static_cast<std::uint64_t>(id)}).has_value();
        if (ticket.session) {
            YORISOI_ASSERT(sessions_.at(*ticket.session).ticket() == id);
            YORISOI_ASSERT(ticket.paired && !ticket.offered_to && !deadline);
            YORISOI_ASSERT(!ticket.until_tap && !ticket.tap_until);
        } else {
            YORISOI_ASSERT(queue_.band(id) == ticket.band);
            check_place(ticket, queue_.state(id), deadline);
        }
        if (ticket.offered_to) {
            auto const& offer = roster_.at(*ticket.offered_to).offer;
            YORISOI_ASSERT(offer && offer->ticket == id);
        }
    }
    YORISOI_ASSERT(by_pass_.size() == tickets_.size());
    if (shift_.closed()) YORISOI_ASSERT(queue_.tickets().empty());
    YORISOI_ASSERT(deadlines_.at({Subject::cooling}) == cool_downs_.next_end());
    for (auto const& each : cool_downs_.all())
        YORISOI_ASSERT(!each.pass || !ticket_of(*each.pass));
    check_staff();
    check_sessions();
    check_threads();
}

void Desk::check_staff() const
{
    std::size_t held = 0;
    std::size_t offers = 0;
    for (auto const& [staff, counsellor] : roster_) {
        YORISOI_ASSERT(counsellor.sessions_at_once >= 1 &&
                       counsellor.sessions_at_once <= settings_.most_sessions);
        YORISOI_ASSERT(counsellor.sessions.size() <= settings_.most_sessions);
        YORISOI_ASSERT(counsellor.connection || !counsellor.offer);
        YORISOI_ASSERT(counsellor.presence == counsellor.presence_now(talks(counsellor)));
        held += counsellor.sessions.size();
        for (auto const id : counsellor.sessions) {
            auto const& seat = sessions_.at(id).seat(protocol::SeatKind::counsellor);
            YORISOI_ASSERT(sessions_.at(id).staff() == staff);
            YORISOI_ASSERT(seat.connection == counsellor.connection);
        }
        if (auto const& asked = counsellor.asked) {
            auto const& session = sessions_.at(asked->session);
            YORISOI_ASSERT(counsellor.connection && !counsellor.offer && session.staff() != staff);
            YORISOI_ASSERT(session.stage() == Session::Stage::talking && !disk_away_);
            YORISOI_ASSERT(asked_for(asked->session) == staff);
            YORISOI_ASSERT(counsellor.sessions.size() < settings_.most_sessions);
        }
        if (!counsellor.offer) continue;
        ++offers;
        YORISOI_ASSERT(tickets_.at(counsellor.offer->ticket).offered_to == staff);
        YORISOI_ASSERT(!sessions_.contains(counsellor.offer->session));
    }
    YORISOI_ASSERT(held == sessions_.size());
    YORISOI_ASSERT(offers == queue_.count(Waiting::offered));
    YORISOI_ASSERT(can_pair() || offers == 0);
    if (can_pair()) YORISOI_ASSERT(!queue_.next() || receiving(roster_) == 0);
    for (auto const& [connection, who] : connections_)
        if (auto const* supervising = std::get_if<Supervising>(&who))
            YORISOI_ASSERT(supervisors_.contains(supervising->staff));
}

void Desk::check_sessions() const
{
    for (auto const& [id, session] : sessions_) {
        auto const& visitor = session.seat(protocol::SeatKind::visitor);
        auto const& counsellor = session.seat(protocol::SeatKind::counsellor);
        if (session.stage() == Session::Stage::ended) {
            YORISOI_ASSERT(visitor.kept.empty() && counsellor.kept.empty());
            YORISOI_ASSERT(!session.wrap_up());
        } else {
            YORISOI_ASSERT(tickets_.at(session.ticket()).session == id);
            YORISOI_ASSERT(!session.wrap_up() || session.stage() == Session::Stage::ending);
        }
    }
}

// Beside a session that goes on: between who holds it and the colleague who is asked, or, after the
// hand-over, who held it and who holds it. Nobody is in two.
void Desk::check_threads() const
{
    std::set<StaffId> in_one;
    for (auto const& [name, thread] : threads_.all()) {
        auto const& session = sessions_.at(thread.about());
        YORISOI_ASSERT(thread.id() == name && !sessions_.contains(name));
        YORISOI_ASSERT(session.stage() == Session::Stage::talking);
        YORISOI_ASSERT(session.staff() == (open_ask(thread) ? thread.asking() : thread.asked()));
        for (auto const staff : {thread.asking(), thread.asked()}) {
            auto const& seat =
                thread.seat(staff == thread.asking() ? protocol::SeatKind::counsellor
                                                     : protocol::SeatKind::colleague);
            YORISOI_ASSERT(in_one.insert(staff).second);
            YORISOI_ASSERT(seat.connection == roster_.at(staff).connection);
            if (seat.connection) YORISOI_ASSERT(seat.load.id == roster_.at(staff).load.id);
        }
    }
}

} // namespace desk
