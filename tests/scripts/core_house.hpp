// The pure core as a house: time is moved by hand, nothing waits, and after each input its
// invariants are checked. What it does around the desk is what app/runner.cpp does.
#pragma once

#include "desk/desk.hpp"
#include "scripts/house.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace scripts {

// What a start reads: all that was ever written, or what the desk restates at the beginning of a
// new piece of the journal.
enum class Journal : std::uint8_t { whole, restated };

class CoreHouse : public House {
public:
    explicit CoreHouse(Journal journal = Journal::whole) : journal_(journal) {}

    void begin(Setting const& setting) override;
    Connection connect(Role role, std::string const& name) override;
    void send(Connection connection, std::string const& frame) override;
    std::vector<std::string> told(Connection connection) override;
    void moment() override { wait(std::chrono::milliseconds(100)); }
    int patience() const override { return 11; } // the telling tick and some
    void settle() override {}
    bool time_is_free() const override { return true; }
    void cut(Connection connection) override;
    void beacon(protocol::api::Beacon const& beacon) override;
    void sign_out(Connection connection) override;
    void wait(desk::Duration duration) override;
    void kill() override;
    void restart() override;

private:
    struct Peer {
        Role role{};
        desk::Staff staff{};
        std::vector<std::string> told{};
        bool closed{};
    };

    void start();
    void start_again();
    void served_before();
    void tell_hours();
    void give(desk::Input&& input);
    void tick();
    void carry_out();
    void close(Connection connection, protocol::CloseCode code);
    template <class Messages>
    void hear(Connection connection, Peer& peer, std::string const& frame);
    desk::Pseudonym fresh();
    desk::Staff account(std::string const& name, Role role);

    Journal journal_;
    Setting setting_;
    std::optional<desk::Desk> desk_;
    std::uint32_t incarnation_ = 0;
    desk::Time now_{};
    desk::Time began_{};
    desk::Time hours_due_{};
    std::uint64_t last_connection_ = 0;
    std::uint8_t last_fresh_ = 0;
    std::map<Connection, Peer> peers_;
    std::map<std::string, desk::StaffId> accounts_; // numbered as they come
    desk::Effects effects_;
    std::vector<std::pair<desk::Time, protocol::records::Record>> facts_;
};

} // namespace scripts
