// How the naive desk brings two people together: by an offer to whoever is free longest, or because
// a counsellor takes the next. Nobody chooses whom.
#include "model/reference.hpp"

#include <algorithm>
#include <tuple>

namespace model {

using namespace protocol::counsellor;

Offer const* Reference::offer_to(StaffId staff) const
{
    auto const found = std::ranges::find(offers_, staff, &Offer::staff);
    return found == offers_.end() ? nullptr : &*found;
}

bool Reference::offered(Place const& place) const
{
    return std::ranges::find(offers_, place.pass, &Offer::pass) != offers_.end();
}

bool Reference::may_receive(StaffId staff) const
{
    auto const& counsellor = roster_.at(staff);
    return may_be_asked(staff) && counsellor.choice == Choice::available;
}

void Reference::note_free()
{
    for (auto& [staff, counsellor] : roster_) {
        if (!may_receive(staff))
            counsellor.free_since.reset();
        else if (!counsellor.free_since)
            counsellor.free_since = now_;
    }
}

// The fewest sessions first, then free longest, then the lower number.
void Reference::pair()
{
    if (shift_ == Shift::closed || disk_away_ || returning_since_) return;
    while (true) {
        std::optional<std::tuple<std::size_t, Time, StaffId>> best;
        for (auto const& [staff, counsellor] : roster_) {
            if (!may_receive(staff)) continue;
            auto const rank = std::tuple(seats_of(staff), *counsellor.free_since, staff);
            if (!best || rank < *best) best = rank;
        }
        auto const all = line();
        auto const next = std::ranges::find_if(
            all, [&](auto const* each) { return each->at && !each->parked && !offered(*each); });
        if (!best || next == all.end()) return;
        auto const staff = std::get<StaffId>(*best);
        auto& mine = *place((*next)->pass);
        mine.asked.reset(); // an offer needs no tap before it
        auto const name = SessionId{incarnation_, ++sessions_};
        offers_.push_back({name, mine.pass, staff, now_});
        record(protocol::records::TicketOffered{mine.ticket});
        tell(roster_.at(staff).at,
             protocol::counsellor::Offer{name, whole_seconds(settings_.offer),
                                         seconds_since(mine.joined),
                                         mine.answers.danger.value_or(false), mine.front});
        note_free();
    }
}

void Reference::withdraw(StaffId staff)
{
    if (!offer_to(staff)) return;
    tell(roster_.at(staff).at, OfferOver{offer_to(staff)->name, OfferEnd::withdrawn});
    std::erase_if(offers_, [&](auto const& each) { return each.staff == staff; });
}

// Whoever does not answer goes on a break; the next one is asked.
void Reference::lapse(StaffId staff)
{
    auto& counsellor = roster_.at(staff);
    tell(counsellor.at, OfferOver{offer_to(staff)->name, OfferEnd::lapsed});
    std::erase_if(offers_, [&](auto const& each) { return each.staff == staff; });
    counsellor.choice = Choice::on_break;
    counsellor.lapsed = true;
    ++counsellor.lapses;
    record_choice(staff, {});
}

void Reference::accept(StaffId staff, SessionId name)
{
    auto const* const offer = offer_to(staff);
    if (offer && offer->name == name) return begin(*place(offer->pass), staff, name);
    auto const* const known = talk(name);
    if (known && known->staff == staff) return; // accepted before; the greeting told it
    tell(roster_.at(staff).at, OfferOver{name, OfferEnd::withdrawn});
}

// A number that is not the one last told belongs to a request whose answer was lost.
void Reference::take_next(StaffId staff, std::uint32_t taken)
{
    auto const& counsellor = roster_.at(staff);
    if (taken != counsellor.taken) return tell(counsellor.at, line_for(staff));
    if (auto const* const offer = offer_to(staff))
        return begin(*place(offer->pass), staff, offer->name);
    if (auto const why = refusal(staff)) return tell(counsellor.at, NotTaken{*why});
    for (auto const* each : line())
        if (each->at && !each->parked && !offered(*each))
            return begin(*place(each->pass), staff, {incarnation_, ++sessions_});
}

std::optional<TakeRefusal> Reference::refusal(StaffId staff) const
{
    if (roster_.at(staff).heavy) return TakeRefusal::pausing;
    if (!has_room(staff)) return TakeRefusal::no_capacity;
    if (returning_since_) return TakeRefusal::returning;
    if (disk_away_) return TakeRefusal::paused;
    for (auto const* each : line())
        if (each->at && !each->parked && !offered(*each)) return std::nullopt;
    return TakeRefusal::nobody_waiting;
}

void Reference::begin(Place& place, StaffId staff, SessionId name)
{
    auto& counsellor = roster_.at(staff);
    std::erase_if(offers_, [&](auto const& each) { return each.name == name; });
    ++counsellor.taken;
    place.session = name;
    place.asked.reset();
    auto const waited = seconds_since(place.joined);
    if (!place.paired) waits_.push_back(waited);
    place.paired = true;
    talks_.push_back({name,
                      place.pass,
                      staff,
                      counsellor.alias,
                      {{{place.load, place.at}, {counsellor.load, counsellor.at}}},
                      now_,
                      settings_.guide,
                      About{name, place.answers, waited, place.broken_off,
                            whole_seconds(settings_.silent_start)}});
    std::ranges::sort(talks_, {}, &Talk::name);
    auto const& begun = *talk(name);
    tell(place.at, started(begun, SeatKind::visitor));
    tell(counsellor.at, started(begun, SeatKind::counsellor));
    tell(counsellor.at, begun.about);
    tell(counsellor.at, line_for(staff));
}

} // namespace model
