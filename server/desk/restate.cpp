// The open state of a desk as facts: what a new piece of the journal begins with.
#include "desk/desk.hpp"
#include "desk/seconds.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace desk {

namespace {

using namespace protocol::records;
using protocol::SeatKind;

} // namespace

// Experience comes last: what sessions restate of it is replaced by the whole.
std::vector<Past> Desk::open_state(Time now) const
{
    auto facts = shift_.restated(now);
    for (auto const& [pass, reason] : gone_.all())
        facts.push_back({PlaceGone{pass, reason}, {}});
    cool_downs_.restate(now, facts);
    restate_staff(now, facts);
    restate_line(now, facts);
    restate_sessions(now, facts);
    if (!experience_.empty() || !sessions_.empty()) facts.push_back({experience_.restated(), {}});
    return facts;
}

// `taken` counts the sessions that are restated, too.
void Desk::restate_staff(Time now, std::vector<Past>& facts) const
{
    for (auto const& [staff, counsellor] : roster_) {
        auto const number = static_cast<std::uint32_t>(staff);
        auto const held = static_cast<std::uint32_t>(counsellor.sessions.size());
        facts.push_back({CounsellorCame{number, counsellor.alias, counsellor.taken - held}, {}});
        auto const pauses = counsellor.pause && counsellor.pause->end() > now;
        facts.push_back({CounsellorChose{number, counsellor.choice, counsellor.sessions_at_once,
                                         counsellor.lapses, counsellor.lapsed,
                                         pauses ? seconds_in(counsellor.pause->lasts) : 0},
                         pauses ? now - counsellor.pause->since : Duration::zero()});
    }
    for (auto const staff : supervisors_)
        facts.push_back({SupervisorCame{static_cast<std::uint32_t>(staff)}, {}});
}

void Desk::restate_line(Time now, std::vector<Past>& facts) const
{
    std::map<TicketId, Ticket const*> in_order;
    for (auto const& [id, ticket] : tickets_)
        in_order.emplace(id, &ticket);
    for (auto const& [id, ticket] : in_order) {
        auto queued = ticket->queued;
        queued.front_band = ticket->band == Band::front;
        queued.broken_off = ticket->broken_off;
        queued.paired = ticket->paired;
        auto const number = queued.ticket;
        facts.push_back({std::move(queued), now - ticket->joined_at});
        if (queue_.contains(id) && queue_.state(id) == Waiting::parked)
            facts.push_back({TicketParked{number, ticket->until_tap}, {}});
    }
}

// A session that has ended is restated with its end, which is a row already; where its ticket went
// is said by the ticket.
void Desk::restate_sessions(Time now, std::vector<Past>& facts) const
{
    for (auto const& [id, session] : sessions_) {
        auto const& visitor = session.seat(SeatKind::visitor);
        auto const& counsellor = session.seat(SeatKind::counsellor);
        auto const& about = session.about();
        auto const ended = session.stage() == Session::Stage::ended;
        auto const ticket = static_cast<std::uint32_t>(session.ticket());
        facts.push_back(
            {SessionBegan{id, ended ? 0 : ticket, static_cast<std::uint32_t>(session.staff()),
                          visitor.peer_alias, visitor.load.id, counsellor.load.id, about.answers,
                          about.waited_seconds, about.broken_off, counsellor.holder},
             now - session.began_at()});
        for (auto const* const seat : {&visitor, &counsellor})
            facts.push_back({SeatTaken{id, seat->kind, seat->load.id, session.membership(),
                                       seat->unseen_seconds},
                             {}});
        if (session.engaged()) facts.push_back({SessionEngaged{id}, {}});
        if (session.guide_seconds() != seconds_in(settings_.guide))
            facts.push_back({SessionExtended{id, session.guide_seconds()}, {}});
        if (ended)
            facts.push_back(
                {SessionEnded{id, session.reason(), false, 0, 0}, now - session.since()});
    }
}

} // namespace desk
