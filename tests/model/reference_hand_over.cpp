// How the naive desk hands a session over to a colleague: design.md, section 3. Agreed first, done
// then.
#include "model/reference.hpp"
#include "support/key_of.hpp"

#include <algorithm>

namespace model {

using namespace protocol::counsellor;

Ask const* Reference::ask_to(StaffId staff) const
{
    auto const found = std::ranges::find(asks_, staff, &Ask::staff);
    return found == asks_.end() ? nullptr : &*found;
}

Ask const* Reference::ask_for(SessionId session) const
{
    auto const found = std::ranges::find(asks_, session, &Ask::name);
    return found == asks_.end() ? nullptr : &*found;
}

// Whoever is asked to take one over has no room for another until that is answered.
bool Reference::has_room(StaffId staff) const
{
    return seats_of(staff) + (ask_to(staff) ? 1 : 0) < roster_.at(staff).limit;
}

// Also on a break: to be asked is no more than that.
bool Reference::may_be_asked(StaffId staff) const
{
    auto const& counsellor = roster_.at(staff);
    return counsellor.at && !counsellor.heavy && !offer_to(staff) && !ask_to(staff) &&
           has_room(staff);
}

void Reference::tell_colleagues(StaffId staff)
{
    Colleagues told;
    for (auto const& [other, colleague] : roster_)
        if (other != staff && may_be_asked(other))
            told.colleagues.push_back({static_cast<std::uint32_t>(other), colleague.alias});
    tell(roster_.at(staff).at, told);
}

void Reference::ask_hand_over(SessionId session, StaffId colleague, ConnectionId from)
{
    auto const* const mine = talk(session);
    if (!mine || mine->seats.at(1).at != from || ask_for(session)) return;
    if (mine->stage != Stage::talking || disk_away_)
        return tell(from, HandOverOver{session, HandOverEnd::withdrawn});
    if (!roster_.contains(colleague) || colleague == mine->staff || !may_be_asked(colleague))
        return tell(from, HandOverOver{session, HandOverEnd::absent});
    asks_.push_back({session, colleague, now_});
    tell_asked(*mine, colleague);
    begin_thread(*mine, colleague);
}

void Reference::tell_asked(Talk const& talk, StaffId colleague)
{
    std::ranges::find(asks_, talk.name, &Ask::name)->since = now_;
    tell(roster_.at(colleague).at,
         HandOverAsked{talk.name, whole_seconds(settings_.offer), roster_.at(talk.staff).alias,
                       talk.about.answers, seconds_since(talk.began)});
}

void Reference::accept_hand_over(StaffId staff, SessionId name)
{
    auto* const known = talk(name);
    auto const* const ask = ask_for(name);
    if (ask && ask->staff == staff) return hand_over(*known, staff);
    if (known && known->staff == staff) return; // accepted before; the greeting told it
    tell(roster_.at(staff).at, HandOverOver{name, HandOverEnd::withdrawn});
}

// Another member in the seat, as after a reload, and another name for the visitor: the session is
// told anew. Who had the seat has nothing of it any more.
void Reference::hand_over(Talk& talk, StaffId to)
{
    auto& former = roster_.at(talk.staff);
    auto& next = roster_.at(to);
    auto& seat = talk.seats.at(1);
    auto const since = seat.been_there ? seat.away_since : talk.began;
    auto const unseen = seat.at ? 0 : seconds_since(since);
    std::erase_if(asks_, [&](auto const& each) { return each.name == talk.name; });
    move_threads(talk.name, to);
    talk.staff = to;
    talk.alias = next.alias;
    ++talk.membership;
    seat = {next.load, next.at, {}, true, unseen, seat.holder + 1, {}, false, 0, seat.shown};
    talk.seats.at(0).held = false;
    ++next.taken;
    record(protocol::records::SeatHandedOver{talk.name, static_cast<std::uint32_t>(to), talk.alias,
                                             seat.holder});
    tell(talk.seats.at(0).at, started(talk, SeatKind::visitor));
    tell(next.at, started(talk, SeatKind::counsellor));
    tell(next.at, talk.about);
    tell(next.at, line_for(to));
    tell(former.at, HandedOver{talk.name});
    if (!former.at && !former.off_at) former.off_at = now_ + settings_.counsellor_grace;
}

void Reference::end_ask(StaffId asked, HandOverEnd reason)
{
    auto const* const ask = ask_to(asked);
    if (!ask) return;
    HandOverOver const over{ask->name, reason};
    std::erase_if(asks_, [&](auto const& each) { return each.staff == asked; });
    tell(roster_.at(asked).at, over);
    tell(roster_.at(talk(over.session)->staff).at, over);
    settle_threads(over.session, asked);
}

void Reference::withdraw_ask(SessionId session)
{
    if (auto const* const ask = ask_for(session)) end_ask(ask->staff, HandOverEnd::withdrawn);
}

} // namespace model
