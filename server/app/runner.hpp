// The one meeting point of network and core: a frame comes in, becomes an input with the time, goes
// to its desk; facts go to the scribe and effects out, when the disk has caught up. Also the one
// timer that all deadlines share. No rules here.
#pragma once

#include "app/brake.hpp"
#include "app/core_clock.hpp"
#include "app/desk_hours.hpp"
#include "app/held_effects.hpp"
#include "app/metrics.hpp"
#include "app/puzzle.hpp"
#include "app/scribe.hpp"
#include "app/shift_keys.hpp"
#include "app/sign_in_book.hpp"
#include "desk/desk.hpp"
#include "net/door.hpp"
#include "protocol/api.hpp"
#include "protocol/desk_settings.hpp"
#include "staff/account.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace app {

enum class Role : std::uint8_t { visitor, counsellor, supervisor };

class Runner {
public:
    // `sign_ins`, `scribe` and `shift_keys` outlive the runner.
    Runner(boost::asio::io_context& loop, SignInBook& sign_ins, Scribe& scribe,
           ShiftKeys& shift_keys, std::uint32_t incarnation);

    // The desk goes on from its facts in the journal; false: they contradict each other. A demo
    // desk opens its shift by itself, at each start.
    [[nodiscard]] bool add_desk(protocol::DeskDocument const& desk,
                                std::span<desk::Past const> facts);

    // What facts are written to is away or back: every desk is told.
    void storage_changed(desk::Storage storage, desk::Reach reach);

    // The open state of all desks, as a journal restates it.
    std::vector<store::JournalEntry> open_state();

    void start();   // from here on deadlines fall due
    void flushed(); // the scribe has brought more facts to the disk

    // The server goes down: whoever talks is told in one breath with the other one, so that neither
    // sees the other go first. Everybody else net closes.
    void close_sessions();
    void stop();

    // What net tells, by way of the House. Staff sockets carry their sign-in.
    void opened(net::ConnectionId id, Role role, std::optional<staff::SignInTokenHash> sign_in,
                net::AddressHashes const& address, net::Connection& connection);
    bool is_somebodys(net::ConnectionId id) const; // as net::Door has it
    void received(net::ConnectionId id, std::string_view text);
    void lost(net::ConnectionId id);

    void beacon(protocol::api::Beacon const& beacon);

    // This sign-in has ended: its pages are closed.
    void signed_out(staff::SignInTokenHash const& sign_in);

    // For the operator (runner_figures.cpp).
    Connected connected() const;
    Overviews overviews();

private:
    using Rooms = std::map<protocol::DeskCode, desk::Desk>;
    using Room = Rooms::value_type;
    struct Peer {
        net::Connection* connection;
        Role role{};
        std::optional<staff::SignInTokenHash> sign_in;
        Room* room = nullptr; // from `hello` on
        bool closing = false;
        net::AddressHashes address{};
        std::optional<Puzzle> puzzle{}; // that this page is asked to solve
    };

    template <class Message>
    void heard(net::ConnectionId id, Peer& peer, std::string_view text);
    template <class Message>
    bool greets(Peer& peer, Message const& message, staff::SignedIn const* staff);
    bool brakes(net::ConnectionId id, Peer& peer, protocol::visitor::FromVisitor const& message);
    void ask_puzzle(net::ConnectionId id, Peer& peer, Rung rung, bool tried, Puzzle::Time now);
    void raise_brake();
    void watch_brake();
    void give(Room& room, desk::Input&& input);
    desk::HoursTold hours_told(Room const& room, desk::Time time);
    void carry_out(Room const& room);
    void keep_keys(Room const& room);
    void perform(desk::Effect const& effect);
    template <class Message>
    void tell(desk::ConnectionId to, Message const& message);
    void close(desk::ConnectionId id, protocol::CloseCode code);
    void refuse(Peer& peer, protocol::CloseCode code, std::string_view why);
    void beat();
    void arm();
    desk::Time now();

    SignInBook& sign_ins_;
    Scribe& scribe_;
    ShiftKeys& shift_keys_;
    std::uint32_t incarnation_;
    CoreClock clock_;
    boost::asio::steady_timer timer_;
    std::optional<CoreClock::Steady::time_point> beat_at_; // what the timer waits for
    bool running_ = false;
    Rooms desks_;
    std::map<protocol::DeskCode, DeskHours> hours_; // of each desk
    std::unordered_map<net::ConnectionId, Peer> peers_;
    desk::Effects effects_; // reused for every input
    std::string frame_;     // reused for every message to a page
    desk::Effects ready_;   // of these, what may go out
    HeldEffects held_;
    Brake brake_;
    bool house_slow_ = false; // as it was last logged
};

} // namespace app
