// The threads of a desk, by name. Nobody is in two at a time, so that what a page and its outbox
// hold is bounded. It does not know when a thread begins or is over.
#pragma once

#include "desk/thread.hpp"

#include <algorithm>
#include <map>

namespace desk {

class Threads {
public:
    std::map<protocol::SessionId, Thread> const& all() const { return threads_; }

    // nullptr: there is none.
    Thread* named(protocol::SessionId name)
    {
        auto const found = threads_.find(name);
        return found == threads_.end() ? nullptr : &found->second;
    }
    Thread* of(StaffId staff)
    {
        auto const found = std::ranges::find_if(
            threads_, [&](auto const& entry) { return entry.second.has(staff); });
        return found == threads_.end() ? nullptr : &found->second;
    }

    // requires: neither of its two is in another.
    void begin(Thread const& thread, Effects& effects)
    {
        threads_.emplace(thread.id(), thread).first->second.begin(effects);
    }

    // Ends those for which `which` is true, and tells both of each.
    template <class Which>
    void end(Which const& which, protocol::counsellor::ThreadEnd reason, Effects& effects)
    {
        std::erase_if(threads_, [&](auto const& entry) {
            auto const over = which(entry.second);
            if (over) entry.second.end(reason, effects);
            return over;
        });
    }

private:
    std::map<protocol::SessionId, Thread> threads_;
};

} // namespace desk
