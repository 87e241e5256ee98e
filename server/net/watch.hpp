// Which connections can be read from or written to, asked for all of them at once. Asio sets up
// each wait of each socket anew, with a system call of its own
// (docs/decisions/http-and-websocket.md). Knows neither HTTP nor WebSocket.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <sys/epoll.h>
#include <unordered_map>
#include <vector>

namespace net {

class Watched {
public:
    virtual ~Watched() = default;

    // EPOLLIN: something can be read, or the end. EPOLLOUT: there is room to write. An error is
    // both. May take itself and others out of the watch.
    virtual void ready(std::uint32_t events) = 0;

    // What it has put off (Watch::put_off). Does not throw.
    virtual void settle() = 0;
};

// Whoever is watched is kept alive by it, and told in each round in which what it waits for holds:
// epoll(7), level-triggered. Watching nobody, it does not keep the loop running; the loop does not
// run on without it.
class Watch {
public:
    explicit Watch(boost::asio::io_context& loop);
    Watch(Watch const&) = delete;
    Watch& operator=(Watch const&) = delete;

    // For EPOLLIN. False when the kernel watches no more of them.
    [[nodiscard]] bool add(int descriptor, std::shared_ptr<Watched> who);

    // From now on for these events. Requires that it is watched.
    void change(int descriptor, Watched& who, std::uint32_t events);

    // Before the descriptor is closed. Who is taken out is not told again, and lives at least until
    // the loop's next step. Nothing when it is not watched.
    void remove(int descriptor, Watched& who);

    // Has `who` settle behind all that this round has to tell, or else in the loop's next step.
    // Once for each call.
    void put_off(std::shared_ptr<Watched> who);

private:
    struct Asking {}; // until the last one is taken out; with it all that was asked

    void ask();
    void tell_all();
    std::size_t tell();
    void settle();

    boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type> set_;
    std::unordered_map<Watched*, std::shared_ptr<Watched>> watched_;
    std::array<epoll_event, 128> told_;    // as many as Asio takes in one round
    std::span<epoll_event> still_to_tell_; // of told_
    std::vector<std::shared_ptr<Watched>> put_off_;
    std::shared_ptr<Asking> asking_;
    bool telling_ = false;
    bool refused_ = false; // the last one; said once
};

} // namespace net
