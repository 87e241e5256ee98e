// One TLS connection straight on its socket's descriptor, by OpenSSL, which reads and writes by
// itself; each call is one try that does not wait. The descriptor does not block, is not closed
// here, and must be open whenever something is tried. Heavy: for .cpp files of this folder only.
#pragma once

#include "net/attempt.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <memory>

namespace net {

class TlsTries {
public:
    static constexpr std::size_t record_bytes = 16 * 1024; // RFC 8446, section 5.1

    // The other side speaks first.
    TlsTries(SSL_CTX* context, int descriptor) : tls_(SSL_new(context))
    {
        SSL_set_fd(tls_.get(), descriptor);
        SSL_set_accept_state(tls_.get());
    }

    Attempt shake_hands()
    {
        return acted([&] { return SSL_do_handshake(tls_.get()); });
    }

    Attempt read(boost::asio::mutable_buffer into)
    {
        return acted([&] {
            return SSL_read(tls_.get(), into.data(),
                            static_cast<int>(std::min(into.size(), record_bytes)));
        });
    }

    // What has been received was not all read; the socket does not tell of it again.
    bool holds_more() const { return SSL_has_pending(tls_.get()) == 1; }

    // Of at most a record. Tried again, at least the same bytes must be given.
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
    using Socket = boost::asio::socket_base;

    struct Free {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };

    template <class Act>
    Attempt acted(Act act)
    {
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

    std::unique_ptr<SSL, Free> tls_;
};

} // namespace net
