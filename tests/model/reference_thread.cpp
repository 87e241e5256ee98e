// The naive desk's threads: the sealed talk of two counsellors beside a hand-over. It begins with
// the ask and ends with it, when nothing is handed over; else when one of the two closes it, when
// the session is over or goes on, or when one of the two is gone. Nobody is in two.
#include "model/reference.hpp"
#include "protocol/codec.hpp"
#include "support/key_of.hpp"

#include <algorithm>

namespace model {

using namespace protocol::counsellor;

namespace {

bool has(Thread const& thread, StaffId staff)
{
    return std::ranges::find(thread.staff, staff) != thread.staff.end();
}

SeatKind kind_of(Thread const& thread, StaffId staff)
{
    return thread.staff.at(index(SeatKind::counsellor)) == staff ? SeatKind::counsellor
                                                                 : SeatKind::colleague;
}

StaffId asked_in(Thread const& thread)
{
    return thread.staff.at(index(SeatKind::colleague));
}

std::vector<protocol::Member> members_in(Thread const& thread)
{
    auto const member = [&](SeatKind kind) -> protocol::Member {
        auto const& seat = thread.seats.at(index(kind));
        return {seat.load, kind, seat.at.has_value(), key_of(seat.load)};
    };
    return {member(SeatKind::counsellor), member(SeatKind::colleague)};
}

} // namespace

Thread* Reference::thread_of(StaffId staff)
{
    auto const found =
        std::ranges::find_if(threads_, [&](auto const& each) { return has(each, staff); });
    return found == threads_.end() ? nullptr : &*found;
}

bool Reference::answer_is_open(Thread const& thread) const
{
    auto const* const ask = ask_for(thread.about);
    return ask && ask->staff == asked_in(thread);
}

// Where one of the two awaits or owes an answer in another thread, the ask goes without one.
void Reference::begin_thread(Talk const& talk, StaffId colleague)
{
    auto const theirs = [&](Thread const& each) {
        return has(each, talk.staff) || has(each, colleague);
    };
    for (auto const& each : threads_)
        if (theirs(each) && answer_is_open(each)) return;
    end_threads(theirs, ThreadEnd::another);
    auto const& asks = roster_.at(talk.staff);
    auto const& next = roster_.at(colleague);
    threads_.push_back({{incarnation_, ++sessions_},
                        talk.name,
                        {colleague, talk.staff},
                        {{{next.load, next.at}, {asks.load, asks.at}}}});
    tell_thread(threads_.back(), SeatKind::counsellor);
    tell_thread(threads_.back(), SeatKind::colleague);
}

// As it stands: who is in it, a hold, and the words that were kept.
void Reference::tell_thread(Thread const& thread, SeatKind kind)
{
    auto const& seat = thread.seats.at(index(kind));
    auto const& other = thread.seats.at(1 - index(kind));
    auto const& alias = roster_.at(thread.staff.at(1 - index(kind))).alias;
    tell(seat.at,
         ThreadOpened{thread.name, thread.about, alias, thread.membership, members_in(thread)});
    if (other.held) tell(seat.at, protocol::Hold{thread.name});
    for (auto const& word : seat.unread)
        tell(seat.at, word);
}

template <class Which>
void Reference::end_threads(Which const& which, ThreadEnd reason)
{
    for (auto const& each : threads_)
        if (which(each))
            for (auto const& seat : each.seats)
                tell(seat.at, ThreadOver{each.name, reason});
    std::erase_if(threads_, which);
}

void Reference::settle_threads(SessionId about, StaffId colleague)
{
    end_threads(
        [&](Thread const& each) { return each.about == about && asked_in(each) == colleague; },
        ThreadEnd::not_handed_over);
}

void Reference::move_threads(SessionId about, StaffId to)
{
    end_threads([&](Thread const& each) { return each.about == about && asked_in(each) != to; },
                ThreadEnd::another);
}

void Reference::end_threads_about(SessionId session)
{
    end_threads([&](Thread const& each) { return each.about == session; }, ThreadEnd::session_over);
}

void Reference::end_threads_of(StaffId staff)
{
    end_threads([&](Thread const& each) { return has(each, staff); }, ThreadEnd::absent);
}

void Reference::close_thread(StaffId staff, SessionId name)
{
    end_threads([&](Thread const& each) { return each.name == name && has(each, staff); },
                ThreadEnd::closed);
}

// As in a session: another load is another member, and nothing was locked for that one.
void Reference::sit_in_thread(StaffId staff, ConnectionId connection, LoadId load)
{
    auto* const thread = thread_of(staff);
    if (!thread) return;
    auto const kind = kind_of(*thread, staff);
    auto& seat = thread->seats.at(index(kind));
    auto& other = thread->seats.at(1 - index(kind));
    auto const another = seat.load != load;
    auto const released = another && seat.held;
    seat.at = connection;
    seat.unkept = 0;
    if (another) {
        ++thread->membership;
        seat.load = load;
        seat.unread.clear();
        seat.held = other.held = false;
    }
    tell_thread(*thread, kind);
    if (another)
        tell(other.at, protocol::Members{thread->name, thread->membership, members_in(*thread)});
    else
        tell(other.at, protocol::PeerBack{thread->name, load, key_of(load)});
    if (released) tell(other.at, protocol::Release{thread->name});
}

void Reference::leave_thread_seat(StaffId staff)
{
    auto* const thread = thread_of(staff);
    if (!thread) return;
    auto const kind = kind_of(*thread, staff);
    auto& seat = thread->seats.at(index(kind));
    if (!seat.at) return;
    seat.at.reset();
    tell(thread->seats.at(1 - index(kind)).at, protocol::PeerAway{thread->name});
}

} // namespace model
