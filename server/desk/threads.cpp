// When two counsellors have a thread: it begins with the ask to hand a session over, ends with it
// when nothing is handed over, and else goes on beside the session until one of the two closes it
// or the session is over or goes on to somebody else.
#include "desk/desk.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace desk {

using protocol::SeatKind;
using protocol::counsellor::ThreadEnd;

bool Desk::open_ask(Thread const& thread) const
{
    return asked_for(thread.about()) == thread.asked();
}

// One whose session has been handed over gives way to the next; while an answer is awaited in one,
// the next ask goes without.
void Desk::begin_thread(Session const& session, StaffId colleague, Effects& effects)
{
    auto const party = [&](StaffId staff) -> Thread::Party {
        auto const& counsellor = roster_.at(staff);
        return {staff, *counsellor.connection, counsellor.load, counsellor.alias};
    };
    auto const theirs = [&](Thread const& thread) {
        return thread.has(session.staff()) || thread.has(colleague);
    };
    if (std::ranges::any_of(threads_.all(), [&](auto const& entry) {
            return theirs(entry.second) && open_ask(entry.second);
        }))
        return;
    threads_.end(theirs, ThreadEnd::another, effects);
    threads_.begin(Thread({incarnation_, ++last_session_}, session.id(), party(session.staff()),
                          party(colleague)),
                   effects);
}

void Desk::end_threads_about(protocol::SessionId session, Effects& effects)
{
    threads_.end([&](Thread const& thread) { return thread.about() == session; },
                 ThreadEnd::session_over, effects);
}

// Whoever answers a note has not overlooked the ask: each word of theirs gives them the whole time
// for the answer again.
template <class Message>
void Desk::thread_said(ConnectionId connection, Message& said, Time now, Effects& effects)
{
    auto* const thread = threads_.named(said.session);
    auto const from = thread ? thread->seat_of(connection) : std::nullopt;
    if (!from) return;
    thread->said(*from, std::move(said), effects);
    if constexpr (std::is_same_v<Message, protocol::SendWord>)
        if (from == SeatKind::colleague && open_ask(*thread))
            tell_asked(sessions_.at(thread->about()), thread->asked(), now, effects);
}

template void Desk::thread_said(ConnectionId, protocol::SendOpening&, Time, Effects&);
template void Desk::thread_said(ConnectionId, protocol::SendWord&, Time, Effects&);
template void Desk::thread_said(ConnectionId, protocol::Received&, Time, Effects&);
template void Desk::thread_said(ConnectionId, protocol::Missing&, Time, Effects&);
template void Desk::thread_said(ConnectionId, protocol::AskOpening&, Time, Effects&);
template void Desk::thread_said(ConnectionId, protocol::Typing&, Time, Effects&);

} // namespace desk
