// The naive desk's sessions: design.md, section 3. Who sits where, how a session ends, and what
// falls due by itself. What is said in a session is in reference_words.cpp.
#include "model/reference.hpp"
#include "protocol/codec.hpp"

#include <algorithm>
#include <numeric>

namespace model {

namespace {

constexpr auto visitor_alias = "相談者"; // what a counsellor reads

template <class Message>
std::string text(Message const& message)
{
    return protocol::encode(message);
}

} // namespace

Reference::Place* Reference::place(PassHash const& pass)
{
    auto const found = std::ranges::find(places_, pass, &Place::pass);
    return found == places_.end() ? nullptr : &*found;
}

Reference::Talk* Reference::talk(SessionId name)
{
    auto const found = std::ranges::find(talks_, name, &Talk::name);
    return found == talks_.end() ? nullptr : &*found;
}

Reference::Talk const* Reference::talk(SessionId name) const
{
    auto const found = std::ranges::find(talks_, name, &Talk::name);
    return found == talks_.end() ? nullptr : &*found;
}

// Nobody chooses whom: the first of the line whose page is there. A number that is not the one last
// told belongs to a request whose answer was lost.
void Reference::take_next(ConnectionId connection, StaffId staff, std::uint32_t taken)
{
    using namespace protocol::counsellor;
    auto const back = [&](auto const& message) { told_[connection].push_back(text(message)); };
    if (taken != taken_[staff]) return back(line_for(staff));
    if (seats_of(staff) >= settings_.sessions_per_counsellor)
        return back(NotTaken{TakeRefusal::no_capacity});
    auto const all = line();
    auto const next =
        std::ranges::find_if(all, [](auto const* each) { return each->at.has_value(); });
    if (next == all.end()) return back(NotTaken{TakeRefusal::nobody_waiting});
    auto& mine = *place((*next)->pass);
    ++taken_[staff];
    auto const name = SessionId{incarnation_, ++sessions_};
    mine.session = name;
    mine.front = false;
    auto const& counsellor = roster_.at(staff);
    talks_.push_back({name,
                      mine.pass,
                      staff,
                      counsellor.alias,
                      {{{mine.load, mine.at}, {counsellor.load, counsellor.at}}}});
    told_[*mine.at].push_back(text(started(talks_.back(), SeatKind::visitor)));
    back(started(talks_.back(), SeatKind::counsellor));
    back(line_for(staff));
}

// Free from `ending` on; asked again it is answered again.
void Reference::wrap_up(StaffId staff, SessionId name)
{
    auto& counsellor = roster_.at(staff);
    if (auto* const mine = talk(name); mine && mine->staff == staff) {
        if (mine->stage == Stage::talking) return;
        end(*mine, mine->reason);
        settle();
        std::erase_if(talks_, [&](auto const& each) { return each.name == name; });
    }
    if (counsellor.at)
        told_[*counsellor.at].push_back(text(protocol::counsellor::WrappedUp{name}));
    else if (!counsellor.off_at)
        counsellor.off_at = now_ + settings_.counsellor_grace;
}

std::vector<protocol::Member> Reference::members(Talk const& talk) const
{
    return {{talk.seats[0].load, SeatKind::visitor, talk.seats[0].at.has_value()},
            {talk.seats[1].load, SeatKind::counsellor, talk.seats[1].at.has_value()}};
}

protocol::Started Reference::started(Talk const& talk, SeatKind kind) const
{
    return {talk.name, kind == SeatKind::visitor ? talk.alias : visitor_alias, talk.membership,
            members(talk)};
}

// A greeting restates everything. Another load is another member: what was locked for the former
// one is of no use, and whoever held their words back sends them again.
void Reference::sit(Talk& talk, SeatKind kind, ConnectionId connection, LoadId load)
{
    auto& seat = talk.seats.at(index(kind));
    auto& other = talk.seats.at(1 - index(kind));
    auto const another = seat.load != load;
    auto const released = another && seat.held;
    seat.at = connection;
    talk.returned = now_;
    if (another) {
        ++talk.membership;
        seat.load = load;
        seat.unread.clear();
        seat.held = false;
        seat.last.reset();
        other.held = false; // that was told to the former load
    }
    auto& told = told_[connection];
    told.push_back(text(started(talk, kind)));
    if (other.held) told.push_back(text(protocol::Hold{talk.name}));
    for (auto const& word : seat.unread)
        told.push_back(text(word));
    if (talk.stage == Stage::ending) told.push_back(text(protocol::Ending{talk.name, talk.reason}));
    if (talk.stage == Stage::ended) told.push_back(text(protocol::Ended{talk.name, talk.reason}));
    if (talk.stage == Stage::ended || !other.at) return;
    auto& theirs = told_[*other.at];
    theirs.push_back(another ? text(protocol::Members{talk.name, talk.membership, members(talk)})
                             : text(protocol::PeerBack{talk.name, load}));
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
}

// The visitor of a lost counsellor stands in the front band, as long as there is a shift.
void Reference::end(Talk& talk, EndReason reason)
{
    if (talk.stage == Stage::ended) return;
    if (talk.stage == Stage::talking) talk.reason = reason;
    talk.stage = Stage::ended;
    talk.since = now_;
    for (auto& seat : talk.seats) {
        seat.unread.clear();
        if (seat.at) told_[*seat.at].push_back(text(protocol::Ended{talk.name, talk.reason}));
    }
    auto& mine = *place(talk.visitor);
    if (talk.reason != EndReason::counsellor_lost || shift_ == Shift::closed)
        return forget(mine.pass, talk.reason);
    mine.session.reset();
    mine.front = true;
    mine.away_since = now_;
    if (mine.at) told_[*mine.at].push_back(text(queued(mine)));
}

std::optional<Time> Reference::due(Talk const& talk) const
{
    auto const& [visitor, counsellor] = talk.seats;
    auto const both = visitor.at && counsellor.at;
    if (talk.stage == Stage::ended) return talk.since + settings_.wrap_up;
    if (talk.stage == Stage::ending) {
        auto const last = talk.since + settings_.ending_away;
        auto const present = std::max(talk.since, talk.returned) + settings_.ending_present;
        return both ? std::min(last, present) : last;
    }
    if (both) return std::nullopt;
    auto first = Time::max();
    if (!visitor.at) first = visitor.away_since + settings_.visitor_grace;
    if (!counsellor.at) first = std::min(first, counsellor.away_since + settings_.counsellor_grace);
    return first;
}

// Of what is due at the same moment: the line, then sessions, then the roster, the lowest number
// first.
std::optional<Reference::Due> Reference::earliest(Time now) const
{
    std::optional<Due> first;
    auto const consider = [&](std::optional<Time> at, Due::Of of, std::size_t which) {
        if (at && *at <= now && (!first || *at < first->at)) first = Due{*at, of, which};
    };
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (!places_[i].session && !places_[i].at && !places_[i].parked)
            consider(places_[i].away_since + settings_.line_grace, Due::Of::place, i);
    std::vector<std::size_t> talks(talks_.size());
    std::iota(talks.begin(), talks.end(), std::size_t{0});
    std::ranges::stable_sort(talks, {}, [&](auto i) { return talks_[i].name.counter; });
    for (auto const i : talks)
        consider(due(talks_[i]), Due::Of::talk, i);
    for (auto const& [staff, counsellor] : roster_)
        consider(counsellor.off_at, Due::Of::staff, static_cast<std::size_t>(staff));
    return first;
}

void Reference::fall_due(Due const& due)
{
    if (due.of == Due::Of::place) {
        places_.at(due.which).parked = true;
    } else if (due.of == Due::Of::staff) {
        auto const staff = StaffId{static_cast<std::uint32_t>(due.which)};
        roster_.at(staff).off_at.reset();
        if (seats_of(staff) == 0) roster_.erase(staff);
    } else if (auto& mine = talks_.at(due.which); mine.stage == Stage::ended) {
        wrap_up(mine.staff, mine.name);
    } else {
        auto const& visitor = mine.seats[0];
        auto const lost = !visitor.at && visitor.away_since + settings_.visitor_grace <= now_;
        end(mine, lost ? EndReason::visitor_lost : EndReason::counsellor_lost);
    }
}

} // namespace model
