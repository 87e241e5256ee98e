// What counsellors say, and what becomes of the roster.
#include "desk/desk.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace desk {

namespace {

using namespace protocol::counsellor;

constexpr std::uint32_t number(StaffId staff)
{
    return static_cast<std::uint32_t>(staff);
}

// What was chosen, as a text that has changed or not.
auto chosen(Counsellor const& counsellor)
{
    return std::tuple(counsellor.choice, counsellor.sessions_at_once, counsellor.lapses,
                      counsellor.lapsed);
}

} // namespace

void Desk::happened(CounsellorSaid& said, Time now, Effects& effects)
{
    auto const connection = said.connection;
    if (auto const* greeting = std::get_if<Hello>(&said.message))
        return hello(said, *greeting, now, effects);
    auto const known = connections_.find(connection);
    if (known == connections_.end() || !std::holds_alternative<Counselling>(known->second))
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    if (session_said(connection, said.message, now, effects)) return;
    auto const staff = std::get<Counselling>(known->second).staff;
    if (auto const* choice = std::get_if<Receive>(&said.message)) {
        receive(staff, *choice, effects);
        changed(now);
    } else if (auto const* accepted = std::get_if<Accept>(&said.message)) {
        accept(staff, accepted->session, now, effects);
    } else if (auto const* take = std::get_if<TakeNext>(&said.message)) {
        take_next(staff, *take, now, effects);
    } else if (auto const* end = std::get_if<End>(&said.message)) {
        if (auto* const session = held_session(end->session, connection))
            end_by_counsellor(*session, now, effects);
    } else if (auto const* cool = std::get_if<protocol::counsellor::CoolDown>(&said.message)) {
        if (auto* const session = held_session(cool->session, connection))
            cool_down(*session, {said.fresh, cool->reason}, now, effects);
    } else if (auto const* back = std::get_if<PutBack>(&said.message)) {
        auto* const session = held_session(back->session, connection);
        if (session != nullptr && session->silent_start(settings_, now))
            begin_end(*session, protocol::EndReason::no_show, now, effects);
    } else if (auto const* more = std::get_if<Extend>(&said.message)) {
        if (auto* const session = held_session(more->session, connection))
            extend(*session, more->guide_seconds, effects);
    } else if (auto const* done = std::get_if<WrapUp>(&said.message)) {
        wrap_up(staff, *done, now, effects);
    } else if (std::holds_alternative<AskColleagues>(said.message)) {
        tell_colleagues(staff, effects);
    } else if (auto const* asked = std::get_if<HandOver>(&said.message)) {
        if (auto const* const session = held_session(asked->session, connection))
            ask_hand_over(*session, StaffId{asked->colleague}, now, effects);
    } else if (auto const* taken = std::get_if<AcceptHandOver>(&said.message)) {
        accept_hand_over(staff, taken->session, now, effects);
    } else if (auto const* declined = std::get_if<DeclineHandOver>(&said.message)) {
        decline_hand_over(staff, declined->session, now, effects);
    } else if (auto const* closed = std::get_if<CloseThread>(&said.message)) {
        threads_.end(
            [&](Thread const& each) { return each.id() == closed->session && each.has(staff); },
            ThreadEnd::closed, effects);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        effects.push_back(TellCounsellor{connection, protocol::Pong{}});
    }
}

void Desk::hello(CounsellorSaid const& said, Hello const& hello, Time now, Effects& effects)
{
    auto const connection = said.connection;
    auto const staff = said.staff.id;
    if (hello.protocol != protocol::limits::protocol_number)
        return refuse(connection, protocol::CloseCode::other_protocol, now, effects);
    if (!connections_.try_emplace(connection, Counselling{staff}).second)
        return refuse(connection, protocol::CloseCode::bad_message, now, effects);
    auto const [entry, came] = roster_.try_emplace(staff);
    auto& counsellor = entry->second;
    if (came) {
        counsellor.since = now;
        effects.push_back(
            Record{protocol::records::CounsellorCame{number(staff), said.staff.alias, 0}});
    }
    if (counsellor.connection) {
        auto const older = *counsellor.connection;
        counsellor_lost(staff, now, effects);
        close(older, protocol::CloseCode::opened_elsewhere, effects);
    }
    counsellor.alias = said.staff.alias;
    counsellor.connection = connection;
    counsellor.load = {hello.load, hello.public_key};
    counsellor.away_until.reset();
    arm(staff);
    auto* const thread = threads_.of(staff);
    effects.push_back(
        TellCounsellor{connection, Welcome{counsellor.alias,
                                           counsellor.sessions,
                                           static_cast<std::uint32_t>(settings_.most_sessions),
                                           {},
                                           thread ? std::optional(thread->id()) : std::nullopt}});
    tell_own_presence(counsellor, now, effects);
    effects.push_back(TellCounsellor{connection, line(staff, now)});
    for (auto const id : counsellor.sessions) {
        auto& session = sessions_.at(id);
        session.take(protocol::SeatKind::counsellor, connection, counsellor.load, now, effects);
        arm(session);
    }
    if (thread) thread->take(staff, connection, counsellor.load, effects);
    changed(now);
}

