// Tell only what is on disk: effects wait here until the facts before them have been flushed.
//
// The whole rule is in this file. Everything waits, except what restates nothing that a restart
// could forget: words and what belongs to their delivery, typing, the other person's presence,
// `ending`, refusals, the end of an offer, and that the disk takes nothing. These wait only behind
// waiting effects of their own session on that connection, so no word overtakes its `started`, no
// end of an offer its beginning, and a slow disk holds up no other session.
#pragma once

#include "desk/effect.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <utility>

namespace app {

class HeldEffects {
public:
    // `written` is the position of the last fact before this effect, `flushed` of the last one on
    // disk. What may go out now is appended to `out`.
    void pass(desk::Effect&& effect, std::uint64_t written, std::uint64_t flushed,
              desk::Effects& out);

    // Appends what the disk has caught up with, in order.
    void release(std::uint64_t flushed, desk::Effects& out);

    std::size_t size() const { return held_.size(); }

private:
    using Place = std::pair<desk::ConnectionId, protocol::SessionId>;
    struct Held {
        std::uint64_t after{};
        desk::Effect effect;
    };

    std::deque<Held> held_; // `after` never falls from front to back
    std::map<Place, std::size_t> places_;
};

} // namespace app
