// The one thread of the load: sockets that are ready, and what is due at a time. Knows neither
// frames nor pages.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;
using Duration = Clock::duration;

class Source {
public:
    virtual ~Source() = default;
    virtual void ready(std::uint32_t events) = 0; // of epoll
    virtual void flush() = 0;                     // asked for by Loop::flush_later
};

class Loop {
public:
    Loop();
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;
    ~Loop();

    void watch(int descriptor, Source& source, std::uint32_t events);
    void change(int descriptor, Source& source, std::uint32_t events);

    // Calls once, at that time or soon after. Cannot be cancelled: the call looks whether it is
    // still wanted.
    void at(Time time, std::function<void()> call);
    void in(Duration wait, std::function<void()> call) { at(Clock::now() + wait, std::move(call)); }

    // `source` has something to send when what is going on is over: one send for all of it.
    void flush_later(Source& source) { dirty_.push_back(&source); }

    void run(); // until `stop`
    void run_for(Duration time);
    void stop() { running_ = false; }

private:
    struct Timer {
        Time time;
        std::uint64_t order;
        std::function<void()> call;
        bool operator<(Timer const& other) const
        {
            return time != other.time ? time > other.time : order > other.order;
        }
    };
    void call_due();
    void flush_all();

    int descriptor_;
    bool running_ = false;
    std::uint64_t order_ = 0;
    std::priority_queue<Timer> timers_;
    std::vector<Source*> dirty_;
};

} // namespace bench