// An own choice ends what a lapsed offer had made of it, and the call for the supervisor if it was
// one. Choosing anything else than to receive is the way to decline an open offer.
void Desk::receive(StaffId staff, Receive const& asked, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    auto const before = chosen(counsellor);
    auto const idle = counsellor.sessions.empty();
    counsellor.choice =
        asked.choice == Choice::only_my_session && idle ? Choice::on_break : asked.choice;
    counsellor.sessions_at_once =
        std::clamp(asked.sessions_at_once, 1U, static_cast<std::uint32_t>(settings_.most_sessions));
    counsellor.lapsed = false;
    auto const receives = counsellor.choice == Choice::available;
    if (receives && counsellor.lapses >= settings_.lapses_to_call) counsellor.lapses = 0;
    if (chosen(counsellor) != before) record_choice(staff, {}, effects);
    if (!receives) withdraw_from(staff, effects);
    counsellor.told.reset(); // answered in any case
}

// May be said as soon as the session is ending, and is carried out at its end. Asked again after a
// lost answer it is answered again.
void Desk::wrap_up(StaffId staff, WrapUp const& done, Time now, Effects& effects)
{
    auto const& counsellor = roster_.at(staff);
    auto const holds =
        std::ranges::find(counsellor.sessions, done.session) != counsellor.sessions.end();
    if (!holds) {
        effects.push_back(TellCounsellor{*counsellor.connection, WrappedUp{done.session}});
        return;
    }
    auto& session = sessions_.at(done.session);
    switch (session.stage()) {
    case Session::Stage::talking: return;
    case Session::Stage::ending: return session.remember_wrap_up(done.heavy);
    case Session::Stage::ended: return give_seat_back(done.session, done.heavy, now, effects);
    }
}

// The seat is free for the next; after a heavy session not at once, and nobody waits meanwhile for
// somebody who needs to breathe.
void Desk::give_seat_back(protocol::SessionId id, bool heavy, Time now, Effects& effects)
{
    auto const staff = sessions_.at(id).staff();
    auto& counsellor = roster_.at(staff);
    effects.push_back(Record{protocol::records::SessionWrappedUp{id, heavy}});
    erase_session(id);
    if (counsellor.connection)
        effects.push_back(TellCounsellor{*counsellor.connection, WrappedUp{id}});
    else if (!counsellor.away_until)
        counsellor.away_until = now + settings_.counsellor_grace;
    if (heavy) {
        counsellor.pause = Pause{now, settings_.heavy_pause};
        record_choice(staff, settings_.heavy_pause, effects);
        withdraw_from(staff, effects);
        if (counsellor.asked) end_hand_over(staff, HandOverEnd::absent, effects);
    }
    arm(staff);
    changed(now);
}

void Desk::counsellor_lost(StaffId staff, Time now, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    counsellor.connection.reset();
    counsellor.told.reset();
    withdraw_from(staff, effects);
    if (auto* const thread = threads_.of(staff)) thread->lose(staff, effects);
    if (counsellor.asked) end_hand_over(staff, HandOverEnd::absent, effects);
    for (auto const id : counsellor.sessions) {
        auto& session = sessions_.at(id);
        session.lose(protocol::SeatKind::counsellor, now, effects);
        arm(session);
    }
    counsellor.away_until = now + settings_.counsellor_grace;
    arm(staff);
    note_free(roster_, now);
    judge_presence(counsellor, now);
    changed(now);
}

// Whatever of it is due: an offer or an ask that was not answered, the end of a pause, away beyond
// the grace. Who does not answer a colleague has answered; it is no lapse. A seat keeps its holder
// on the roster.
void Desk::counsellor_due(StaffId staff, Time now, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    if (counsellor.offer && counsellor.offer->until <= now) lapse(staff, effects);
    if (counsellor.asked && counsellor.asked->until <= now)
        end_hand_over(staff, HandOverEnd::lapsed, effects);
    if (counsellor.pause && counsellor.pause->end() <= now) counsellor.pause.reset();
    auto const gone = counsellor.away_until && *counsellor.away_until <= now;
    if (gone) counsellor.away_until.reset();
    if (gone && counsellor.sessions.empty())
        strike_off(staff, effects);
    else
        arm(staff);
    changed(now);
}

void Desk::strike_off(StaffId staff, Effects& effects)
{
    effects.push_back(Record{protocol::records::CounsellorWent{number(staff)}});
    threads_.end([&](Thread const& each) { return each.has(staff); }, ThreadEnd::absent, effects);
    deadlines_.disarm({Subject::counsellor, static_cast<std::uint64_t>(staff)});
    roster_.erase(staff);
}

} // namespace desk
