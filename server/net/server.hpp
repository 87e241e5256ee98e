// The network room as `main` and `app` see it: listen, start, stop. Everything that is asked for
// comes out at the Door; everything that is known comes in as a setting.
#pragma once

#include "address.hpp"
#include "net/counts.hpp"
#include "net/door.hpp"
#include "net/static_files.hpp"
#include "protocol/close_codes.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace net {

// What is behind a listener: the house for its people, or /metrics alone for its operator.
enum class Serves : std::uint8_t { people, operator_only };

struct Settings {
    Serves serves = Serves::people;
    boost::asio::ip::tcp::endpoint endpoint; // port 0: the system chooses
    std::filesystem::path tls_certificate;   // empty: plain
    std::filesystem::path tls_key;
    std::vector<AddressRange> trusted_proxies; // whose word on where a request came from counts
    // How a page reached us when neither our own TLS nor a trusted proxy says it.
    Transport unsaid_transport = Transport::plain;
    // Sockets held at once; beyond it the oldest that nobody needs make way for who waits in the
    // kernel's queue.
    std::size_t connections = 12'000;
    // TLS handshakes under way at once; the people already connected go first. Each costs a quarter
    // of a millisecond of work and at most limits::handshake_time of holding a place.
    std::size_t handshakes = 512;
};

// Whether only this machine can reach the address.
bool loopback(boost::asio::ip::address const& address);

// `door`, `files` and `counts` outlive it. Destroyed after `stopped`, or when `context` no longer
// runs.
class Server {
public:
    Server(boost::asio::io_context& context, Door& door, StaticFiles const& files,
           Settings settings, Counts& counts);
    ~Server();

    // Reads certificate and key and binds the address; from then on the kernel queues connections.
    // The error's message is a sentence for the operator.
    [[nodiscard]] boost::system::error_code listen();

    // Where it really listens; requires a successful `listen`.
    boost::asio::ip::tcp::endpoint endpoint() const;

    // Begins to accept.
    void start();

    // Closes every open WebSocket with this code. The app closes its pairs together first.
    void close_all(protocol::CloseCode code);

    // Accepts nobody more, closes idle HTTP connections at once, WebSockets as `going_down`, lets a
    // request that is being answered finish. Calls `stopped` when all are gone, at most 3 s later.
    void stop(std::function<void()> stopped);

    // Accepted sockets at present.
    std::size_t connections() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace net
