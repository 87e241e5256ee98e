// The seats of a session: who is there, who is told what on coming and going. Words are in
// talk.cpp, the end is in ending.cpp.
#include "desk/session.hpp"

#include "desk/assertion.hpp"
#include "desk/seconds.hpp"
#include "desk/tell.hpp"

#include <utility>

namespace desk {

using protocol::SeatKind;

Session::Session(Beginning beginning, Time now)
    : id_(beginning.about.session), ticket_(beginning.ticket), staff_(beginning.staff),
      about_(std::move(beginning.about)), guide_(beginning.guide), began_at_(beginning.at)
{
    visitor_.kind = SeatKind::visitor;
    visitor_.peer_alias = std::move(beginning.counsellor.alias);
    visitor_.load = beginning.visitor.load;
    visitor_.connection = beginning.visitor.connection;
    visitor_.away_since = now;
    visitor_.last_seen = began_at_;
    counsellor_.kind = SeatKind::counsellor;
    counsellor_.peer_alias = std::move(beginning.visitor.alias);
    counsellor_.load = beginning.counsellor.load;
    counsellor_.connection = beginning.counsellor.connection;
    counsellor_.away_since = now;
    counsellor_.last_seen = began_at_;
}

Seat const& Session::seat(SeatKind kind) const
{
    return kind == SeatKind::visitor ? visitor_ : counsellor_;
}

Seat& Session::at(SeatKind kind)
{
    return kind == SeatKind::visitor ? visitor_ : counsellor_;
}

Seat& Session::peer(SeatKind kind)
{
    return kind == SeatKind::visitor ? counsellor_ : visitor_;
}

std::optional<SeatKind> Session::seat_of(ConnectionId connection) const
{
    if (visitor_.connection == connection) return SeatKind::visitor;
    if (counsellor_.connection == connection) return SeatKind::counsellor;
    return std::nullopt;
}

std::vector<protocol::Member> Session::members() const
{
    auto const member = [](Seat const& seat) -> protocol::Member {
        auto const holder = seat.holder > 1 ? std::optional(seat.holder) : std::nullopt;
        return {seat.load.id,  seat.kind,           seat.present(),
                seat.load.key, seat.unseen_seconds, holder};
    };
    return {member(visitor_), member(counsellor_)};
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
    greet(visitor_, now, effects);
    greet(counsellor_, now, effects);
}

// Restates all that this page must know, in the order in which it came to be.
void Session::greet(Seat const& seat, Time now, Effects& effects) const
{
    tell(seat, started(seat, now), effects);
    if (seat.kind == SeatKind::counsellor && seat.connection)
        effects.push_back(TellCounsellor{*seat.connection, about_});
    auto const& other = seat.kind == SeatKind::visitor ? counsellor_ : visitor_;
    if (other.held) tell(seat, protocol::Hold{id_}, effects);
    for (auto const& word : seat.kept.words())
        tell(seat, word, effects);
    if (stage_ == Stage::ending) tell(seat, protocol::Ending{id_, reason_}, effects);
    if (stage_ == Stage::ended) tell(seat, protocol::Ended{id_, reason_}, effects);
}

void Session::lose(SeatKind kind, Time now, Effects& effects)
{
    auto& seat = at(kind);
    if (!seat.present()) return;
    seat.connection.reset();
    seat.away_since = now;
    seat.last_seen = now;
    if (stage_ != Stage::ended) tell(peer(kind), protocol::PeerAway{id_}, effects);
}

// The same load comes back to what it left: its key is still good, and kept words reach it. Another
// load is another member.
void Session::take(SeatKind kind, ConnectionId connection, Load const& load, Time now,
                   Effects& effects)
{
    YORISOI_ASSERT(load.key.has_value());
    auto& seat = at(kind);
    auto& other = peer(kind);
    auto const unseen = seat.unseen_at(now);
    seat.connection = connection;
    seat.unkept = 0;
    returned_ = now;
    if (seat.load.id == load.id) {
        seat.load = load;
        greet(seat, now, effects);
        if (stage_ != Stage::ended)
            tell(other, protocol::PeerBack{id_, load.id, *load.key}, effects);
        return;
    }
    auto const was_held = seat.held;
    change_load(seat, load, unseen, effects);
    greet(seat, now, effects);
    if (stage_ == Stage::ended) return;
    tell(other, protocol::Members{id_, membership_, members()}, effects);
    if (was_held) tell(other, protocol::Release{id_}, effects);
}

// Nothing that was locked for the former load is of use to the new one. What either was told to
// hold is not so any more.
void Session::change_load(Seat& seat, Load const& load, std::uint32_t unseen_seconds,
                          Effects& effects)
{
    seat.load = load;
    seat.unseen_seconds = unseen_seconds;
    seat.kept.clear();
    seat.finished.reset();
    seat.held = false;
    peer(seat.kind).held = false;
    ++membership_;
    effects.push_back(
        Record{protocol::records::SeatTaken{id_, seat.kind, load.id, membership_, unseen_seconds}});
}

// Another member, as after a reload, and another name on the visitor's screen: the visitor's page
// is told the session anew.
void Session::hand_over(StaffId to, Person const& next, Time now, Effects& effects)
{
    YORISOI_ASSERT(stage_ == Stage::talking && next.load.key.has_value());
    auto const unseen = counsellor_.unseen_at(now);
    restore_holder(to, next.alias, counsellor_.holder + 1);
    counsellor_.connection = next.connection;
    counsellor_.unkept = 0;
    effects.push_back(Record{protocol::records::SeatHandedOver{id_, static_cast<std::uint32_t>(to),
                                                               next.alias, counsellor_.holder}});
    change_load(counsellor_, next.load, unseen, effects);
    tell(visitor_, started(visitor_, now), effects);
    greet(counsellor_, now, effects);
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
    visitor_.peer_alias = alias;
    counsellor_.holder = holder;
}

void Session::restore_seat(protocol::records::SeatTaken const& taken)
{
    auto& seat = at(taken.seat);
    seat.load = {taken.load, std::nullopt};
    seat.unseen_seconds = taken.unseen_seconds;
    membership_ = taken.membership;
}

} // namespace desk
