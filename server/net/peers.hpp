// Everything that holds an accepted socket, whatever it is doing: counted, and called when its time
// is over. One clock looks at all deadlines, so no connection has a timer of its own. Knows neither
// HTTP nor WebSocket.
#pragma once

#include "protocol/close_codes.hpp"

#include <chrono>
#include <cstddef>
#include <unordered_set>
#include <vector>

namespace net {

using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

class Peers;

// A member of `Peers` for as long as it lives; either may be destroyed first.
class Peer {
public:
    explicit Peer(Peers& peers);
    Peer(Peer const&) = delete;
    Peer& operator=(Peer const&) = delete;
    virtual ~Peer();

    Time deadline() const { return deadline_; }

    // The deadline has passed. Sets another one or ends the connection; never destroys itself,
    // which is left to a later step of the loop.
    virtual void overdue() = 0;

    // The server stops: end soon, and tell a WebSocket's page why.
    virtual void stop() = 0;

    // For a WebSocket: close it with this code. Others have nothing to close yet.
    virtual void close_with(protocol::CloseCode) {}

    // Whether nobody would lose a place or an answer if it were closed now.
    virtual bool spare() const { return false; }

    // Whether it is spare because its TLS handshake is not over.
    virtual bool handshaking() const { return false; }

    // Ends at once. Requires that it is spare; never destroys itself.
    virtual void make_way() {}

protected:
    void allow(Duration time) { deadline_ = std::chrono::steady_clock::now() + time; }

private:
    friend class Peers;
    Peers* peers_;
    Time const since_ = std::chrono::steady_clock::now();
    Time deadline_ = Time::max();
};

class Peers {
public:
    Peers() = default;
    Peers(Peers const&) = delete;
    Peers& operator=(Peers const&) = delete;
    ~Peers();

    std::size_t size() const { return all_.size(); }

    void call_overdue(Time now);
    void stop();
    void close_all(protocol::CloseCode code);

    // The oldest that are spare make way, at most so many. Returns how many that are. Who comes
    // behind a flood of connections that want nothing gets in so.
    std::size_t make_room(std::size_t most);

    // The same of those that are in a handshake since before then.
    std::size_t make_room(std::size_t most, Time handshaking_since);

private:
    friend class Peer;
    static std::size_t oldest_make_way(std::vector<Peer*> spare, std::size_t most);

    std::unordered_set<Peer*> all_; // bounded by Settings::connections
};

} // namespace net
