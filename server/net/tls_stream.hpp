// TLS straight on the socket's descriptor, as a stream like any other for HTTP and WebSocket.
// Asio's own keeps 55 KB of buffers for each connection, whether anything moves or not; an idle
// one of these holds none (docs/decisions/bench.md). One operation of a kind at a time, each ended
// by closing the socket. Heavy: for .cpp files of this folder only.
#pragma once

#include "net/tls_tries.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>

#include <array>
#include <cstddef>
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
        : socket_(std::move(socket)), tls_(context.native_handle(), socket_.native_handle())
    {
        boost::system::error_code ignored;
        socket_.native_non_blocking(true, ignored);
    }

    executor_type get_executor() { return socket_.get_executor(); }
    Socket& next_layer() { return socket_; }
    Socket const& next_layer() const { return socket_; }
    lowest_layer_type& lowest_layer() { return socket_.lowest_layer(); }

    // For whoever goes on with the socket's descriptor without this stream.
    TlsTries take_tries() { return std::move(tls_); }

    template <class Token>
    auto async_handshake(Token&& token)
    {
        return perform([this] { return tls_.shake_hands(); }, nothing_to_read(), token);
    }

    // Also while another operation is under way; what has come behind the end is nobody's.
    template <class Token>
    auto async_shutdown(Token&& token)
    {
        return perform([this] { return tls_.end(); }, First::act, token);
    }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token)
    {
        auto const into = boost::asio::mutable_buffer(*boost::asio::buffer_sequence_begin(buffers));
        return perform([this, into] { return tls_.read(into); }, nothing_to_read(), token);
    }

    // Head and text of a response go out as one record. Asked again after the socket was full, the
    // same bytes are gathered again, as OpenSSL wants it.
    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token)
    {
        return perform(
            [this, buffers] {
                static std::array<unsigned char, TlsTries::record_bytes>
                    record; // of all: one thread
                auto const size = boost::asio::buffer_copy(boost::asio::buffer(record), buffers);
                return tls_.write(boost::asio::buffer(record, size));
            },
            First::act, token);
    }

private:
    enum class First { act, wait };

    // Nothing is tried that would only find that nothing is there.
    First nothing_to_read() const { return tls_.holds_more() ? First::act : First::wait; }

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
            // A closed socket's number may be another connection's already: OpenSSL is not to touch
            // it.
            if (!stream.socket_.is_open()) return end(self, boost::asio::error::bad_descriptor, 0);
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
    TlsTries tls_;
};

} // namespace net
