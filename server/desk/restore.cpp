// What a restart needs: facts back into a desk, and the open state of a desk as facts.
#include "desk/assertion.hpp"
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace desk {

namespace {

using namespace protocol::records;
using protocol::SeatKind;

std::uint32_t seconds_between(Time earlier, Time later)
{
    auto const duration = std::chrono::duration_cast<std::chrono::seconds>(later - earlier);
    return protocol::limits::in_seconds(std::max(std::chrono::seconds::zero(), duration));
}

} // namespace

void Desk::restore(std::span<Past const> facts, Time now)
{
    YORISOI_ASSERT(tickets_.empty() && roster_.empty() && connections_.empty());
    for (auto const& past : facts)
        std::visit([&](auto const& fact) { restore(fact, now - past.age, now); }, past.fact);
    for (auto const id : queue_.tickets())
        if (queue_.state(id) != Waiting::parked) wait_away(id, now);
    for (auto const& [staff, counsellor] : roster_)
        deadlines_.arm({Subject::counsellor, static_cast<std::uint64_t>(staff)},
                       now + settings_.counsellor_grace);
    for (auto const& [id, session] : sessions_)
        arm(session);
}

// Facts of which nothing is open any more need nothing here: they are rows.
template <class Fact>
void Desk::restore(Fact const& fact, Time at, Time now)
{
    if constexpr (std::is_same_v<Fact, protocol::records::ShiftOpened>) {
        gone_.clear();
        shift_ = Shift::open;
        shift_name_ = fact.shift;
    } else if constexpr (std::is_same_v<Fact, IntakeStopped>) {
        shift_ = Shift::intake_over;
    } else if constexpr (std::is_same_v<Fact, IntakeResumed>) {
        shift_ = Shift::open;
    } else if constexpr (std::is_same_v<Fact, ShiftClosed>) {
        shift_ = Shift::closed;
    } else if constexpr (std::is_same_v<Fact, TicketQueued>) {
        restore_ticket(fact, at);
    } else if constexpr (std::is_same_v<Fact, PlaceGone>) {
        gone_.remember(fact.pass, fact.reason);
    } else if constexpr (std::is_same_v<Fact, TicketParked>) {
        deadlines_.disarm({Subject::ticket, fact.ticket});
        queue_.mark(TicketId{fact.ticket}, Waiting::parked);
    } else if constexpr (std::is_same_v<Fact, TicketReturned>) {
        queue_.mark(TicketId{fact.ticket}, Waiting::away);
    } else if constexpr (std::is_same_v<Fact, TicketGone>) {
        Effects nobody_listens;
        forget(TicketId{fact.ticket}, fact.reason, nobody_listens);
    } else if constexpr (std::is_same_v<Fact, SessionBegan>) {
        restore_session(fact, now);
    } else if constexpr (std::is_same_v<Fact, SeatTaken>) {
        sessions_.at(fact.session).restore_seat(fact.seat, fact.load, fact.membership);
    } else if constexpr (std::is_same_v<Fact, SessionEngaged>) {
        sessions_.at(fact.session).restore_engaged();
    } else if constexpr (std::is_same_v<Fact, SessionEnded>) {
        restore_end(fact, at, now);
    } else if constexpr (std::is_same_v<Fact, SessionWrappedUp>) {
        erase_session(fact.session);
    } else if constexpr (std::is_same_v<Fact, CounsellorCame>) {
        auto& counsellor = roster_[StaffId{fact.staff}];
        counsellor.alias = fact.alias;
        counsellor.presence = protocol::supervisor::Presence::away;
        counsellor.since = now;
    } else if constexpr (std::is_same_v<Fact, CounsellorWent>) {
        roster_.erase(StaffId{fact.staff});
    } else {
        // Counted is a row, and who is signed in is not the desk's business.
        static_assert(std::is_same_v<Fact, Counted> || std::is_same_v<Fact, StaffSignedIn> ||
                      std::is_same_v<Fact, StaffUsed> ||
                      std::is_same_v<Fact, protocol::records::StaffSignedOut>);
    }
}

void Desk::restore_ticket(TicketQueued const& queued, Time at)
{
    auto const id = TicketId{queued.ticket};
    tickets_.emplace(id, Ticket{queued.pass,
                                queued.pseudonym,
                                {},
                                std::nullopt,
                                at - std::chrono::seconds(queued.opened_seconds_ago),
                                at});
    by_pass_.emplace(queued.pass, id);
    queue_.join(id, queued.front_band ? Band::front : Band::usual);
    queue_.mark(id, Waiting::away);
    last_ticket_ = std::max(last_ticket_, queued.ticket);
}

// The ticket of a session that waits for its wrap-up may be gone already.
void Desk::restore_session(SessionBegan const& began, Time now)
{
    auto const id = TicketId{began.ticket};
    auto const staff = StaffId{began.staff};
    queue_.leave(id);
    deadlines_.disarm({Subject::ticket, began.ticket});
    if (auto const ticket = tickets_.find(id); ticket != tickets_.end())
        ticket->second.session = began.session;
    roster_.at(staff).sessions.push_back(began.session);
    sessions_.emplace(began.session,
                      Session(began.session, id, staff,
                              {std::nullopt, began.visitor_load, visitor_alias},
                              {std::nullopt, began.counsellor_load, began.alias}, now));
}

void Desk::restore_end(SessionEnded const& ended, Time at, Time now)
{
    Effects nobody_listens;
    auto& session = sessions_.at(ended.session);
    session.end(ended.reason, at, nobody_listens);
    auto const ticket = tickets_.find(session.ticket());
    if (ticket == tickets_.end() || ticket->second.session != ended.session) return;
    after_end(session, ended.back_in_line, now, nobody_listens);
}

std::vector<Past> Desk::open_state(Time now) const
{
    std::vector<Past> facts;
    if (shift_ != Shift::closed) facts.push_back({protocol::records::ShiftOpened{shift_name_}, {}});
    if (shift_ == Shift::intake_over) facts.push_back({IntakeStopped{shift_name_}, {}});
    for (auto const& [pass, reason] : gone_.all())
        facts.push_back({PlaceGone{pass, reason}, {}});
    for (auto const& [staff, counsellor] : roster_)
        facts.push_back({CounsellorCame{static_cast<std::uint32_t>(staff), counsellor.alias}, {}});
    restate_line(now, facts);
    restate_sessions(now, facts);
    return facts;
}

void Desk::restate_line(Time now, std::vector<Past>& facts) const
{
    std::map<TicketId, Ticket const*> in_order;
    for (auto const& [id, ticket] : tickets_)
        in_order.emplace(id, &ticket);
    for (auto const& [id, ticket] : in_order) {
        auto const number = static_cast<std::uint32_t>(id);
        auto const waits = queue_.contains(id);
        facts.push_back({TicketQueued{number, ticket->pseudonym, shift_name_, ticket->pass,
                                      waits && queue_.band(id) == Band::front,
                                      seconds_between(ticket->opened_at, ticket->joined_at), 0},
                         now - ticket->joined_at});
        if (waits && queue_.state(id) == Waiting::parked)
            facts.push_back({TicketParked{number}, {}});
    }
}

// A session that has ended is restated with its end, which is a row already; where its ticket went
// is said by the ticket.
void Desk::restate_sessions(Time now, std::vector<Past>& facts) const
{
    for (auto const& [id, session] : sessions_) {
        auto const& visitor = session.seat(SeatKind::visitor);
        auto const& counsellor = session.seat(SeatKind::counsellor);
        auto const ended = session.stage() == Session::Stage::ended;
        auto const ticket = static_cast<std::uint32_t>(session.ticket());
        facts.push_back(
            {SessionBegan{id, ended ? 0 : ticket, static_cast<std::uint32_t>(session.staff()),
                          visitor.peer_alias, visitor.load, counsellor.load},
             {}});
        facts.push_back({SeatTaken{id, SeatKind::visitor, visitor.load, session.membership()}, {}});
        if (session.engaged()) facts.push_back({SessionEngaged{id}, {}});
        if (ended)
            facts.push_back(
                {SessionEnded{id, session.reason(), false, 0, 0}, now - session.since()});
    }
}

} // namespace desk
