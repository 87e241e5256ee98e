// How many frames the server takes from one page: net::FrameAllowance, as a page must reckon with
// it.
#pragma once

#include "bench/driver/loop.hpp"
#include "net/limits.hpp"

#include <algorithm>

namespace bench {

class Allowance {
public:
    double left(Time now)
    {
        auto const seconds = std::chrono::duration<double>(now - at_).count();
        at_ = now;
        left_ =
            std::min(net::limits::burst_frames, left_ + seconds * net::limits::frames_per_second);
        return left_;
    }
    void take() { left_ -= 1; }
    void fill() { left_ = net::limits::burst_frames; }

private:
    double left_ = net::limits::burst_frames;
    Time at_ = Clock::now();
};

} // namespace bench
