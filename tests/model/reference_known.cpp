// What there is to know of the naive desk's whole: whether it receives, positions and the wait, the
// line as counsellors see it, the supervisor's overview.
#include "model/reference.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace model {

using protocol::visitor::Intake;
namespace limits = protocol::limits;

namespace {

constexpr std::size_t last = 32; // of waits and sessions
constexpr std::size_t enough = 20;

template <class Count>
std::uint32_t number(Count count)
{
    return static_cast<std::uint32_t>(count);
}

std::vector<std::uint32_t> newest(std::vector<std::uint32_t> const& all)
{
    auto const skipped = all.size() - std::min(all.size(), last);
    return {all.begin() + static_cast<std::ptrdiff_t>(skipped), all.end()};
}

} // namespace

std::string closing(protocol::CloseCode code)
{
    return "closed " + std::to_string(static_cast<int>(code));
}

std::uint32_t whole_seconds(desk::Duration duration)
{
    auto const known = std::max(duration, desk::Duration::zero());
    return limits::in_seconds(std::chrono::floor<std::chrono::seconds>(known));
}

std::uint32_t begun_seconds(desk::Duration duration)
{
    auto const known = std::max(duration, desk::Duration::zero());
    return limits::in_seconds(std::chrono::ceil<std::chrono::seconds>(known));
}

void stop_clock(protocol::counsellor::Line& line)
{
    line.longest_wait_seconds = 0;
}

void stop_clock(protocol::supervisor::Overview& overview)
{
    overview.longest_wait_seconds = 0;
    if (overview.closes_in_seconds) overview.closes_in_seconds = 0;
    for (auto& tile : overview.staff)
        tile.since_seconds = 0;
    for (auto& place : overview.line)
        place.waited_seconds = 0;
}

std::uint32_t Reference::seconds_since(Time past) const
{
    return whole_seconds(now_ - past);
}

Intake Reference::intake() const
{
    if (shift_ == Shift::closed) return Intake::closed;
    if (shift_ == Shift::over) return Intake::over;
    if (shift_ == Shift::paused || disk_away_) return Intake::paused;
    auto const full = waiting() >= settings_.line_capacity ||
                      line().size() >= 8 * settings_.line_capacity; // parked ones included
    if (full || cannot_be_served()) return Intake::full;
    return Intake::open;
}

// Somebody who came now, behind all who wait, would not be served before intake ends.
bool Reference::cannot_be_served() const
{
    if (!closes_at_ || waiting() == 0) return false;
    return now_ + until_served(waiting()) > *closes_at_ - settings_.intake_stops_before;
}

// As long as sessions lately were, for each turn at all seats that are there.
desk::Duration Reference::until_served(std::size_t position) const
{
    auto length = settings_.guide;
    if (auto const known = newest(lengths_); known.size() >= enough) {
        auto const sum = std::accumulate(known.begin(), known.end(), std::int64_t{0});
        length = desk::Duration(1000 * sum / static_cast<std::int64_t>(known.size()));
    }
    std::int64_t seats = 0;
    for (auto const& [staff, counsellor] : roster_)
        if (counsellor.at) seats += counsellor.limit;
    return length * static_cast<std::int64_t>(position) / std::max<std::int64_t>(seats, 1);
}

std::optional<protocol::visitor::WaitRange> Reference::wait_range() const
{
    auto known = newest(waits_);
    if (known.size() < enough) return std::nullopt;
    std::ranges::sort(known);
    auto const minutes = [&](std::size_t percent) {
        auto const rank = (percent * known.size() + 99) / 100;
        return std::max(1U, (known.at(rank - 1) + 59) / 60);
    };
    return protocol::visitor::WaitRange{minutes(50), minutes(90)};
}

// Two bands, in each the order of arrival; parked ones keep their place in it.
std::vector<Place const*> Reference::line() const
{
    std::vector<Place const*> line;
    for (auto const front : {true, false})
        for (auto const& each : places_)
            if (!each.session && each.front == front) line.push_back(&each);
    return line;
}

// Those who are parked count in nobody's position; whoever is offered still does.
std::uint32_t Reference::position(Place const& place) const
{
    std::uint32_t position = 1;
    for (auto const* each : line()) {
        if (each->pass == place.pass) break;
        if (!each->parked) ++position;
    }
    return position;
}

