// The naive desk's shift, and what there is to know of the whole: positions, the line as
// counsellors see it, the supervisor's overview.
#include "model/reference.hpp"
#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <chrono>

namespace model {

using protocol::supervisor::Presence;
using protocol::visitor::Intake;
namespace limits = protocol::limits;

namespace {

std::uint32_t seconds(desk::Duration duration)
{
    return limits::in_seconds(std::chrono::duration_cast<std::chrono::seconds>(duration));
}

std::uint32_t number(auto count)
{
    return static_cast<std::uint32_t>(count);
}

} // namespace

void Reference::hear(desk::SupervisorSaid const& said)
{
    using namespace protocol::supervisor;
    auto const from = said.connection;
    auto const* hello = std::get_if<Hello>(&said.message);
    if (!greeted_well(from, hello != nullptr, hello ? hello->protocol : 0)) return;
    auto const tell_back = [&](auto const& message) {
        told_[from].push_back(protocol::encode(message));
    };
    if (hello) {
        pages_[from] = {{}, {}, {}, true};
        tell_back(
            Welcome{said.staff.alias, seconds(limits::ping_interval), seconds(limits::silence)});
        tell_back(overview());
    } else if (std::holds_alternative<OpenShift>(said.message)) {
        open();
    } else if (std::holds_alternative<StopIntake>(said.message)) {
        if (shift_ == Shift::open) shift_ = Shift::over;
    } else if (std::holds_alternative<CloseShift>(said.message)) {
        close();
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        tell_back(protocol::Pong{});
    }
}

void Reference::crash(Time now, std::uint32_t incarnation)
{
    now_ = now;
    incarnation_ = incarnation;
    sessions_ = 0;
    pages_.clear();
    taken_.clear();
    for (auto& each : places_) {
        each.at.reset();
        each.load = {}; // known again from the next greeting
        each.away_since = now;
    }
    for (auto& each : talks_) {
        if (each.stage == Stage::ending) each.stage = Stage::talking;
        for (auto& seat : each.seats)
            seat = {seat.load, std::nullopt, now};
        each.returned = {};
    }
    for (auto& [staff, counsellor] : roster_) {
        counsellor.at.reset();
        counsellor.off_at = now + settings_.counsellor_grace;
        counsellor.presence = Presence::away;
        counsellor.since = now;
    }
    truths_.clear();
}

void Reference::open()
{
    if (shift_ == Shift::closed) gone_.clear();
    shift_ = Shift::open;
}

// A running session is never cut; who waits is told that they were not reached.
void Reference::close()
{
    shift_ = Shift::closed;
    auto const all = places_;
    for (auto const& each : all)
        if (!each.session) forget(each.pass, EndReason::not_reached);
}

Intake Reference::intake() const
{
    if (shift_ == Shift::closed) return Intake::closed;
    if (shift_ == Shift::over) return Intake::over;
    return line().size() >= settings_.line_capacity ? Intake::full : Intake::open;
}

// Two bands, in each the order of arrival; parked ones keep their place in it.
std::vector<Reference::Place const*> Reference::line() const
{
    std::vector<Place const*> line;
    for (auto const front : {true, false})
        for (auto const& each : places_)
            if (!each.session && each.front == front) line.push_back(&each);
    return line;
}

// Those who are parked count in nobody's position.
protocol::visitor::Queued Reference::queued(Place const& place) const
{
    std::uint32_t position = 1;
    for (auto const* each : line()) {
        if (each->pass == place.pass) break;
        if (!each->parked) ++position;
    }
    return {position};
}

protocol::counsellor::Line Reference::line_for(StaffId staff) const
{
    auto const taken = taken_.contains(staff) ? taken_.at(staff) : 0;
    auto const all = overview();
    return {intake(), all.waiting, all.longest_wait_seconds, taken};
}

Presence Reference::presence(StaffId staff) const
{
    if (!roster_.at(staff).at) return Presence::away;
    if (seats_of(staff) == 0) return Presence::available;
    auto const open = [&](auto const& each) {
        return each.staff == staff && each.stage != Stage::ended;
    };
    return std::ranges::any_of(talks_, open) ? Presence::in_session : Presence::wrapping_up;
}

std::size_t Reference::seats_of(StaffId staff) const
{
    return static_cast<std::size_t>(std::ranges::count(talks_, staff, &Talk::staff));
}

protocol::supervisor::Overview Reference::overview() const
{
    protocol::supervisor::Overview overview;
    overview.intake = intake();
    for (auto const* each : line()) {
        if (each->parked) {
            ++overview.parked;
            continue;
        }
        ++overview.waiting;
        if (!each->at) ++overview.waiting_away;
        overview.longest_wait_seconds =
            std::max(overview.longest_wait_seconds, seconds(now_ - each->joined));
    }
    overview.talking = number(
        std::ranges::count_if(talks_, [](auto const& each) { return each.stage != Stage::ended; }));
    for (auto const& [staff, counsellor] : roster_) {
        if (counsellor.at && seats_of(staff) < settings_.sessions_per_counsellor) ++overview.free;
        overview.staff.push_back({counsellor.alias, presence(staff), number(seats_of(staff)),
                                  seconds(now_ - counsellor.since)});
    }
    return overview;
}

void Reference::settle()
{
    for (auto& [staff, counsellor] : roster_) {
        auto const is = presence(staff);
        if (counsellor.presence != is) {
            counsellor.presence = is;
            counsellor.since = now_;
        }
    }
    for (auto& [connection, texts] : present_truth(true))
        truths_[connection].push_back(std::move(texts.front()));
}

// Without seconds, what is worth telling: time alone is no change.
Told Reference::present_truth(bool with_seconds) const
{
    Told truth;
    for (auto const* each : line())
        if (each->at) truth[*each->at].push_back(protocol::encode(queued(*each)));
    for (auto const& [staff, counsellor] : roster_) {
        if (!counsellor.at) continue;
        auto line = line_for(staff);
        if (!with_seconds) line.longest_wait_seconds = 0;
        truth[*counsellor.at].push_back(protocol::encode(line));
    }
    for (auto const& [connection, page] : pages_) {
        if (!page.supervises) continue;
        auto seen = overview();
        if (!with_seconds) seen.longest_wait_seconds = 0;
        for (auto& tile : seen.staff)
            if (!with_seconds) tile.since_seconds = 0;
        truth[connection].push_back(protocol::encode(seen));
    }
    return truth;
}

} // namespace model
