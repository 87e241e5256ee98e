#include "bench/driver/loop.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <utility>

namespace bench {

namespace {

constexpr int events_at_once = 64;

} // namespace

// Timers of the kernel are 50 µs late unless one asks otherwise.
Loop::Loop() : descriptor_(epoll_create1(EPOLL_CLOEXEC))
{
    if (descriptor_ < 0) std::abort();
    prctl(PR_SET_TIMERSLACK, 1UL);
}

Loop::~Loop()
{
    ::close(descriptor_);
}

void Loop::watch(int descriptor, Source& source, std::uint32_t events)
{
    epoll_event event{events, {.ptr = &source}};
    if (epoll_ctl(descriptor_, EPOLL_CTL_ADD, descriptor, &event) != 0) std::abort();
}

void Loop::change(int descriptor, Source& source, std::uint32_t events)
{
    epoll_event event{events, {.ptr = &source}};
    if (epoll_ctl(descriptor_, EPOLL_CTL_MOD, descriptor, &event) != 0) std::abort();
}

void Loop::at(Time time, std::function<void()> call)
{
    timers_.push({time, ++order_, std::move(call)});
}

void Loop::run()
{
    std::array<epoll_event, events_at_once> events{};
    running_ = true;
    while (running_) {
        timespec wait{};
        if (!timers_.empty()) {
            auto const left = std::max(Duration::zero(), timers_.top().time - Clock::now());
            auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
            wait.tv_sec = seconds.count();
            wait.tv_nsec = std::chrono::nanoseconds(left - seconds).count();
        }
        auto const* const longest = timers_.empty() ? nullptr : &wait;
        auto const count =
            epoll_pwait2(descriptor_, events.data(), events_at_once, longest, nullptr);
        for (int at = 0; at < count; ++at) {
            auto const& event = events.at(static_cast<std::size_t>(at));
            static_cast<Source*>(event.data.ptr)->ready(event.events);
            flush_all();
        }
        call_due();
    }
}

void Loop::run_for(Duration time)
{
    in(time, [this] { stop(); });
    run();
}

void Loop::call_due()
{
    auto const now = Clock::now();
    while (!timers_.empty() && timers_.top().time <= now) {
        auto const call = timers_.top().call;
        timers_.pop();
        call();
        flush_all();
    }
}

void Loop::flush_all()
{
    for (std::size_t at = 0; at < dirty_.size(); ++at) // a flush may make another dirty
        dirty_[at]->flush();
    dirty_.clear();
}

} // namespace bench
