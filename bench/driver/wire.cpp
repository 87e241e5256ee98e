#include "bench/driver/wire.hpp"

#include <openssl/err.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr std::size_t buffer_bytes = 64 * 1024;
std::array<char, buffer_bytes + 8> buffer; // of all: one thread

// The brake of the server counts addresses, so each page has its own, from 127.1.0.0 on.
sockaddr_in loopback(std::uint32_t host, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(host);
    return address;
}

constexpr std::uint32_t first_host = 0x7F010001;

} // namespace

Wire::Wire(Loop& loop, Owner& owner, std::uint32_t number)
    : loop_(loop), owner_(owner), number_(number)
{
    auto const key = static_cast<std::uint32_t>(std::rand()) | 1U;
    mask_ = (std::uint64_t{key} << 32U) | key;
}

Wire::~Wire()
{
    drop();
}

void Wire::connect(Address const& address, std::string const& path, std::string const& cookie)
{
    auto const* const scheme = address.tls != nullptr ? "https" : "http";
    auto const host = "127.0.0.1:" + std::to_string(address.port);
    request_ = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + scheme + "://" +
               host + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    if (!cookie.empty())
        request_ +=
            std::string("Cookie: ") + (address.tls != nullptr ? "__Host-" : "") + cookie + "\r\n";
    request_ += "\r\n";
    descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (descriptor_ < 0) std::abort();
    int const one = 1;
    setsockopt(descriptor_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    auto const own = loopback(first_host + number_, 0);
    if (bind(descriptor_, reinterpret_cast<sockaddr const*>(&own), sizeof own) != 0) std::abort();
    auto const there = loopback(INADDR_LOOPBACK, address.port);
    stage_ = Stage::connecting;
    if (address.tls != nullptr) {
        tls_ = SSL_new(address.tls);
        SSL_set_fd(tls_, descriptor_);
        SSL_set_connect_state(tls_);
    }
    auto const done =
        ::connect(descriptor_, reinterpret_cast<sockaddr const*>(&there), sizeof there) == 0;
    if (!done && errno != EINPROGRESS) {
        ::close(descriptor_); // refused at once: told as if it had come back, not from within
        descriptor_ = -1;
        stage_ = Stage::idle;
        return loop_.in(Duration::zero(), [this] { owner_.lost(0); });
    }
    wanted_ = EPOLLOUT;
    loop_.watch(descriptor_, *this, wanted_);
}

void Wire::drop()
{
    if (tls_ != nullptr) SSL_free(tls_);
    tls_ = nullptr;
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
    stage_ = Stage::idle;
    rest_.clear();
    out_.clear();
}

void Wire::gone(int code)
{
    drop();
    owner_.lost(code);
}

void Wire::want(std::uint32_t events)
{
    if (wanted_ == events) return;
    wanted_ = events;
    loop_.change(descriptor_, *this, events);
}

void Wire::ready(std::uint32_t events)
{
    switch (stage_) {
    case Stage::idle: return;
    case Stage::connecting:
        if (!connected_now()) return gone(0);
        owner_.connected();
        return tls_ != nullptr ? shake_hands() : ask_upgrade();
    case Stage::shaking_hands: return shake_hands();
    case Stage::upgrading:
    case Stage::open: break;
    }
    if ((events & EPOLLOUT) != 0) flush();
    if (stage_ != Stage::idle && (events & ~EPOLLOUT) != 0) receive();
}

bool Wire::connected_now()
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
    return error == 0;
}

void Wire::shake_hands()
{
    stage_ = Stage::shaking_hands;
    auto const result = SSL_do_handshake(tls_);
    if (result == 1) return ask_upgrade();
    auto const error = SSL_get_error(tls_, result);
    if (error == SSL_ERROR_WANT_READ) return want(EPOLLIN);
    if (error == SSL_ERROR_WANT_WRITE) return want(EPOLLOUT);
    ERR_clear_error();
    gone(0);
}

void Wire::ask_upgrade()
{
    stage_ = Stage::upgrading;
    out_ += request_;
    flush();
}

void Wire::receive()
{
    // Under TLS one record after the other, until none is whole.
    do {
        long size = 0;
        if (tls_ != nullptr) {
            size = SSL_read(tls_, buffer.data(), static_cast<int>(buffer_bytes));
            if (size <= 0) {
                auto const error = SSL_get_error(tls_, static_cast<int>(size));
                if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) break;
                ERR_clear_error();
                return gone(0);
            }
        } else {
            size = recv(descriptor_, buffer.data(), buffer_bytes, 0);
            if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
            if (size <= 0) return gone(0);
        }
        take({buffer.data(), static_cast<std::size_t>(size)});
    } while (tls_ != nullptr);
    if (stage_ == Stage::open) owner_.frames_over();
}

// What is not whole waits for more.
void Wire::take(std::string_view bytes)
{
    std::string joined;
    if (!rest_.empty()) {
        joined = std::move(rest_) + std::string(bytes);
        rest_.clear();
        bytes = joined;
    }
    while (!bytes.empty() && stage_ != Stage::idle) {
        auto const used = stage_ == Stage::upgrading ? take_head(bytes) : take_frame(bytes);
        if (used == 0) break;
        bytes.remove_prefix(used);
    }
    if (stage_ != Stage::idle) rest_ = bytes;
}

void Wire::mark_dirty()
{
    if (dirty_) return;
    dirty_ = true;
    loop_.flush_later(*this);
}

long Wire::write_some()
{
    if (tls_ == nullptr) return ::send(descriptor_, out_.data(), out_.size(), MSG_NOSIGNAL);
    auto const size = SSL_write(tls_, out_.data(), static_cast<int>(out_.size()));
    if (size > 0) return size;
    auto const error = SSL_get_error(tls_, size);
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : EPIPE;
    return -1;
}

void Wire::flush()
{
    dirty_ = false;
    if (stage_ == Stage::idle || stage_ == Stage::connecting || stage_ == Stage::shaking_hands)
        return;
    if (!out_.empty()) {
        auto const size = write_some();
        if (size < 0 && errno != EAGAIN && errno != EINTR) return gone(0);
        if (size > 0) out_.erase(0, static_cast<std::size_t>(size));
    }
    want(out_.empty() ? std::uint32_t{EPOLLIN} : std::uint32_t{EPOLLIN | EPOLLOUT});
}

} // namespace bench
