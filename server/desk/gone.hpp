// Passes whose place is gone, and why, so that a page that returns is told in words instead of
// finding nothing. Bounded: the oldest are forgotten first, and all of them when the next shift
// opens.
#pragma once

#include "desk/ids.hpp"
#include "protocol/messages/session.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>

namespace desk {

class Gone {
public:
    static constexpr std::size_t capacity = 10'000; // many shifts' worth of visitors

    std::optional<protocol::EndReason> reason(PassHash const& pass) const
    {
        auto const found = reasons_.find(pass);
        return found == reasons_.end() ? std::nullopt : std::optional(found->second);
    }

    void remember(PassHash const& pass, protocol::EndReason reason)
    {
        if (!reasons_.insert_or_assign(pass, reason).second) return;
        order_.push_back(pass);
        if (order_.size() <= capacity) return;
        reasons_.erase(order_.front());
        order_.pop_front();
    }

    std::map<PassHash, protocol::EndReason> const& all() const { return reasons_; }

    void clear()
    {
        reasons_.clear();
        order_.clear();
    }

private:
    std::map<PassHash, protocol::EndReason> reasons_;
    std::deque<PassHash> order_;
};

} // namespace desk
