// The cool-downs of a shift (利用の一時休止): which passes are refused and until when, and what a
// supervisor reads and judges. A pass is forgotten when its time is over; the rest stays until the
// next shift opens. It knows no page and no rule about who may begin one.
#pragma once

#include "desk/ids.hpp"
#include "desk/past.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/records.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace desk {

// Named by the session that it ended.
struct CoolDown {
    protocol::SessionId session;
    Pseudonym name;    // its own, in the facts
    std::string alias; // of the counsellor
    protocol::counsellor::CoolReason reason{};
    Time began{};
    Duration lasts{};
    std::optional<PassHash> pass; // nothing: it is over
    std::optional<protocol::supervisor::Verdict> verdict;

    Time end() const { return began + lasts; }
};

class CoolDowns {
public:
    // More than a shift of ten could end so in an evening; beyond it the oldest is over.
    static constexpr std::size_t capacity = 256;

    // What such a fact says is so from here on, `at` being when it was written; also as it happens.
    // Says whose pass is refused no longer because of it. requires: of a session that is not here
    // yet, but for a review: that is here
    std::optional<PassHash> apply(protocol::records::CooledDown const& fact, Time at);
    std::optional<PassHash> apply(protocol::records::CoolDownKept const& fact, Time at);
    std::optional<PassHash> apply(protocol::records::CoolDownReviewed const& fact, Time at);

    // Until when this pass is refused; nothing: it is not.
    std::optional<Time> refused_until(PassHash const& pass) const;

    // When the next one is over by itself.
    std::optional<Time> next_end() const;

    // Those whose time has come by `now` are over: their passes, which are known here no longer.
    std::vector<PassHash> take_over(Time now);

    // Only those that still refuse somebody are left.
    void forget_over();

    CoolDown const* find(protocol::SessionId session) const;
    std::deque<CoolDown> const& all() const { return all_; } // the oldest first

    protocol::supervisor::CoolDowns told(Time now) const;
    void restate(Time now, std::vector<Past>& facts) const;

private:
    std::optional<PassHash> add(CoolDown cool_down);

    std::deque<CoolDown> all_;
};

} // namespace desk