std::uint32_t Reference::waiting() const
{
    return number(std::ranges::count_if(line(), [](auto const* each) { return !each->parked; }));
}

std::uint32_t Reference::receiving() const
{
    return number(std::ranges::count_if(
        roster_, [&](auto const& entry) { return may_receive(entry.first); }));
}

protocol::visitor::Queued Reference::queued(Place const& place) const
{
    auto const at = position(place);
    auto const late = closes_at_ && at > receiving() && now_ + until_served(at) > *closes_at_;
    return {at, wait_range(), late};
}

protocol::counsellor::Line Reference::line_for(StaffId staff) const
{
    auto const all = overview();
    return {intake(), all.waiting, all.longest_wait_seconds, roster_.at(staff).taken,
            returning_since_.has_value()};
}

protocol::supervisor::Place Reference::seen(Place const& place) const
{
    using protocol::supervisor::PlaceState;
    auto const state = place.parked     ? PlaceState::parked
                       : !place.at      ? PlaceState::away
                       : offered(place) ? PlaceState::offered
                                        : PlaceState::waiting;
    return {place.ticket, state, seconds_since(place.joined), place.front,
            place.answers.danger.value_or(false)};
}

protocol::supervisor::Overview Reference::overview() const
{
    protocol::supervisor::Overview overview;
    overview.intake = intake();
    for (auto const* each : line()) {
        overview.line.push_back(seen(*each));
        if (each->parked) {
            ++overview.parked;
            continue;
        }
        ++overview.waiting;
        if (!each->at) ++overview.waiting_away;
        overview.longest_wait_seconds =
            std::max(overview.longest_wait_seconds, seconds_since(each->joined));
    }
    overview.talking = number(
        std::ranges::count_if(talks_, [](auto const& each) { return each.stage != Stage::ended; }));
    overview.free = receiving();
    overview.signed_in = staff_there();
    overview.needed = settings_.needed_staff;
    if (closes_at_) overview.closes_in_seconds = whole_seconds(*closes_at_ - now_);
    overview.returning = returning_since_.has_value();
    for (auto const& [staff, counsellor] : roster_)
        overview.staff.push_back({counsellor.alias, presence(staff), number(seats_of(staff)),
                                  counsellor.limit, seconds_since(counsellor.since),
                                  counsellor.lapses});
    return overview;
}

void Reference::settle()
{
    for (auto const& [staff, counsellor] : roster_)
        note_presence(staff);
    for (auto& [connection, texts] : present_truth(Clock::running))
        truths_[connection].push_back(std::move(texts.front()));
    might_be_asked_.merge(to_be_asked());
}

// Without the disk nothing of this is told.
Told Reference::present_truth(Clock clock) const
{
    Told truth;
    for (auto const* each : line())
        if (each->at && !each->until_tap)
            truth[*each->at].push_back(protocol::encode(queued(*each)));
    for (auto const& [staff, counsellor] : roster_) {
        if (!counsellor.at) continue;
        auto line = line_for(staff);
        if (clock == Clock::still) stop_clock(line);
        truth[*counsellor.at].push_back(protocol::encode(line));
    }
    auto seen = overview();
    if (clock == Clock::still) stop_clock(seen);
    for (auto const& [connection, page] : pages_) {
        if (page.supervisor)
            truth[connection].push_back(protocol::encode(seen));
        else if (!page.counsellor && !page.place)
            truth[connection].push_back(
                protocol::encode(protocol::visitor::IntakeChanged{intake(), next_opening_}));
    }
    return truth;
}

// Those near the head whose last tap is old.
std::set<ConnectionId> Reference::to_be_asked() const
{
    std::set<ConnectionId> near;
    for (auto const* each : line())
        if (each->at && !each->parked && !offered(*each) && !each->asked &&
            position(*each) <= settings_.near_head && now_ - each->tapped >= settings_.tap_lasts)
            near.insert(*each->at);
    return near;
}

// By now an offer may have made the question needless.
void Reference::asked(ConnectionId connection)
{
    for (auto& each : places_)
        if (each.at == connection && !each.session && !each.parked && !offered(each))
            each.asked = now_;
}

} // namespace model
