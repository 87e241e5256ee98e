// Pairing, both ways: the desk offers the next visitor to the counsellor who is free longest, or a
// counsellor takes the next. Nobody chooses whom.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using namespace protocol::counsellor;

// The line is served also when intake is over.
bool Desk::can_pair() const
{
    return !shift_.closed() && !disk_away_ && !returning_.active();
}

void Desk::pair(Time now, Effects& effects)
{
    note_free(roster_, now);
    if (!can_pair()) return;
    for (auto next = queue_.next(); next; next = queue_.next()) {
        auto const staff = freest(roster_);
        if (!staff) return;
        offer(*next, *staff, now, effects);
    }
}

// An offered ticket keeps its position. A question whether somebody is there has found another
// answer.
void Desk::offer(TicketId id, StaffId staff, Time now, Effects& effects)
{
    auto& ticket = tickets_.at(id);
    auto& counsellor = roster_.at(staff);
    queue_.mark(id, Waiting::offered);
    ticket.offered_to = staff;
    if (std::exchange(ticket.tap_until, std::nullopt))
        deadlines_.disarm({Subject::ticket, static_cast<std::uint64_t>(id)});
    auto const session = protocol::SessionId{incarnation_, ++last_session_};
    counsellor.offer = Offer{session, id, now + settings_.offer};
    counsellor.free = false;
    arm(staff);
    effects.push_back(Record{protocol::records::TicketOffered{static_cast<std::uint32_t>(id)}});
    effects.push_back(
        TellCounsellor{*counsellor.connection,
                       protocol::counsellor::Offer{session, seconds_left(settings_.offer),
                                                   seconds_in(now - ticket.joined_at),
                                                   ticket.danger(), ticket.band == Band::front}});
    changed(now);
}

// Asked again after a lost answer it is the session that was begun, and the greeting has told it.
void Desk::accept(StaffId staff, protocol::SessionId session, Time now, Effects& effects)
{
    auto const& counsellor = roster_.at(staff);
    if (counsellor.offer && counsellor.offer->session == session)
        return begin_session(counsellor.offer->ticket, staff, session, now, effects);
    if (std::ranges::find(counsellor.sessions, session) != counsellor.sessions.end()) return;
    effects.push_back(
        TellCounsellor{*counsellor.connection, OfferOver{session, OfferEnd::withdrawn}});
}

// A request that does not fit the number last told was answered before, and its answer lost: it is
// told how things stand and takes nobody.
void Desk::take_next(StaffId staff, TakeNext const& asked, Time now, Effects& effects)
{
    auto const& counsellor = roster_.at(staff);
    auto const connection = *counsellor.connection;
    if (asked.taken != counsellor.taken) {
        effects.push_back(TellCounsellor{connection, line(staff, now)});
        return;
    }
    if (counsellor.offer) return accept(staff, counsellor.offer->session, now, effects);
    auto const refuse = [&](TakeRefusal reason) {
        effects.push_back(TellCounsellor{connection, NotTaken{reason}});
    };
    if (counsellor.pause) return refuse(TakeRefusal::pausing);
    if (!counsellor.has_capacity()) return refuse(TakeRefusal::no_capacity);
    if (returning_.active()) return refuse(TakeRefusal::returning);
    if (disk_away_) return refuse(TakeRefusal::paused);
    auto const next = queue_.next();
    if (!next) return refuse(TakeRefusal::nobody_waiting);
    begin_session(*next, staff, {incarnation_, ++last_session_}, now, effects);
}

// The ticket waits again where it was.
void Desk::end_offer(StaffId staff, OfferEnd reason, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    auto const over = std::exchange(counsellor.offer, std::nullopt).value();
    tickets_.at(over.ticket).offered_to.reset();
    queue_.mark(over.ticket, Waiting::present);
    arm(staff);
    if (counsellor.connection)
        effects.push_back(TellCounsellor{*counsellor.connection, OfferOver{over.session, reason}});
}

void Desk::withdraw_from(StaffId staff, Effects& effects)
{
    if (roster_.at(staff).offer) end_offer(staff, OfferEnd::withdrawn, effects);
}

void Desk::withdraw(TicketId id, Effects& effects)
{
    if (auto const staff = tickets_.at(id).offered_to)
        end_offer(*staff, OfferEnd::withdrawn, effects);
}

// Not accepted in time: perhaps nobody sits there. On a break until they choose to go on.
void Desk::lapse(StaffId staff, Effects& effects)
{
    auto& counsellor = roster_.at(staff);
    end_offer(staff, OfferEnd::lapsed, effects);
    counsellor.choice = Choice::on_break;
    counsellor.lapsed = true;
    ++counsellor.lapses;
    record_choice(staff, {}, effects);
}

} // namespace desk
