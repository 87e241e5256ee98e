// The sealed talk of two counsellors beside a hand-over (相談員どうしのやりとり): who asks and who
// is asked. It knows neither rosters nor what becomes of the session; the Desk begins and ends it.
//
// Nothing of it is a fact, is counted, or outlives a restart, and there is no history: whose page
// is loaded anew begins with an empty one.
#pragma once

#include "desk/effect.hpp"
#include "desk/exchange.hpp"
#include "protocol/messages/thread.hpp"

#include <string>

namespace desk {

class Thread : public Exchange {
public:
    // The page of one of the two, which is there.
    struct Party {
        StaffId staff{};
        ConnectionId connection{};
        Load load;
        std::string alias;
    };
    Thread(protocol::SessionId name, protocol::SessionId about, Party const& asks,
           Party const& asked);

    protocol::SessionId about() const { return about_; } // the session that is handed over
    StaffId asking() const { return asking_; }
    StaffId asked() const { return asked_; }
    bool has(StaffId staff) const { return staff == asking_ || staff == asked_; }

    void begin(Effects&) const;

    // Connections. requires: one of the two.
    void lose(StaffId, Effects&);
    void take(StaffId, ConnectionId, Load const&, Effects&);
    void end(protocol::counsellor::ThreadEnd, Effects&) const;

private:
    protocol::SeatKind kind_of(StaffId) const;
    void greet(Seat const&, Effects&) const;

    protocol::SessionId about_;
    StaffId asking_;
    StaffId asked_;
};

} // namespace desk
