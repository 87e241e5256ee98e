// The naive desk's staff: greetings, what a counsellor chooses to be and is shown as, wrap-up and
// the pause after it, the roster.
#include "model/reference.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <chrono>

namespace model {

using namespace protocol::counsellor;
using protocol::CloseCode;
namespace limits = protocol::limits;

namespace {

constexpr std::uint32_t number(StaffId staff)
{
    return static_cast<std::uint32_t>(staff);
}

} // namespace

void Reference::hear(desk::CounsellorSaid const& said)
{
    auto const from = said.connection;
    auto const staff = said.staff.id;
    auto const* hello = std::get_if<Hello>(&said.message);
    if (!greeted_well(from, hello != nullptr, hello ? hello->protocol : 0)) return;
    if (hello) return greet(said, *hello);
    if (auto const* chosen = std::get_if<Receive>(&said.message)) return choose(staff, *chosen);
    if (auto const* takes = std::get_if<Accept>(&said.message))
        return accept(staff, takes->session);
    if (auto const* take = std::get_if<TakeNext>(&said.message))
        return take_next(staff, take->taken);
    if (auto const* ends = std::get_if<End>(&said.message)) return finish(ends->session, from);
    if (auto const* cools = std::get_if<CoolDown>(&said.message))
        return cool_down(cools->session, cools->reason, said);
    if (auto const* silent = std::get_if<PutBack>(&said.message))
        return put_back(silent->session, from);
    if (auto const* longer = std::get_if<Extend>(&said.message))
        return extend(longer->session, longer->guide_seconds, from);
    if (auto const* done = std::get_if<WrapUp>(&said.message))
        return wrap_up(staff, done->session, done->heavy);
    if (std::holds_alternative<AskColleagues>(said.message)) return tell_colleagues(staff);
    if (auto const* asks = std::get_if<HandOver>(&said.message))
        return ask_hand_over(asks->session, StaffId{asks->colleague}, from);
    if (auto const* agrees = std::get_if<AcceptHandOver>(&said.message))
        return accept_hand_over(staff, agrees->session);
    if (auto const* declines = std::get_if<DeclineHandOver>(&said.message)) {
        if (ask_to(staff) && ask_to(staff)->name == declines->session)
            end_ask(staff, HandOverEnd::declined);
        return;
    }
    if (auto const* closes = std::get_if<CloseThread>(&said.message))
        return close_thread(staff, closes->session);
    if (std::holds_alternative<protocol::Ping>(said.message)) return tell(from, protocol::Pong{});
    hear_in_session(SeatKind::counsellor, from, said.message);
}

// The seats belong to the account: the newest device has them all.
void Reference::greet(desk::CounsellorSaid const& said, Hello const& hello)
{
    auto const from = said.connection;
    auto const staff = said.staff.id;
    if (!roster_.contains(staff))
        record(protocol::records::CounsellorCame{number(staff), said.staff.alias, 0});
    auto& counsellor = roster_[staff];
    if (counsellor.at) shut(*counsellor.at, CloseCode::opened_elsewhere);
    pages_[from] = {hello.load, {}, staff};
    counsellor.alias = said.staff.alias;
    counsellor.at = from;
    counsellor.load = hello.load;
    counsellor.off_at.reset();
    Welcome welcome{counsellor.alias, {}, static_cast<std::uint32_t>(settings_.most_sessions), {}};
    for (auto const& each : talks_)
        if (each.staff == staff) welcome.sessions.push_back(each.name);
    if (auto const* const thread = thread_of(staff)) welcome.thread = thread->name;
    tell(from, welcome);
    tell(from, own_presence(staff));
    auto told = own_presence(staff);
    told.pause_seconds = 0;
    counsellor.told = protocol::encode(told);
    tell(from, line_for(staff));
    for (auto& each : talks_)
        if (each.staff == staff) sit(each, SeatKind::counsellor, from, hello.load);
    sit_in_thread(staff, from, hello.load);
}

// Any choice but to receive gives an offer back; it is no lapse.
void Reference::choose(StaffId staff, Receive const& chosen)
{
    auto& counsellor = roster_.at(staff);
    auto const before = counsellor;
    auto const most = static_cast<std::uint32_t>(settings_.most_sessions);
    counsellor.choice = chosen.choice;
    if (chosen.choice == Choice::only_my_session && seats_of(staff) == 0)
        counsellor.choice = Choice::on_break;
    counsellor.limit = std::clamp(chosen.sessions_at_once, 1U, most);
    counsellor.lapsed = false;
    if (counsellor.choice == Choice::available && counsellor.lapses >= settings_.lapses_to_call)
        counsellor.lapses = 0;
    counsellor.tell_anyway = true;
    if (before.choice != counsellor.choice || before.limit != counsellor.limit ||
        before.lapsed != counsellor.lapsed || before.lapses != counsellor.lapses)
        record_choice(staff, {});
    if (counsellor.choice != Choice::available) withdraw(staff);
}

// A pause is written down when it begins; later choices leave it as it is.
void Reference::record_choice(StaffId staff, desk::Duration pause)
{
    auto const& counsellor = roster_.at(staff);
    record(protocol::records::CounsellorChose{number(staff), counsellor.choice, counsellor.limit,
                                              counsellor.lapses, counsellor.lapsed,
                                              whole_seconds(pause)});
}

// While the end is under way it is remembered, and the end takes its time; after it the seat is
// given back at once. Asked again it is answered again.
void Reference::wrap_up(StaffId staff, SessionId name, bool heavy)
{
    auto* const mine = talk(name);
    if (!mine || mine->staff != staff) return tell(roster_.at(staff).at, WrappedUp{name});
    if (mine->stage == Stage::ending) mine->done = heavy;
    if (mine->stage == Stage::ended) wrapped_up(staff, name, heavy);
}

void Reference::wrapped_up(StaffId staff, SessionId name, bool heavy)
{
    auto& counsellor = roster_.at(staff);
    std::erase_if(talks_, [&](auto const& each) { return each.name == name; });
    record(protocol::records::SessionWrappedUp{name, heavy});
    if (counsellor.at)
        tell(counsellor.at, WrappedUp{name});
    else if (!counsellor.off_at)
        counsellor.off_at = now_ + settings_.counsellor_grace;
    if (!heavy) return;
    counsellor.heavy = now_;
    record_choice(staff, settings_.heavy_pause);
    withdraw(staff); // nobody is rung who needs to breathe
    end_ask(staff, HandOverEnd::absent);
}

Presence Reference::presence(StaffId staff) const
{
    auto const& counsellor = roster_.at(staff);
    if (!counsellor.at) return Presence::away;
    if (offer_to(staff) || ask_to(staff)) return Presence::offered;
    auto const open = [&](auto const& each) {
        return each.staff == staff && each.stage != Stage::ended;
    };
    if (std::ranges::any_of(talks_, open))
        return counsellor.choice == Choice::only_my_session ? Presence::only_my_session
                                                            : Presence::in_session;
    if (seats_of(staff) > 0) return Presence::wrapping_up;
    if (counsellor.heavy || counsellor.choice != Choice::available) return Presence::on_break;
    return Presence::available;
}

void Reference::note_presence(StaffId staff)
{
    auto& counsellor = roster_.at(staff);
    if (counsellor.presence == presence(staff)) return;
    counsellor.presence = presence(staff);
    counsellor.since = now_;
}

OwnPresence Reference::own_presence(StaffId staff) const
{
    auto const& counsellor = roster_.at(staff);
    auto const pause = counsellor.heavy ? *counsellor.heavy + settings_.heavy_pause - now_
                                        : desk::Duration::zero();
    return {presence(staff), counsellor.choice, counsellor.limit, counsellor.lapsed,
            begun_seconds(pause)};
}

void Reference::tell_presences()
{
    for (auto& [staff, counsellor] : roster_) {
        auto const is = own_presence(staff);
        auto still = is;
        still.pause_seconds = 0;
        auto const text = protocol::encode(still);
        if (counsellor.at && (counsellor.tell_anyway || counsellor.told != text)) {
            tell(counsellor.at, is);
            counsellor.told = text;
        }
        counsellor.tell_anyway = false;
    }
}

std::size_t Reference::seats_of(StaffId staff) const
{
    return static_cast<std::size_t>(std::ranges::count(talks_, staff, &Talk::staff));
}

void Reference::strike_off(StaffId staff)
{
    record(protocol::records::CounsellorWent{number(staff)});
    end_threads_of(staff);
    roster_.erase(staff);
}

void Reference::hear(desk::SupervisorSaid const& said)
{
    using namespace protocol::supervisor;
    auto const from = said.connection;
    auto const* hello = std::get_if<protocol::supervisor::Hello>(&said.message);
    if (!greeted_well(from, hello != nullptr, hello ? hello->protocol : 0)) return;
    if (hello) {
        greet(said);
    } else if (std::holds_alternative<OpenShift>(said.message)) {
        if (shift_ != Shift::open && too_few())
            tell(from, NotOpened{staff_there(), static_cast<std::uint32_t>(roster_.size()),
                                 settings_.needed_staff});
        else
            open(said.fresh);
    } else if (std::holds_alternative<StopIntake>(said.message)) {
        stop(protocol::records::StopCause::by_hand);
    } else if (std::holds_alternative<CloseShift>(said.message)) {
        close();
    } else if (auto const* up = std::get_if<MoveUp>(&said.message)) {
        move_up(up->ticket, up->reason, said.staff.id);
    } else if (auto const* judged = std::get_if<ReviewCoolDown>(&said.message)) {
        review(judged->session, judged->verdict, said.staff.id);
    } else if (std::holds_alternative<protocol::Ping>(said.message)) {
        tell(from, protocol::Pong{});
    }
}

// Any number of pages, each told everything.
void Reference::greet(desk::SupervisorSaid const& said)
{
    using protocol::limits::in_seconds;
    auto const from = said.connection;
    if (!supervisors_.contains(said.staff.id))
        record(protocol::records::SupervisorCame{number(said.staff.id)});
    supervisors_[said.staff.id].off_at.reset();
    pages_[from] = {{}, {}, {}, said.staff.id};
    tell(from, protocol::supervisor::Welcome{said.staff.alias, in_seconds(limits::ping_interval),
                                             in_seconds(limits::silence)});
    tell(from, protocol::supervisor::Alarms{alarms()});
    tell(from, cool_downs());
    tell(from, overview());
}

void Reference::supervisor_went(StaffId staff)
{
    record(protocol::records::SupervisorWent{number(staff)});
    supervisors_.erase(staff);
}

} // namespace model
