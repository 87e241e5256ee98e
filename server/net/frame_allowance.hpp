// How many frames a page may still send: a bucket that starts full and refills steadily. The
// figures and their reason are in limits.hpp.
#pragma once

#include "net/limits.hpp"
#include "net/peers.hpp"

#include <algorithm>
#include <chrono>

namespace net {

class FrameAllowance {
public:
    // Takes one frame; false when the page has sent too many.
    bool take(Time now)
    {
        auto const seconds = std::chrono::duration<double>(now - refilled_at_).count();
        refilled_at_ = now;
        left_ = std::min(limits::burst_frames, left_ + seconds * limits::frames_per_second);
        if (left_ < 1) return false;
        left_ -= 1;
        return true;
    }

private:
    double left_ = limits::burst_frames;
    Time refilled_at_ = std::chrono::steady_clock::now();
};

} // namespace net
