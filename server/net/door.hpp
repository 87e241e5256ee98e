// The seam between the network and the rest of the house. net/ calls a Door for everything that
// needs a decision and knows nothing else of app/; app/ implements it and talks back to a
// connection through `Connection`, by id.
#pragma once

#include "net/static_files.hpp"
#include "net/transport.hpp"
#include "protocol/close_codes.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace net {

// One accepted WebSocket, unique in the life of the process.
enum class ConnectionId : std::uint64_t {};

// What stands for an address without telling it, for ten minutes; and what stood for it in the ten
// minutes before, if anybody asked then.
struct AddressHashes {
    std::uint64_t now{};
    std::optional<std::uint64_t> before{};
    bool operator==(AddressHashes const&) const = default;
};

// An /api/v1 request, already checked: method and target are plain, the body within its bound.
// `origin` and `cookie` are the raw field values, empty when absent; `address` stands for the
// address that it came from; `transport` is how the page reached us, or the
// proxy in front of us.
struct Request {
    std::string method;
    std::string target;
    std::string origin;
    std::string cookie;
    std::string content_type;
    std::string body;
    AddressHashes address{};
    Transport transport{};
};

struct Response {
    unsigned status{};
    std::string content_type; // empty: no body
    std::string body;
    std::string set_cookie;  // empty: none
    std::string retry_after; // seconds; empty: none
};

// A request to become a WebSocket, before it is granted.
struct Upgrade {
    std::string target;
    std::string origin;
    std::string cookie;
    Transport transport{};
    AddressHashes address{}; // of a granted one
};

// Whether people can be served now, and what is missing when not.
enum class Readiness : std::uint8_t {
    ready,
    database_away, // people are served; new sign-ins and reports are not
    starting,      // nothing has reached the disk yet
    disk_away,     // the disk takes nothing: nobody new can be told a place
    stopping,
};

// The sending half of a WebSocket as the rest of the house sees it. Calls on a connection that has
// already gone are silently nothing.
class Connection {
public:
    virtual ~Connection() = default;

    // Queues one text frame. The outbox is bounded in bytes; beyond the bound the connection is
    // closed as `slow` and the Door hears `lost`.
    virtual void send(std::string_view text) = 0;

    // Sends what is queued, then closes with this code; the Door hears `lost`.
    virtual void close(protocol::CloseCode code) = 0;
};

class Door {
public:
    virtual ~Door() = default;

    // Answers a request below /api/. May wait (for a worker), never blocks, never throws.
    virtual boost::asio::awaitable<Response> answer(Request request) = 0;

    // The page at `/`, rendered from settings; changes only when they change.
    virtual StaticFiles::File const& first_page() const = 0;

    virtual Readiness readiness() const = 0;

    // The figures for the operator, as the listener of /metrics sends them.
    virtual std::string metrics() const = 0;

    // Whether this upgrade is granted: nothing, or the HTTP status of the refusal (403 or 404).
    virtual std::optional<unsigned> refuses(Upgrade const& upgrade) const = 0;

    // Whether this connection is the way to somebody who would miss it: of the team, or with a
    // place.
    virtual bool is_somebodys(ConnectionId id) const = 0;

    // A granted socket is open. `connection` stays valid until `lost` has returned.
    virtual void opened(ConnectionId id, Upgrade const& upgrade, Connection& connection) = 0;

    // One whole text frame, at most limits::frame_bytes. Not called after `lost`.
    virtual void received(ConnectionId id, std::string_view text) = 0;

    // The socket is gone, for whatever reason, ours or theirs. Called exactly once for each
    // `opened`.
    virtual void lost(ConnectionId id) = 0;
};

} // namespace net
