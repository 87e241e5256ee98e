// The real server as a house: its program, killed and started by tests/support/house.sh, real
// sockets, and staff who have signed in with their passwords. Time is real here.
#pragma once

#include "scripts/house.hpp"
#include "scripts/web_socket.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace scripts {

class WireHouse : public House {
public:
    // `script` is tests/support/house.sh; the server listens at `port`, or will.
    WireHouse(std::string script, std::uint16_t port);
    ~WireHouse() override;

    // These are signed in on every evening. Each costs the time of hashing a password, so it is
    // done once, and kept with the data folder that every evening begins with.
    void prepare(std::vector<std::string> const& staff);

    void begin(Setting const& setting) override;
    Connection connect(Role role, std::string const& name) override;
    void send(Connection connection, std::string const& frame) override;
    std::vector<std::string> told(Connection connection) override;
    void moment() override;
    int patience() const override;
    void settle() override;
    bool time_is_free() const override { return false; }
    void cut(Connection connection) override;
    void beacon(protocol::api::Beacon const& beacon) override;
    void sign_out(Connection connection) override;
    void wait(desk::Duration duration) override;
    void kill() override;
    void restart() override;

private:
    struct Peer {
        WebSocket socket;
        std::string account;
    };

    void order(std::vector<std::string> words) const; // house.sh, until it is done
    void start();
    void stop();
    void let_go(); // of the server, which has ended
    std::string sign_in(std::string const& name) const;

    std::string script_;
    std::uint16_t port_;
    pid_t server_ = 0; // house.sh start, which ends with its input
    int server_input_ = -1;
    std::map<std::string, std::string> cookies_; // of this evening, by account
    std::map<std::string, std::string> prepared_;
    std::uint64_t last_connection_ = 0;
    std::map<Connection, Peer> peers_;
};

} // namespace scripts
