// The one meeting point of network and core: a frame comes in, becomes an input with the time, goes
// to its desk, and the effects go out. Also the one timer that all deadlines share. No rules here.
#pragma once

#include "app/core_clock.hpp"
#include "desk/desk.hpp"
#include "net/door.hpp"
#include "protocol/api.hpp"
#include "staff/account.hpp"
#include "staff/sign_ins.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace app {

enum class Role : std::uint8_t { visitor, counsellor, supervisor };

class Runner {
public:
    // `sign_ins` outlives the runner.
    Runner(boost::asio::io_context& loop, staff::SignIns& sign_ins, std::uint32_t incarnation);

    // A demo desk opens its shift by itself, at each start.
    void add_desk(staff::Desk const& desk);

    void start(); // from here on deadlines fall due
    void stop();

    // What net tells, by way of the House. Staff sockets carry their sign-in.
    void opened(net::ConnectionId id, Role role, std::optional<staff::SignInTokenHash> sign_in,
                net::Connection& connection);
    void received(net::ConnectionId id, std::string_view text);
    void lost(net::ConnectionId id);

    void beacon(protocol::api::Beacon const& beacon);

    // This sign-in has ended: its pages are closed.
    void signed_out(staff::SignInTokenHash const& sign_in);

private:
    struct Peer {
        net::Connection* connection;
        Role role{};
        std::optional<staff::SignInTokenHash> sign_in;
        desk::Desk* desk = nullptr; // from `hello` on
        bool closing = false;
    };

    template <class Message>
    void heard(net::ConnectionId id, Peer& peer, std::string_view text);
    template <class Message>
    bool greets(Peer& peer, Message const& message, staff::SignedIn const* staff);
    void give(desk::Desk& desk, desk::Input&& input);
    void perform();
    template <class Message>
    void tell(desk::ConnectionId to, Message const& message);
    void close(desk::ConnectionId id, protocol::CloseCode code);
    void refuse(Peer& peer, protocol::CloseCode code, std::string_view why);
    void beat();
    void arm();
    desk::Time now();

    staff::SignIns& sign_ins_;
    std::uint32_t incarnation_;
    CoreClock clock_;
    boost::asio::steady_timer timer_;
    bool running_ = false;
    std::map<protocol::DeskCode, desk::Desk> desks_;
    std::unordered_map<net::ConnectionId, Peer> peers_;
    desk::Effects effects_; // reused for every input
};

} // namespace app
