// Tell only what is on disk: effects wait here until the facts before them have been flushed.
//
// The whole rule is in this file. Everything waits, except what restates nothing that a restart
// could forget: words and what belongs to their delivery, typing, the other person's presence,
// `ending`, refusals, the end of an offer, how a greeting begins, and that the disk takes nothing.
// These wait only behind waiting effects of their own session on that connection, so no word
// overtakes its `started`, no end of an offer its beginning, and a slow disk holds up no other
// session.
//
// How much waits is bounded for each connection, however long the disk is away. What is told again
// and again as time passes (position, line, overview) waits as the oldest, so that it is told at
// last, and as the newest, so that it is true; what was between is nobody's news any more, unless
// something else followed from it. All else somebody has caused, and costs its size: beyond `bound`
// the connection is closed as `slow`, like one whose outbox is full, and its page comes back to be
// told everything anew.
#pragma once

#include "desk/effect.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>

namespace app {

class HeldEffects {
public:
    // A greeting, and the words of three sessions and a thread behind it, as the outbox allows them
    // (net::limits::outbox_bytes).
    static constexpr std::size_t bound = 1024 * 1024;

    // What an effect costs beside the words in it.
    static constexpr std::size_t cost_of_each = 256;

    // `written` is the position of the last fact before this effect, `flushed` of the last one on
    // disk. What may go out now is appended to `out`.
    void pass(desk::Effect&& effect, std::uint64_t written, std::uint64_t flushed,
              desk::Effects& out);

    // Appends what the disk has caught up with, in order for each connection.
    void release(std::uint64_t flushed, desk::Effects& out);

    // Forgets what waits for a connection that is gone.
    void forget(desk::ConnectionId connection) { waiting_.erase(connection); }

    std::size_t size() const; // of all

private:
    struct Nature;
    struct Held {
        std::uint64_t after{};
        desk::Effect effect;
    };
    struct Line {
        std::deque<Held> held; // `after` never falls from front to back
        std::size_t cost = 0;
    };
    template <class Message>
    static Nature nature_of(desk::ConnectionId to, Message const& message);
    static Nature nature_of(desk::Effect const& effect);
    static void make_room(Line& line, Nature const& nature);

    std::map<desk::ConnectionId, Line> waiting_; // none is empty
};

} // namespace app
