// What a restart needs: facts back into a desk.
#include "desk/assertion.hpp"
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <algorithm>
#include <set>
#include <type_traits>
#include <utility>

namespace desk {

namespace {

using namespace protocol::records;
using protocol::SeatKind;

template <class Fact, class... Of>
constexpr bool one_of = (std::is_same_v<Fact, Of> || ...);

template <class Fact>
constexpr bool of_the_shift = one_of<Fact, protocol::records::ShiftOpened, IntakeStopped,
                                     IntakeResumed, ShiftClosed, protocol::records::Experience>;

template <class Fact>
constexpr bool of_staff =
    one_of<Fact, CounsellorCame, CounsellorChose, CounsellorWent, SupervisorCame, SupervisorWent>;

template <class Fact>
constexpr bool of_a_ticket =
    one_of<Fact, TicketQueued, TicketMovedUp, PlaceGone, TicketParked, TicketReturned, TicketGone>;

template <class Fact>
constexpr bool of_a_session = one_of<Fact, SessionBegan, SeatHandedOver, SeatTaken, SessionEngaged,
                                     SessionExtended, SessionEnded, SessionWrappedUp>;

template <class Fact>
constexpr bool of_a_cool_down = one_of<Fact, CooledDown, CoolDownReviewed, CoolDownKept>;

// Counted is a row, an offer dies with the process, and who is signed in is not the desk's
// business.
template <class Fact>
constexpr bool without_trace = one_of<Fact, Counted, TicketOffered, StaffSignedIn, StaffUsed,
                                      protocol::records::StaffSignedOut>;

} // namespace

bool Desk::restore(std::span<Past const> facts, Time now)
{
    YORISOI_ASSERT(tickets_.empty() && roster_.empty() && connections_.empty());
    for (auto const& past : facts) {
        auto const restored = std::visit(
            [&](auto const& fact) { return restore(fact, now - past.age, now); }, past.fact);
        if (!restored) return false;
    }
    auto const whole = [&](auto const& entry) {
        auto const& session = entry.second;
        auto const ticket = tickets_.find(session.ticket());
        return session.stage() == Session::Stage::ended ||
               (ticket != tickets_.end() && ticket->second.session == entry.first);
    };
    if (!std::ranges::all_of(sessions_, whole)) return false;
    std::set<TicketId> awaited;
    for (auto& [id, ticket] : tickets_) {
        ticket.tapped_at = now;
        if (!ticket.session && queue_.state(id) == Waiting::parked) continue;
        awaited.insert(id);
        if (!ticket.session) wait_away(id, now);
    }
    returning_.begin(std::move(awaited), now);
    for (auto& [staff, counsellor] : roster_) {
        if (counsellor.pause && counsellor.pause->end() <= now) counsellor.pause.reset();
        counsellor.away_until = now + settings_.counsellor_grace;
        counsellor.since = now;
        arm(staff);
    }
    for (auto const staff : supervisors_)
        deadlines_.arm({Subject::supervisor, static_cast<std::uint64_t>(staff)},
                       now + settings_.counsellor_grace);
    for (auto const& [id, session] : sessions_)
        arm(session);
    cool_downs_.take_over(now);
    deadlines_.set({Subject::cooling}, cool_downs_.next_end());
    changed(now);
    watch_staff(now);
    deadlines_.set({Subject::shift}, shift_due());
    deadlines_.set({Subject::returning}, returning_.deadline(settings_));
    alarms_told_ = alarms();
    return true;
}

bool Desk::ticket_waits(std::uint32_t ticket) const
{
    return tickets_.contains(TicketId{ticket}) && queue_.contains(TicketId{ticket});
}

// Whether a desk like this can have written the fact. A journal's checksums say that its facts are
// whole, not that they are all there, nor that they are one desk's.
template <class Fact>
bool Desk::may_follow(Fact const& fact) const
{
    if constexpr (std::is_same_v<Fact, CounsellorChose>) {
        return roster_.contains(StaffId{fact.staff});
    } else if constexpr (std::is_same_v<Fact, CounsellorWent>) {
        auto const found = roster_.find(StaffId{fact.staff});
        return found == roster_.end() || found->second.sessions.empty();
    } else if constexpr (std::is_same_v<Fact, TicketQueued>) {
        return !tickets_.contains(TicketId{fact.ticket});
    } else if constexpr (one_of<Fact, TicketMovedUp, TicketParked, TicketReturned, TicketGone>) {
        return ticket_waits(fact.ticket);
    } else if constexpr (std::is_same_v<Fact, SessionBegan>) {
        auto const ticket = tickets_.find(TicketId{fact.ticket});
        auto const free = ticket == tickets_.end() || !ticket->second.session;
        return free && roster_.contains(StaffId{fact.staff}) && !sessions_.contains(fact.session);
    } else if constexpr (std::is_same_v<Fact, CooledDown>) {
        auto const found = sessions_.find(fact.session);
        return found != sessions_.end() && found->second.stage() == Session::Stage::ended &&
               found->second.reason() == protocol::EndReason::cooled_down &&
               !cool_downs_.find(fact.session);
    } else if constexpr (std::is_same_v<Fact, CoolDownReviewed>) {
        return cool_downs_.find(fact.session) != nullptr;
    } else if constexpr (std::is_same_v<Fact, CoolDownKept>) {
        return !cool_downs_.find(fact.session);
    } else if constexpr (of_a_session<Fact>) {
        auto const found = sessions_.find(fact.session);
        if (found == sessions_.end()) return false;
        auto const ended = found->second.stage() == Session::Stage::ended;
        if constexpr (std::is_same_v<Fact, SeatHandedOver>)
            return !ended && roster_.contains(StaffId{fact.staff}) &&
                   found->second.staff() != StaffId{fact.staff};
        if constexpr (std::is_same_v<Fact, SeatTaken>) return fact.seat != SeatKind::colleague;
        return ended == std::is_same_v<Fact, SessionWrappedUp>;
    } else {
        return true;
    }
}

// Facts of which nothing is open any more need nothing here: they are rows.
template <class Fact>
bool Desk::restore(Fact const& fact, Time at, Time now)
{
    if (!may_follow(fact)) return false;
    if constexpr (of_the_shift<Fact>)
        restore_shift(fact, at);
    else if constexpr (of_staff<Fact>)
        restore_staff(fact, at);
    else if constexpr (of_a_ticket<Fact>)
        restore_ticket(fact, at);
    else if constexpr (of_a_session<Fact>)
        restore_session(fact, at, now);
    else if constexpr (of_a_cool_down<Fact>)
        cool_downs_.apply(fact, at);
    else
        static_assert(without_trace<Fact>);
    return true;
}

template <class Fact>
void Desk::restore_shift(Fact const& fact, Time at)
{
    if constexpr (std::is_same_v<Fact, protocol::records::ShiftOpened>) {
        gone_.clear();
        experience_.clear();
        cool_downs_.take_over(at);
        cool_downs_.forget_over();
        shift_.open(fact.shift, at);
    } else if constexpr (std::is_same_v<Fact, IntakeStopped>) {
        shift_.stop(fact.cause, at);
    } else if constexpr (std::is_same_v<Fact, IntakeResumed>) {
        shift_.resume();
    } else if constexpr (std::is_same_v<Fact, ShiftClosed>) {
        shift_.close();
    } else {
        experience_.restore(fact);
    }
}

template <class Fact>
void Desk::restore_staff(Fact const& fact, Time at)
{
    auto const staff = StaffId{fact.staff};
    if constexpr (std::is_same_v<Fact, CounsellorCame>) {
        auto& counsellor = roster_[staff];
        counsellor.alias = fact.alias;
        counsellor.taken = fact.taken;
    } else if constexpr (std::is_same_v<Fact, CounsellorChose>) {
        auto& counsellor = roster_.at(staff);
        counsellor.choice = fact.choice;
        counsellor.sessions_at_once =
            std::min(fact.sessions_at_once, static_cast<std::uint32_t>(settings_.most_sessions));
        counsellor.lapses = fact.lapses;
        counsellor.lapsed = fact.lapsed;
        if (fact.pause_seconds > 0)
            counsellor.pause = Pause{at, std::chrono::seconds(fact.pause_seconds)};
    } else if constexpr (std::is_same_v<Fact, CounsellorWent>) {
        roster_.erase(staff);
    } else if constexpr (std::is_same_v<Fact, SupervisorCame>) {
        supervisors_.insert(staff);
    } else {
        supervisors_.erase(staff);
    }
}

template <class Fact>
void Desk::restore_ticket(Fact const& fact, Time at)
{
    if constexpr (std::is_same_v<Fact, PlaceGone>) {
        gone_.remember(fact.pass, fact.reason);
        return;
    } else {
        auto const id = TicketId{fact.ticket};
        if constexpr (std::is_same_v<Fact, TicketQueued>) {
            Ticket ticket{fact, at};
            ticket.band = fact.front_band ? Band::front : Band::usual;
            ticket.broken_off = fact.broken_off;
            ticket.paired = fact.paired;
            queue_.join(id, ticket.band);
            queue_.mark(id, Waiting::away);
            tickets_.emplace(id, std::move(ticket));
            by_pass_.emplace(fact.pass, id);
            last_ticket_ = std::max(last_ticket_, fact.ticket);
        } else if constexpr (std::is_same_v<Fact, TicketMovedUp>) {
            queue_.move_up(id);
            tickets_.at(id).band = Band::front;
        } else if constexpr (std::is_same_v<Fact, TicketParked>) {
            deadlines_.disarm({Subject::ticket, fact.ticket});
            queue_.mark(id, Waiting::parked);
            tickets_.at(id).until_tap = fact.until_tap;
        } else if constexpr (std::is_same_v<Fact, TicketReturned>) {
            queue_.mark(id, Waiting::away);
            tickets_.at(id).until_tap.reset();
        } else {
            Effects nobody_listens;
            forget(id, fact.reason, nobody_listens);
        }
    }
}

template <class Fact>
void Desk::restore_session(Fact const& fact, Time at, Time now)
{
    if constexpr (std::is_same_v<Fact, SessionBegan>) {
        restore_beginning(fact, at, now);
    } else if constexpr (std::is_same_v<Fact, SeatHandedOver>) {
        move_seat(fact.session, StaffId{fact.staff});
        sessions_.at(fact.session).restore_holder(StaffId{fact.staff}, fact.alias, fact.holder);
    } else if constexpr (std::is_same_v<Fact, SeatTaken>) {
        sessions_.at(fact.session).restore_seat(fact);
    } else if constexpr (std::is_same_v<Fact, SessionEngaged>) {
        sessions_.at(fact.session).restore_engaged();
    } else if constexpr (std::is_same_v<Fact, SessionExtended>) {
        sessions_.at(fact.session).restore_guide(std::chrono::seconds(fact.guide_seconds));
    } else if constexpr (std::is_same_v<Fact, SessionEnded>) {
        restore_end(fact, at, now);
    } else {
        erase_session(fact.session);
    }
}

// The ticket of a session that waits for its wrap-up may be gone already.
void Desk::restore_beginning(SessionBegan const& began, Time at, Time now)
{
    auto const id = TicketId{began.ticket};
    auto const staff = StaffId{began.staff};
    queue_.leave(id);
    deadlines_.disarm({Subject::ticket, began.ticket});
    if (auto const ticket = tickets_.find(id); ticket != tickets_.end()) {
        ticket->second.session = began.session;
        if (!std::exchange(ticket->second.paired, true)) experience_.waited(began.waited_seconds);
    }
    auto& counsellor = roster_.at(staff);
    auto& held = counsellor.sessions;
    held.insert(std::ranges::upper_bound(held, began.session), began.session);
    ++counsellor.taken;
    auto const [entry, fresh] = sessions_.emplace(
        began.session, Session({id,
                                staff,
                                {std::nullopt, {began.visitor_load, {}}, visitor_alias},
                                {std::nullopt, {began.counsellor_load, {}}, began.alias},
                                {began.session, began.answers, began.waited_seconds,
                                 began.broken_off, seconds_left(settings_.silent_start)},
                                settings_.guide,
                                at},
                               now));
    entry->second.restore_holder(staff, began.alias, began.holder);
}

void Desk::restore_end(SessionEnded const& ended, Time at, Time now)
{
    Effects nobody_listens;
    auto& session = sessions_.at(ended.session);
    session.end(ended.reason, at, nobody_listens);
    experience_.talked(session.talking_seconds(at));
    auto const ticket = tickets_.find(session.ticket());
    if (ticket == tickets_.end() || ticket->second.session != ended.session) return;
    after_end(session, ended.back_in_line, now, nobody_listens);
}

} // namespace desk
