// Which connections have something to read, asked once for all of them in each round of the loop.
// Asio sets up each wait of each socket anew, with a system call of its own (docs/decisions/
// http-and-websocket.md). Knows neither HTTP nor WebSocket.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <sys/epoll.h>
#include <unordered_map>

namespace net {

class Readable {
public:
    virtual ~Readable() = default;

    // Something can be read, or the end. May forget itself and others.
    virtual void readable() = 0;
};

// Whoever is watched is kept alive by it, and told in each round in which anything is left to read:
// epoll(7), level-triggered. Watching nobody, it does not keep the loop running.
class Arrivals {
public:
    explicit Arrivals(boost::asio::io_context& loop);
    Arrivals(Arrivals const&) = delete;
    Arrivals& operator=(Arrivals const&) = delete;

    // False when the kernel watches no more of them.
    [[nodiscard]] bool watch(int descriptor, std::shared_ptr<Readable> who);

    // Before the descriptor is closed. Who is forgotten is not told again, and lives at least until
    // the loop's next step. Nothing when it is not watched.
    void forget(int descriptor, Readable& who);

private:
    struct Asking {}; // until the last one is forgotten; with it all that was asked

    void ask();
    void tell();

    boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type> set_;
    std::unordered_map<Readable*, std::shared_ptr<Readable>> watched_;
    std::array<epoll_event, 128> told_;    // as many as Asio takes in one round
    std::span<epoll_event> still_to_tell_; // of told_
    std::shared_ptr<Asking> asking_;
};

} // namespace net
