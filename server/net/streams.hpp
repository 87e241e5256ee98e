// The two kinds of byte streams, and what all connections of a server share. Heavy: for .cpp files
// of this folder only.
#pragma once

#include "net/address_hash.hpp"
#include "net/counts.hpp"
#include "net/door.hpp"
#include "net/limits.hpp"
#include "net/peers.hpp"
#include "net/server.hpp"
#include "net/site.hpp"
#include "net/tls_stream.hpp"
#include "net/watch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace net {

namespace asio = boost::asio;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// The concrete executor instead of any_io_executor saves a tenth of the work for each word.
using TcpStream = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
static_assert(std::is_same_v<TcpStream, TlsStream::Socket>);

template <class Stream>
inline constexpr bool speaks_tls = std::is_same_v<Stream, TlsStream>;

inline TcpStream& socket_of(TcpStream& stream)
{
    return stream;
}
inline TcpStream& socket_of(TlsStream& stream)
{
    return stream.next_layer();
}

// What is waiting on a closed socket completes with an error.
template <class Stream>
void close_socket(Stream& stream)
{
    boost::system::error_code ignored;
    socket_of(stream).close(ignored);
}

// Shared by the connections of one server, on its one thread.
struct Common {
    Door& door;
    Settings const& settings;
    Site const& site;
    Counts& counts;
    asio::io_context& loop;
    Watch watch;
    Peers peers{};
    AddressHash addresses{};
    std::size_t handshakes = 0; // TLS handshakes under way
    std::uint64_t connections = 0;
    std::vector<char> arrived =
        std::vector<char>(limits::read_bytes); // of one read, while it lasts
    bool stopping = false;
};

// Speaks HTTP on a socket accepted from `peer` until it ends or becomes a WebSocket
// (http_session.cpp).
asio::awaitable<void> serve(TcpStream stream, asio::ip::address peer, Common& common);
asio::awaitable<void> serve(TlsStream stream, asio::ip::address peer, Common& common);

// Answers the handshake (greeting.cpp) and holds the WebSocket until it ends (web_socket.cpp).
void open_web_socket(TcpStream stream, OpenWebSocket granted, Common& common);
void open_web_socket(TlsStream stream, OpenWebSocket granted, Common& common);

} // namespace net
