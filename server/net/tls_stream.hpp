// TLS straight on the socket's descriptor, as a stream like any other for HTTP and WebSocket.
// Asio's own keeps 55 KB of buffers for each connection, whether anything moves or not; here
// OpenSSL reads and writes by itself when the socket is ready, and an idle connection holds none
// (docs/decisions/bench.md). One operation of a kind at a time, each ended by closing the socket.
// Heavy: for .cpp files of this folder only.
#pragma once

#include "net/attempt.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <utility>

namespace net {

class TlsStream {
public:
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                                    boost::asio::io_context::executor_type>;
    using next_layer_type = Socket;
    using lowest_layer_type = Socket::lowest_layer_type;
    using executor_type = Socket::executor_type;

    // `context` outlives it. The other side speaks first.
    TlsStream(Socket socket, boost::asio::ssl::context& context)
        : socket_(std::move(socket)), tls_(SSL_new(context.native_handle()))
    {
        boost::system::error_code ignored;
        socket_.native_non_blocking(true, ignored);
        SSL_set_fd(tls_.get(), socket_.native_handle());
        SSL_set_accept_state(tls_.get());
    }

    executor_type get_executor() { return socket_.get_executor(); }
    Socket& next_layer() { return socket_; }
    Socket const& next_layer() const { return socket_; }
    lowest_layer_type& lowest_layer() { return socket_.lowest_layer(); }

    template <class Token>
    auto async_handshake(Token&& token)
    {
        auto const shake = [this] { return SSL_do_handshake(tls_.get()); };
        return perform([this, shake] { return acted(shake); }, nothing_to_read(), token);
    }

    // Also while another operation is under way; what has come behind the end is nobody's.
    template <class Token>
    auto async_shutdown(Token&& token)
    {
        return perform([this] { return end(); }, First::act, token);
    }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token)
    {
        auto const into = boost::asio::mutable_buffer(*boost::asio::buffer_sequence_begin(buffers));
        return perform([this, into] { return read(into); }, nothing_to_read(), token);
    }

    // Head and text of a response go out as one record. Asked again after the socket was full, the
    // same bytes are gathered again, as OpenSSL wants it.
    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token)
    {
        return perform(
            [this, buffers] {
                static std::array<unsigned char, record_bytes> record; // of all: one thread
                auto const size = boost::asio::buffer_copy(boost::asio::buffer(record), buffers);
                return write(boost::asio::buffer(record, size));
            },
            First::act, token);
    }

    // One try, without waiting. `holds_more`: what has been received was not all read; nobody says
    // so again.
    Attempt read(boost::asio::mutable_buffer into)
    {
        return acted([&] {
            return SSL_read(tls_.get(), into.data(),
                            static_cast<int>(std::min(into.size(), record_bytes)));
        });
    }
    bool holds_more() const { return SSL_has_pending(tls_.get()) == 1; }

    // One try, of at most a record. Tried again, at least the same bytes must be given.
    Attempt write(boost::asio::const_buffer bytes)
    {
        return acted([&] {
            return SSL_write(tls_.get(), bytes.data(),
                             static_cast<int>(std::min(bytes.size(), record_bytes)));
        });
    }

    // Says that nothing more is written (RFC 8446, section 6.1).
    Attempt end()
    {
        return acted([&] { return SSL_shutdown(tls_.get()) < 0 ? -1 : 1; });
    }

private:
    enum class First { act, wait };
    static constexpr std::size_t record_bytes = 16 * 1024; // RFC 8446, section 5.1

    struct Free {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };

    // Nothing is tried that would only find that nothing is there.
    First nothing_to_read() const { return holds_more() ? First::act : First::wait; }

    // A closed socket's number may be another connection's already: OpenSSL is not to touch it.
    template <class Act>
    Attempt acted(Act act)
    {
        if (!socket_.is_open()) return {boost::asio::error::bad_descriptor};
        ERR_clear_error();
        errno = 0;
        return attempt(act());
    }

    // What a call of OpenSSL has returned.
    Attempt attempt(int result)
    {
        if (result > 0) return {{}, static_cast<std::size_t>(result)};
        auto const system_error = errno;
        switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_WANT_READ: return {{}, 0, true, Socket::wait_read};
        case SSL_ERROR_WANT_WRITE: return {{}, 0, true, Socket::wait_write};
        case SSL_ERROR_ZERO_RETURN: return {boost::asio::error::eof};
        case SSL_ERROR_SYSCALL:
            if (system_error != 0) return {{system_error, boost::system::system_category()}};
            return {boost::asio::error::eof};
        default: break;
        }
        return {{static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category()}};
    }

    template <class Act>
    struct Operation {
        TlsStream& stream;
        Act act;
        First first;
        bool waited = false;

        template <class Self>
        void operator()(Self& self, boost::system::error_code error = {})
        {
            if (error) return end(self, error, 0);
            if (std::exchange(first, First::act) == First::wait) {
                waited = true;
                return stream.socket_.async_wait(Socket::wait_read, std::move(self));
            }
            auto const attempt = act();
            if (attempt.again) {
                waited = true;
                return stream.socket_.async_wait(attempt.wait, std::move(self));
            }
            end(self, attempt.error, attempt.bytes);
        }

        // Never from within the call that began it.
        template <class Self>
        void end(Self& self, boost::system::error_code error, std::size_t size)
        {
            if (waited) return self.complete(error, size);
            boost::asio::post(
                stream.get_executor(),
                [self = std::move(self), error, size]() mutable { self.complete(error, size); });
        }
    };

    template <class Act, class Token>
    auto perform(Act act, First first, Token& token)
    {
        return boost::asio::async_compose<Token, void(boost::system::error_code, std::size_t)>(
            Operation<Act>{*this, std::move(act), first}, token, socket_);
    }

    Socket socket_;
    std::unique_ptr<SSL, Free> tls_;
};

} // namespace net
