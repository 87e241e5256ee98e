// Binds one address and accepts on it, plain or TLS, until it is closed. Survives a lack of
// descriptors, and accepts nobody while the house is full: newcomers wait in the kernel's queue,
// the oldest connections that nobody needs make way for them, and the people already connected are
// served. Heavy: for .cpp files of this folder only.
#pragma once

#include "net/server.hpp"
#include "net/streams.hpp"

#include <boost/asio/steady_timer.hpp>

#include <optional>

namespace net {

class Listener {
public:
    // `common` outlives it.
    Listener(asio::io_context& context, Common& common);

    [[nodiscard]] boost::system::error_code open();
    asio::ip::tcp::endpoint endpoint() const;

    // Runs until `close`.
    asio::awaitable<void> accept_loop();
    void close();

private:
    bool accept_some();
    std::size_t room() const; // so many more may be accepted
    void make_room();
    asio::awaitable<void> pause();
    void welcome(TcpStream socket, asio::ip::address const& peer);

    asio::io_context& context_;
    Common& common_;
    std::optional<asio::ssl::context> tls_;
    asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type> acceptor_;
    asio::steady_timer pause_;
    bool in_trouble_ = false; // accepting failed the last time; said once
    Time quiet_until_{};      // that all connections were in use was said
};

} // namespace net
