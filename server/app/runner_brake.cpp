// Asking for a place when many do: who is new may have to wait or to solve a puzzle first. Who has
// a place, or had one, is never asked.
#include "app/runner.hpp"
#include "app/secrets.hpp"
#include "log.hpp"
#include "protocol/codec.hpp"

namespace app {

using protocol::visitor::Intake;

// True: the request has been answered here, and the desk does not hear of it.
bool Runner::brakes(net::ConnectionId id, Peer& peer, protocol::visitor::FromVisitor const& message)
{
    auto const* const join = std::get_if<protocol::visitor::Join>(&message);
    if (join == nullptr || peer.room->second.knows(hash_of(join->pass))) return false;
    auto const now = CoreClock::Steady::now();
    auto const answered = peer.puzzle && peer.puzzle->answered(join->solution, now);
    auto const rung =
        answered ? brake_.solved(now) : brake_.asked(peer.address.now, peer.address.before, now);
    if (answered) peer.puzzle.reset(); // it counts once
    watch_brake();
    if (rung == Rung::none) return false;
    // Nobody works for a place that nobody can be given; the desk counts none of these.
    auto const intake = rung == Rung::help ? Intake::full : peer.room->second.intake(this->now());
    if (intake != Intake::open)
        tell(desk::ConnectionId{static_cast<std::uint64_t>(id)},
             protocol::visitor::ToVisitor{protocol::visitor::NotQueued{intake}});
    else
        ask_puzzle(id, peer, rung, join->solution.has_value(), now);
    return true;
}

// The one that is asked already, if it may still be answered: a page that asks early is not set
// back. A wrong answer has used it up.
void Runner::ask_puzzle(net::ConnectionId id, Peer& peer, Rung rung, bool tried, Puzzle::Time now)
{
    auto const solving = peer.puzzle && peer.puzzle->told().bits > 0;
    if (!peer.puzzle || tried || peer.puzzle->over(now) || (rung == Rung::puzzle && !solving)) {
        if (rung == Rung::puzzle)
            peer.puzzle.emplace(fresh_salt(), puzzle_bits, puzzle_patience, now);
        else
            peer.puzzle.emplace(fresh_salt(), 0U, short_wait, now);
    }
    tell(desk::ConnectionId{static_cast<std::uint64_t>(id)},
         protocol::visitor::ToVisitor{peer.puzzle->told()});
}

// Said when it changes, so that an operator sees why people wait.
void Runner::watch_brake()
{
    auto const now = CoreClock::Steady::now();
    brake_.forget(now);
    auto const slow = brake_.house_is_slow(now);
    if (slow == house_slow_) return;
    house_slow_ = slow;
    logs::event(logs::Level::warning, slow ? "puzzle_on" : "puzzle_off");
}

} // namespace app
