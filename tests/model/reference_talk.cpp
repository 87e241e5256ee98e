// The naive desk's sessions: design.md, section 3. Who sits where, how a session ends, and where
// its visitor goes then. What is said in a session is in reference_words.cpp.
#include "model/reference.hpp"
#include "protocol/codec.hpp"
#include "support/key_of.hpp"

#include <algorithm>

namespace model {

namespace {

constexpr auto visitor_alias = "相談者"; // what a counsellor reads

template <class Message>
std::string text(Message const& message)
{
    return protocol::encode(message);
}

} // namespace

Place* Reference::place(PassHash const& pass)
{
    auto const found = std::ranges::find(places_, pass, &Place::pass);
    return found == places_.end() ? nullptr : &*found;
}

Talk* Reference::talk(SessionId name)
{
    auto const found = std::ranges::find(talks_, name, &Talk::name);
    return found == talks_.end() ? nullptr : &*found;
}

Talk const* Reference::talk(SessionId name) const
{
    auto const found = std::ranges::find(talks_, name, &Talk::name);
    return found == talks_.end() ? nullptr : &*found;
}

std::vector<protocol::Member> Reference::members(Talk const& talk) const
{
    auto const member = [&](SeatKind kind) -> protocol::Member {
        auto const& seat = talk.seats.at(index(kind));
        auto const key = seat.been_there ? std::optional(key_of(seat.load)) : std::nullopt;
        auto const holder = seat.holder > 1 ? std::optional(seat.holder) : std::nullopt;
        return {seat.load, kind, seat.at.has_value(), key, seat.unseen, holder};
    };
    return {member(SeatKind::visitor), member(SeatKind::counsellor)};
}

protocol::Started Reference::started(Talk const& talk, SeatKind kind) const
{
    return {talk.name,
            kind == SeatKind::visitor ? talk.alias : visitor_alias,
            talk.membership,
            members(talk),
            seconds_since(talk.began),
            whole_seconds(talk.guide)};
}

// A greeting restates everything. Another load is another member: what was locked for the former
// one is of no use, and whoever held their words back sends them again.
void Reference::sit(Talk& talk, SeatKind kind, ConnectionId connection, LoadId load)
{
    auto& seat = talk.seats.at(index(kind));
    auto& other = talk.seats.at(1 - index(kind));
    auto const another = seat.load != load;
    auto const released = another && seat.held;
    auto const since = seat.been_there ? seat.away_since : talk.began;
    auto const unseen = seat.at ? 0 : seconds_since(since);
    seat.at = connection;
    seat.unkept = 0;
    seat.been_there = true;
    talk.returned = now_;
    if (another) {
        ++talk.membership;
        seat.load = load;
        seat.unseen = unseen;
        seat.unread.clear();
        seat.held = false;
        seat.last.reset();
        other.held = false; // that was told to the former load
    }
    auto& told = told_[connection];
    told.push_back(text(started(talk, kind)));
    if (kind == SeatKind::counsellor) told.push_back(text(talk.about));
    if (other.held) told.push_back(text(protocol::Hold{talk.name}));
    for (auto const& word : seat.unread)
        told.push_back(text(word));
    if (talk.stage == Stage::ending) told.push_back(text(protocol::Ending{talk.name, talk.reason}));
    if (talk.stage == Stage::ended) told.push_back(text(protocol::Ended{talk.name, talk.reason}));
    if (talk.stage == Stage::ended || !other.at) return;
    auto& theirs = told_[*other.at];
    theirs.push_back(another ? text(protocol::Members{talk.name, talk.membership, members(talk)})
                             : text(protocol::PeerBack{talk.name, load, key_of(load)}));
    if (released) theirs.push_back(text(protocol::Release{talk.name}));
}

void Reference::stand_up(Talk& talk, SeatKind kind)
{
    auto& seat = talk.seats.at(index(kind));
    auto const& other = talk.seats.at(1 - index(kind));
    if (!seat.at) return;
    seat.at.reset();
    seat.away_since = now_;
    if (talk.stage != Stage::ended && other.at)
        told_[*other.at].push_back(text(protocol::PeerAway{talk.name}));
}

void Reference::begin_end(Talk& talk, EndReason reason)
{
    if (talk.stage != Stage::talking) return;
    talk.stage = Stage::ending;
    talk.reason = reason;
    talk.since = now_;
    for (auto const& seat : talk.seats)
        if (seat.at) told_[*seat.at].push_back(text(protocol::Ending{talk.name, reason}));
    withdraw_ask(talk.name);
    end_threads_about(talk.name);
}

// What was remembered for the end is carried out at once.
void Reference::end(SessionId name, EndReason reason, Visitor visitor)
{
    auto& mine = *talk(name);
    if (mine.stage == Stage::ended) return;
    if (mine.stage == Stage::talking) mine.reason = reason;
    mine.stage = Stage::ended;
    mine.since = now_;
    lengths_.push_back(seconds_since(mine.began));
    for (auto& seat : mine.seats) {
        seat.unread.clear();
        tell(seat.at, protocol::Ended{mine.name, mine.reason});
    }
    withdraw_ask(name);
    end_threads_about(name);
    if (mine.reason == EndReason::cooled_down) refuse_from_now(mine);
    after_end(mine.visitor, mine.reason, visitor);
    if (mine.done) wrapped_up(mine.staff, name, *mine.done);
}

// The visitor of a lost counsellor stands in the front band; who said nothing, at the own place
// until a tap. Both only as long as there is a shift.
void Reference::after_end(PassHash const& pass, EndReason reason, Visitor visitor)
{
    auto& mine = *place(pass);
    auto const lost = reason == EndReason::counsellor_lost;
    if (!lost && reason != EndReason::no_show) return forget(pass, reason);
    mine.session.reset(); // what is told now is told to the place
    mine.away_since = now_;
    if (shift_ == Shift::closed) return forget(pass, EndReason::not_reached);
    mine.front = mine.front || lost;
    mine.broken_off = mine.broken_off || lost;
    mine.parked = !lost;
    if (!lost) mine.until_tap = protocol::visitor::ParkReason::no_show;
    if (visitor == Visitor::leaves) return leave_line(pass, EndReason::visitor_left);
    stand_in_line(mine);
}

// The end by the counsellor; after the guide length it is called by its name.
void Reference::finish(SessionId session, ConnectionId from)
{
    auto* const mine = talk(session);
    if (!mine || mine->seats.at(1).at != from) return;
    begin_end(*mine, now_ - mine->began >= mine->guide ? EndReason::time_over
                                                       : EndReason::counsellor_ended);
}

void Reference::put_back(SessionId session, ConnectionId from)
{
    auto* const mine = talk(session);
    if (!mine || mine->seats.at(1).at != from || mine->visitor_spoke) return;
    if (now_ - mine->began >= settings_.silent_start) begin_end(*mine, EndReason::no_show);
}

// `guide` is the length that the page knows: asked twice, it is extended once.
void Reference::extend(SessionId session, std::uint32_t guide, ConnectionId from)
{
    auto* const mine = talk(session);
    if (!mine || mine->seats.at(1).at != from) return;
    if (mine->stage != Stage::talking || guide != whole_seconds(mine->guide))
        return tell(from, protocol::Guide{session, whole_seconds(mine->guide)});
    mine->guide += settings_.guide_extension;
    protocol::Guide const longer{session, whole_seconds(mine->guide)};
    record(protocol::records::SessionExtended{session, longer.guide_seconds});
    for (auto const& seat : mine->seats)
        tell(seat.at, longer);
}

} // namespace model
