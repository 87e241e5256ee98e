// One coroutine accepts; each accepted socket gets one of its own (http_session.cpp).
#include "net/listener.hpp"

#include "log.hpp"
#include "net/limits.hpp"
#include "net/tls.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace net {
namespace {

using boost::system::error_code;

// No exception is expected from a connection; one is our own mistake and ends the program.
void rethrow(std::exception_ptr exception)
{
    if (exception) std::rethrow_exception(exception);
}

// It says something of one who has gone again, and nothing of the next (accept(2)).
bool is_of_one(error_code error)
{
    return error == asio::error::connection_aborted || error == boost::system::errc::protocol_error;
}

} // namespace

Listener::Listener(asio::io_context& context, Common& common)
    : context_(context), common_(common), acceptor_(context), pause_(context)
{
}

error_code Listener::open()
{
    if (!common_.settings.tls_certificate.empty()) {
        auto context = tls_context(common_.settings.tls_certificate, common_.settings.tls_key);
        if (!context) return context.error();
        tls_ = std::move(*context);
    }
    error_code error;
    auto const& endpoint = common_.settings.endpoint;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.set_option(asio::ip::tcp::no_delay(true), error); // of all it accepts
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor_.non_blocking(true, error);
    // Else Asio waits for the next one within `accept`, and everybody with it.
    if (!error) acceptor_.set_option(asio::socket_base::enable_connection_aborted(true), error);
    return error;
}

asio::ip::tcp::endpoint Listener::endpoint() const
{
    error_code error;
    return acceptor_.local_endpoint(error);
}

asio::awaitable<void> Listener::accept_loop()
{
    while (acceptor_.is_open()) {
        auto const [error] = co_await acceptor_.async_wait(acceptor_.wait_read, as_result);
        if (!acceptor_.is_open()) co_return;
        if (room() == 0) {
            make_room();
        } else if (!error && accept_some()) {
            continue;
        }
        co_await pause();
    }
}

// Whoever waits, as many as are let in before those who are in have their turn. False when the
// system lets nobody in.
bool Listener::accept_some()
{
    for (auto left = std::min(limits::accepted_at_once, room()); left > 0; --left) {
        error_code error;
        asio::ip::tcp::endpoint peer;
        auto socket = acceptor_.accept(peer, error);
        if (error == asio::error::would_block) return true;
        if (is_of_one(error)) continue;
        if (error) {
            if (!std::exchange(in_trouble_, true))
                logs::event(logs::Level::error, "accept_failed", {{"errno", error.value()}});
            return false;
        }
        in_trouble_ = false;
        ++common_.counts.sockets;
        welcome(std::move(socket), peer.address());
    }
    return true;
}

void Listener::close()
{
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
}

std::size_t Listener::room() const
{
    auto const left = [](std::size_t used, std::size_t all) { return all - std::min(used, all); };
    return std::min(left(common_.peers.size(), common_.settings.connections),
                    left(common_.handshakes, common_.settings.handshakes));
}

// For somebody who waits to be accepted.
void Listener::make_room()
{
    auto const now = std::chrono::steady_clock::now();
    auto const all = common_.settings.connections;
    auto const crowded = common_.peers.size() >= all;
    auto const closed =
        crowded
            ? common_.peers.make_room(std::max(std::size_t{1}, all / limits::room_share))
            : common_.peers.make_room(common_.settings.handshakes, now - limits::handshake_grace);
    if (now < quiet_until_) return;
    quiet_until_ = now + limits::crowded_news;
    logs::event(logs::Level::warning, crowded ? "connections_used_up" : "handshakes_used_up",
                {{"made_way", closed}});
}

asio::awaitable<void> Listener::pause()
{
    pause_.expires_after(limits::accept_pause);
    co_await pause_.async_wait(as_result);
}

void Listener::welcome(TcpStream socket, asio::ip::address const& peer)
{
    if (tls_) {
        auto stream = TlsStream(std::move(socket), *tls_);
        asio::co_spawn(context_, serve(std::move(stream), peer, common_), rethrow);
    } else {
        asio::co_spawn(context_, serve(std::move(socket), peer, common_), rethrow);
    }
}

} // namespace net
