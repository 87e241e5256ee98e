// TLS straight on the socket's descriptor, as a stream like any other for HTTP and WebSocket.
// Asio's own keeps 55 KB of buffers for each connection, whether anything moves or not; here
// OpenSSL reads and writes by itself when the socket is ready, and an idle connection holds none
// (docs/decisions/bench.md). One operation of a kind at a time, each ended by closing the socket.
// Heavy: for .cpp files of this folder only.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
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
        return perform([this] { return SSL_do_handshake(tls_.get()); }, nothing_to_read(), token);
    }

    // Also while another operation is under way; what has come behind the end is nobody's.
    template <class Token>
    auto async_shutdown(Token&& token)
    {
        return perform([this] { return SSL_shutdown(tls_.get()) < 0 ? -1 : 1; }, First::act, token);
    }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token)
    {
        auto const into = boost::asio::mutable_buffer(*boost::asio::buffer_sequence_begin(buffers));
        auto const size = static_cast<int>(std::min(into.size(), record_bytes));
        return perform([this, into, size] { return SSL_read(tls_.get(), into.data(), size); },
                       nothing_to_read(), token);
    }

    // Head and text of a frame go out as one record. Asked again after the socket was full, the
    // same bytes are gathered again, as OpenSSL wants it.
    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token)
    {
        return perform(
            [this, buffers] {
                static std::array<unsigned char, record_bytes> record; // of all: one thread
                auto const size = boost::asio::buffer_copy(boost::asio::buffer(record), buffers);
                return SSL_write(tls_.get(), record.data(), static_cast<int>(size));
            },
            First::act, token);
    }

private:
    enum class First { act, wait };
    static constexpr std::size_t record_bytes = 16 * 1024; // RFC 8446, section 5.1

    struct Free {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };

    // Nothing is tried that would only find that nothing is there.
    First nothing_to_read() const
    {
        return SSL_has_pending(tls_.get()) == 1 ? First::act : First::wait;
    }

    // What `act` returned, as an error; nothing, with what to wait for, when it must be asked
    // again.
    struct Verdict {
        boost::system::error_code error;
        Socket::wait_type wait{};
        bool again = false;
    };
    Verdict verdict(int result)
    {
        auto const system_error = errno;
        switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_NONE: return {};
        case SSL_ERROR_WANT_READ: return {{}, Socket::wait_read, true};
        case SSL_ERROR_WANT_WRITE: return {{}, Socket::wait_write, true};
        case SSL_ERROR_ZERO_RETURN: return {boost::asio::error::eof};
        case SSL_ERROR_SYSCALL:
            if (system_error != 0) return {{system_error, boost::system::system_category()}};
            return {boost::asio::error::eof};
        default: break;
        }
        return {{static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category()}};
    }

    // A closed socket's number may be another connection's already: OpenSSL is not to touch it.
    template <class Act>
    struct Operation {
        TlsStream& stream;
        Act act;
        First first;
        bool waited = false;

        template <class Self>
        void operator()(Self& self, boost::system::error_code error = {})
        {
            if (!error && !stream.socket_.is_open()) error = boost::asio::error::bad_descriptor;
            if (error) return end(self, error, 0);
            if (std::exchange(first, First::act) == First::wait) {
                waited = true;
                return stream.socket_.async_wait(Socket::wait_read, std::move(self));
            }
            ERR_clear_error();
            errno = 0;
            auto const result = act();
            auto const verdict = result > 0 ? Verdict{} : stream.verdict(result);
            if (verdict.again) {
                waited = true;
                return stream.socket_.async_wait(verdict.wait, std::move(self));
            }
            end(self, verdict.error, result > 0 ? static_cast<std::size_t>(result) : 0);
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

// Found by Beast when a WebSocket ends (RFC 6455, section 7.1.1): says that nothing follows, then
// ends the socket as without TLS.
template <class Handler>
void async_teardown(boost::beast::role_type role, TlsStream& stream, Handler&& handler)
{
    stream.async_shutdown([role, &stream, handler = std::forward<Handler>(handler)](
                              boost::system::error_code, std::size_t) mutable {
        boost::beast::websocket::async_teardown(role, stream.next_layer(), std::move(handler));
    });
}

} // namespace net
