// What counsellors say, and what becomes of the roster.
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace desk {

namespace {

using namespace protocol::counsellor;
using protocol::supervisor::Presence;

constexpr DeadlineKey key(StaffId staff)
{
    return {Subject::counsellor, static_cast<std::uint64_t>(staff)};
}

constexpr std::uint32_t number(StaffId staff)
{
    return static_cast<std::uint32_t>(staff);
}

} // namespace

void Desk::said(CounsellorSaid&& said, Time now, Effects& effects)
{
    auto const connection = said.connection;
    if (auto const* greeting = std::get_if<Hello>(&said.message))
        return hello(said, *greeting, now, effects);
    auto const known = connections_.find(connection);
    if (known == connections_.end() || !std::holds_alternative<Counselling>(known->second))
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    if (session_said(connection, said.message, now, effects)) return;
    auto const staff = std::get<Counselling>(known->second).staff;
    if (auto const* take = std::get_if<TakeNext>(&said.message)) {
        take_next(staff, *take, now, effects);
    } else if (auto const* end = std::get_if<End>(&said.message)) {
        if (auto* const session = held_session(end->session, connection))
            begin_end(*session, protocol::EndReason::counsellor_ended, now, effects);
    } else if (auto const* done = std::get_if<WrappedUp>(&said.message)) {
        wrap_up(staff, done->session, now, effects);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        effects.push_back(TellCounsellor{connection, protocol::Pong{}});
    }
}

void Desk::hello(CounsellorSaid const& said, Hello const& hello, Time now, Effects& effects)
{
    auto const connection = said.connection;
    if (hello.protocol != protocol::limits::protocol_number)
        return refuse(connection, protocol::CloseCode::other_protocol, now, effects);
    if (!connections_.try_emplace(connection, Counselling{said.staff.id}).second)
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    auto const [entry, came] = roster_.try_emplace(said.staff.id);
    auto& counsellor = entry->second;
    if (came) {
        counsellor.since = now;
        effects.push_back(
            Record{protocol::records::CounsellorCame{number(said.staff.id), said.staff.alias}});
    }
    if (counsellor.connection) {
        auto const older = *counsellor.connection;
        counsellor_lost(said.staff.id, now, effects);
        close(older, protocol::CloseCode::opened_elsewhere, effects);
    }
    deadlines_.disarm(key(said.staff.id));
    counsellor.alias = said.staff.alias;
    counsellor.connection = connection;
    counsellor.load = hello.load;
    effects.push_back(TellCounsellor{connection, Welcome{counsellor.alias, {}}});
    effects.push_back(TellCounsellor{connection, line(said.staff.id, now)});
    for (auto const id : counsellor.sessions) {
        auto& session = sessions_.at(id);
        session.take(protocol::SeatKind::counsellor, connection, hello.load, now, effects);
        arm(session);
    }
    settle(said.staff.id, now);
}

bool Desk::has_capacity(Counsellor const& counsellor) const
{
    return counsellor.sessions.size() < settings_.sessions_per_counsellor;
}

// Nobody chooses whom. A request that does not fit the number last told was answered before, and
// its answer lost: it is told how things stand and takes nobody.
void Desk::take_next(StaffId staff, TakeNext const& asked, Time now, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    auto const connection = *counsellor.connection;
    auto& taken = taken_[staff];
    if (asked.taken != taken) {
        effects.push_back(TellCounsellor{connection, line(staff, now)});
        return;
    }
    auto const refuse = [&](TakeRefusal reason) {
        effects.push_back(TellCounsellor{connection, NotTaken{reason}});
    };
    if (!has_capacity(counsellor)) return refuse(TakeRefusal::no_capacity);
    auto const next = queue_.next();
    if (!next) return refuse(TakeRefusal::nobody_waiting);
    ++taken;
    begin_session(*next, staff, now, effects);
    effects.push_back(TellCounsellor{connection, line(staff, now)});
}

// The wrap-up may be done as soon as the session is ending, and asked again after a lost answer.
void Desk::wrap_up(StaffId staff, protocol::SessionId id, Time now, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    if (std::ranges::find(counsellor.sessions, id) != counsellor.sessions.end()) {
        auto& session = sessions_.at(id);
        if (session.stage() == Session::Stage::talking) return;
        end_session(session, session.reason(), now, effects);
        effects.push_back(Record{protocol::records::SessionWrappedUp{id}});
        erase_session(id);
    }
    if (counsellor.connection)
        effects.push_back(TellCounsellor{*counsellor.connection, WrappedUp{id}});
    else if (!deadlines_.armed(key(staff)))
        deadlines_.arm(key(staff), now + settings_.counsellor_grace);
    settle(staff, now);
}

// Away beyond the grace: off the roster, unless a seat is still theirs.
void Desk::counsellor_due(StaffId staff, Time now, Effects& effects)
{
    if (roster_.at(staff).sessions.empty()) strike_off(staff, effects);
    changed(now);
}

void Desk::strike_off(StaffId staff, Effects& effects)
{
    effects.push_back(Record{protocol::records::CounsellorWent{number(staff)}});
    deadlines_.disarm(key(staff));
    roster_.erase(staff);
}

void Desk::counsellor_lost(StaffId staff, Time now, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    counsellor.connection.reset();
    for (auto const id : counsellor.sessions) {
        auto& session = sessions_.at(id);
        session.lose(protocol::SeatKind::counsellor, now, effects);
        arm(session);
    }
    deadlines_.arm(key(staff), now + settings_.counsellor_grace);
    settle(staff, now);
}

// Signing out closes the page; a session that is still open keeps its seat for the grace, as if the
// network had gone.
void Desk::signed_out(ConnectionId connection, Time now, Effects& effects)
{
    auto const known = connections_.find(connection);
    if (known == connections_.end()) return;
    auto const* const counselling = std::get_if<Counselling>(&known->second);
    if (counselling != nullptr) {
        auto const staff = counselling->staff;
        counsellor_lost(staff, now, effects);
        if (roster_.at(staff).sessions.empty()) strike_off(staff, effects);
    }
    close(connection, protocol::CloseCode::signed_out, effects);
}

// The presence follows from what the counsellor holds; `since` tells how long it has been so.
void Desk::settle(StaffId staff, Time now)
{
    auto& counsellor = roster_.at(staff);
    auto const talks = [&](protocol::SessionId id) {
        return sessions_.at(id).stage() != Session::Stage::ended;
    };
    auto const presence = !counsellor.connection                            ? Presence::away
                          : std::ranges::any_of(counsellor.sessions, talks) ? Presence::in_session
                          : counsellor.sessions.empty()                     ? Presence::available
                                                                            : Presence::wrapping_up;
    if (counsellor.presence != presence) {
        counsellor.presence = presence;
        counsellor.since = now;
    }
    changed(now);
}

} // namespace desk
