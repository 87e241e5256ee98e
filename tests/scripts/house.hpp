// Where a script is played: a desk that pages can connect to, the pure core or the real server.
// Frames go in and come out; neither knows of scripts.
#pragma once

#include "protocol/api.hpp"
#include "protocol/types.hpp"
#include "scripts/script.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace scripts {

enum class Connection : std::uint64_t {};

// A house that could not do what it should, apart from what people are told.
struct HouseError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class House {
public:
    House() = default;
    House(House const&) = delete;
    House& operator=(House const&) = delete;
    virtual ~House() = default;

    // A new evening; nobody is connected, and nothing has happened before.
    virtual void begin(Setting const& setting) = 0;

    // `name` is the account of staff.
    virtual Connection connect(Role role, std::string const& name) = 0;

    // Returns when the frame has been taken in.
    virtual void send(Connection connection, std::string const& frame) = 0;

    // What was told on this connection since the last time. That the server closed it is told as
    // {"type":"closed","code":…}.
    virtual std::vector<std::string> told(Connection connection) = 0;

    // Something that should be told may still be on its way: a moment passes; and how many it is
    // worth to wait for it.
    virtual void moment() = 0;
    virtual int patience() const = 0;

    // Long enough that nothing is on its way any more.
    virtual void settle() = 0;

    // Whether waiting costs nothing.
    virtual bool time_is_free() const = 0;

    virtual void cut(Connection connection) = 0;
    virtual void beacon(protocol::api::Beacon const& beacon) = 0;
    virtual void sign_out(Connection connection) = 0;
    virtual void wait(desk::Duration duration) = 0;

    // The server is killed and starts again with what it had written down; every connection is
    // lost.
    virtual void kill() = 0;

    // The server is told to stop, and starts again: it closes every connection itself, and what it
    // said until then can still be heard.
    virtual void restart() = 0;
};

} // namespace scripts
