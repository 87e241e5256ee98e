// The seats of a session: who is told what on coming and going. Words are in talk.cpp and
// session_words.cpp, the end is in ending.cpp.
#include "desk/session.hpp"

#include "desk/assertion.hpp"
#include "desk/seconds.hpp"
#include "desk/tell.hpp"

#include <utility>

namespace desk {

using protocol::SeatKind;

namespace {

Seat seat_for(SeatKind kind, Session::Person const& person, std::string peer_alias, Time began,
              Time now)
{
    Seat seat;
    seat.kind = kind;
    seat.peer_alias = std::move(peer_alias);
    seat.load = person.load;
    seat.connection = person.connection;
    seat.away_since = now;
    seat.last_seen = began;
    return seat;
}

} // namespace

Session::Session(Beginning beginning, Time now)
    : Exchange(beginning.about.session,
               seat_for(SeatKind::visitor, beginning.visitor, beginning.counsellor.alias,
                        beginning.at, now),
               seat_for(SeatKind::counsellor, beginning.counsellor, beginning.visitor.alias,
                        beginning.at, now)),
      ticket_(beginning.ticket), staff_(beginning.staff), about_(std::move(beginning.about)),
      guide_(beginning.guide), began_at_(beginning.at)
{
}

std::uint32_t Session::talking_seconds(Time now) const
{
    return seconds_in(now - began_at_);
}

std::uint32_t Session::guide_seconds() const
{
    return seconds_in(guide_);
}

bool Session::silent_start(Settings const& settings, Time now) const
{
    return stage_ == Stage::talking && !visitor_spoke_ && now - began_at_ >= settings.silent_start;
}

protocol::Started Session::started(Seat const& seat, Time now) const
{
    return {id_, seat.peer_alias, membership_, members(), talking_seconds(now), guide_seconds()};
}

void Session::begin(Time now, Effects& effects) const
{
    greet(visitor(), now, effects);
    greet(counsellor(), now, effects);
}

// Restates all that this page must know, in the order in which it came to be.
void Session::greet(Seat const& seat, Time now, Effects& effects) const
{
    tell(seat, started(seat, now), effects);
    if (seat.kind == SeatKind::counsellor && seat.connection)
        effects.push_back(TellCounsellor{*seat.connection, about_});
    tell_kept(seat, effects);
    if (stage_ == Stage::ending) tell(seat, protocol::Ending{id_, reason_}, effects);
    if (stage_ == Stage::ended) tell(seat, protocol::Ended{id_, reason_}, effects);
}

void Session::lose(SeatKind kind, Time now, Effects& effects)
{
    if (!stand_up(kind)) return;
    at(kind).away_since = now;
    at(kind).last_seen = now;
    if (stage_ != Stage::ended) tell(peer(kind), protocol::PeerAway{id_}, effects);
}

void Session::take(SeatKind kind, ConnectionId connection, Load const& load, Time now,
                   Effects& effects)
{
    auto const unseen = at(kind).unseen_at(now);
    auto const taken = sit(kind, connection, load);
    returned_ = now;
    if (taken.by_another) note_taken(at(kind), unseen, effects);
    greet(at(kind), now, effects);
    if (stage_ != Stage::ended) tell_taken(kind, taken, effects);
}

void Session::note_taken(Seat& seat, std::uint32_t unseen_seconds, Effects& effects)
{
    seat.unseen_seconds = unseen_seconds;
    seat.finished.reset();
    effects.push_back(Record{
        protocol::records::SeatTaken{id_, seat.kind, seat.load.id, membership_, unseen_seconds}});
}

// Another member, as after a reload, and another name on the visitor's screen: the visitor's page
// is told the session anew.
void Session::hand_over(StaffId to, Person const& next, Time now, Effects& effects)
{
    YORISOI_ASSERT(stage_ == Stage::talking && next.load.key.has_value());
    auto& seat = counsellor();
    auto const unseen = seat.unseen_at(now);
    restore_holder(to, next.alias, seat.holder + 1);
    seat.connection = next.connection;
    seat.unkept = 0;
    effects.push_back(Record{protocol::records::SeatHandedOver{id_, static_cast<std::uint32_t>(to),
                                                               next.alias, seat.holder}});
    renew(seat, next.load);
    note_taken(seat, unseen, effects);
    tell(visitor(), started(visitor(), now), effects);
    greet(seat, now, effects);
}

void Session::extend(Duration by, Effects& effects)
{
    guide_ += by;
    effects.push_back(Record{protocol::records::SessionExtended{id_, guide_seconds()}});
    tell_guide(SeatKind::visitor, effects);
    tell_guide(SeatKind::counsellor, effects);
}

void Session::tell_guide(SeatKind kind, Effects& effects) const
{
    tell(seat(kind), protocol::Guide{id_, guide_seconds()}, effects);
}

void Session::restore_holder(StaffId staff, std::string const& alias, std::uint32_t holder)
{
    staff_ = staff;
    visitor().peer_alias = alias;
    counsellor().holder = holder;
}

void Session::restore_seat(protocol::records::SeatTaken const& taken)
{
    auto& seat = at(taken.seat);
    seat.load = {taken.load, std::nullopt};
    seat.unseen_seconds = taken.unseen_seconds;
    membership_ = taken.membership;
}

} // namespace desk
