// A desk with people at it and nothing around it: inputs as the runner would hand them in. Knows no
// clock: its time stands still unless somebody moves it.
#pragma once

#include "desk/desk.hpp"

#include <cstdint>
#include <string>

namespace bench {

class House {
public:
    explicit House(std::size_t line_capacity);

    struct Visitor {
        desk::ConnectionId connection{};
        desk::PassHash pass;
        protocol::LoadId load;
        protocol::StreamId stream;
    };
    struct Counsellor {
        desk::ConnectionId connection{};
        desk::Staff staff;
        protocol::LoadId load;
        protocol::SessionId session{}; // offered or begun last
    };

    Visitor visitor();       // greets
    Counsellor counsellor(); // greets, and is on a break

    void join(Visitor const& visitor);
    void leave(Visitor const& visitor);
    void receive(Counsellor& counsellor); // and is offered the next, if somebody waits
    void accept(Counsellor& counsellor);
    void end(Counsellor& counsellor); // and the wrap-up, and a break

    desk::Input word(Visitor const& visitor, protocol::SessionId session, std::uint32_t number);
    desk::Input received(Counsellor const& counsellor, protocol::SessionId session,
                         protocol::StreamId stream, std::uint32_t number);

    // As the runner does it; what is wanted stays in `effects` until the next one.
    void give(desk::Input&& input);
    void wait(desk::Duration duration) { now_ += duration; }
    void tick();
    desk::Effects const& effects() const { return effects_; }

private:
    void said(Visitor const& visitor, protocol::visitor::FromVisitor message);
    void said(Counsellor const& counsellor, protocol::counsellor::FromCounsellor message);
    template <class Name>
    Name name();

    desk::Desk desk_;
    desk::Effects effects_;
    desk::Time now_{};
    std::uint64_t last_ = 0; // of all names
    std::string sealed_;
};

} // namespace bench
