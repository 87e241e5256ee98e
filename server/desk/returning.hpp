// After a start pages come back one after the other. Until they are there nobody is paired, or
// whoever has the faster network would overtake those before them in line.
#pragma once

#include "desk/ids.hpp"
#include "desk/settings.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace desk {

class Returning {
public:
    // Begins when somebody is awaited.
    void begin(std::set<TicketId> awaited, Time now)
    {
        awaited_ = std::move(awaited);
        if (!awaited_.empty()) begun_ = now;
    }

    bool active() const { return begun_.has_value(); }

    // A page of this place is there again, awaited or parked. Only the first time says that pages
    // are still coming back: a phone on a bad line comes again and again.
    void came(TicketId ticket, Time now)
    {
        awaited_.erase(ticket);
        if (active() && back_.insert(ticket).second) last_came_ = now;
    }

    void gone(TicketId ticket) { awaited_.erase(ticket); }

    bool all_back() const { return active() && awaited_.empty(); }

    void end()
    {
        awaited_.clear();
        back_.clear();
        begun_.reset();
        last_came_.reset();
    }

    // When it ends although somebody is missing: nobody came lately, or it lasted too long.
    std::optional<Time> deadline(Settings const& settings) const
    {
        if (!active()) return std::nullopt;
        auto end = *begun_ + settings.returning;
        if (last_came_) end = std::max(end, *last_came_ + settings.returning_quiet);
        return std::min(end, *begun_ + settings.returning_most);
    }

private:
    std::set<TicketId> awaited_;
    std::set<TicketId> back_;
    std::optional<Time> begun_;
    std::optional<Time> last_came_;
};

} // namespace desk
