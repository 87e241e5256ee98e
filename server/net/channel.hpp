// The bytes of an open WebSocket, plain or in TLS, on a socket that is no longer Asio's: each call
// is one try that does not wait. Heavy: for .cpp files of this folder only.
#pragma once

#include "net/streams.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace net {

// The descriptor of a socket, closed at the latest with this.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }

    // Nothing else is done with it afterwards: its number may be another connection's at once.
    void close()
    {
        if (number_ != -1) ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

class PlainChannel {
public:
    explicit PlainChannel(TcpStream stream) : descriptor_(stream.release()) {}

    Descriptor& descriptor() { return descriptor_; }

    Attempt read(asio::mutable_buffer into)
    {
        auto const size = ::recv(descriptor_.number(), into.data(), into.size(), 0);
        if (size == 0) return {asio::error::eof};
        return attempt(size, asio::socket_base::wait_read);
    }

    Attempt write(asio::const_buffer bytes)
    {
        auto const size = ::send(descriptor_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        return attempt(size, asio::socket_base::wait_write);
    }

    // Whether more can be read that the socket does not tell of.
    bool holds_more() const { return false; }

    // Says to the other side that nothing more is written. What cannot be said at once is not said.
    void end_writing() { ::shutdown(descriptor_.number(), SHUT_WR); }

private:
    static Attempt attempt(ssize_t moved, asio::socket_base::wait_type wait)
    {
        if (moved >= 0) return {{}, static_cast<std::size_t>(moved)};
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {{}, 0, true, wait};
        return {{errno, boost::system::system_category()}};
    }

    Descriptor descriptor_;
};

class TlsChannel {
public:
    explicit TlsChannel(TlsStream stream)
        : tries_(stream.take_tries()), descriptor_(stream.next_layer().release())
    {
    }

    Descriptor& descriptor() { return descriptor_; }
    Attempt read(asio::mutable_buffer into) { return tries_.read(into); }
    Attempt write(asio::const_buffer bytes) { return tries_.write(bytes); }
    bool holds_more() const { return tries_.holds_more(); }
    void end_writing()
    {
        tries_.end();
        ::shutdown(descriptor_.number(), SHUT_WR);
    }

private:
    TlsTries tries_;
    Descriptor descriptor_;
};

} // namespace net
