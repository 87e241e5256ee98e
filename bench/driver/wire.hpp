// One WebSocket of a page that is played: connected from an address of its own, with or without
// TLS, framed by hand (RFC 6455), one receive for all that is there and one send for all that one
// turn says. Knows no message.
#pragma once

#include "bench/driver/loop.hpp"

#include <openssl/ssl.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

// Where to connect, on this machine.
struct Address {
    std::uint16_t port{};
    SSL_CTX* tls = nullptr; // none: plain
};

class Wire final : public Source {
public:
    class Owner {
    public:
        virtual ~Owner() = default;
        virtual void connected() {} // the socket; TLS and upgrade follow
        virtual void opened() = 0;
        virtual void frame(std::string_view text) = 0;
        virtual void frames_over() = 0; // all that one receive brought has been told
        // The socket is gone, or was refused; `code` as the server said it, else 0.
        virtual void lost(int code) = 0;
    };

    Wire(Loop& loop, Owner& owner, std::uint32_t number); // `number` makes the own address
    Wire(Wire const&) = delete;
    Wire& operator=(Wire const&) = delete;
    ~Wire() override;

    // `cookie` may be empty. Requires: not connected.
    void connect(Address const& address, std::string const& path, std::string const& cookie);
    bool connected() const { return descriptor_ >= 0; } // or under way
    bool open() const { return stage_ == Stage::open; }

    void send(std::string_view text); // requires: open
    void drop();                      // closes, and tells nobody

    void ready(std::uint32_t events) override;
    void flush() override;

private:
    enum class Stage : std::uint8_t { idle, connecting, shaking_hands, upgrading, open };

    bool connected_now();
    void ask_upgrade();
    void shake_hands();
    void receive();
    void take(std::string_view bytes);
    std::size_t take_head(std::string_view bytes);
    std::size_t take_frame(std::string_view bytes);
    bool control(unsigned opcode, std::string_view payload);
    void append_frame(unsigned char first, std::string_view payload);
    long write_some();
    void want(std::uint32_t events);
    void gone(int code);
    void mark_dirty();

    Loop& loop_;
    Owner& owner_;
    std::uint32_t number_;
    int descriptor_ = -1;
    SSL* tls_ = nullptr;
    Stage stage_ = Stage::idle;
    std::uint32_t wanted_ = 0;
    bool dirty_ = false;
    std::string request_;
    std::string rest_; // of a frame that has not come wholly
    std::string out_;
    std::uint64_t mask_; // twice the same four bytes
};

} // namespace bench
