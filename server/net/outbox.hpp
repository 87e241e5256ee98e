// Frames waiting for one reader, in order, bounded in bytes. Empty, it holds no memory. Knows no
// socket and not what is to be done when it is full.
#pragma once

#include "net/limits.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace net {

class Outbox {
public:
    using Text = std::shared_ptr<std::string const>;

    bool empty() const { return first_ == texts_.size(); }

    // False when the bound would be passed; then nothing was added.
    bool push(Text text)
    {
        auto const cost = text->size() + limits::outbox_frame_bytes;
        if (bytes_ + cost > limits::outbox_bytes) return false;
        bytes_ += cost;
        texts_.push_back(std::move(text));
        return true;
    }

    // Requires: not empty.
    Text const& front() const { return texts_[first_]; }
    void pop()
    {
        bytes_ -= front()->size() + limits::outbox_frame_bytes;
        texts_[first_++].reset();
        if (!empty()) return;
        texts_ = {}; // gives the memory back: most readers wait for nothing most of the time
        first_ = 0;
    }

    // Forgets all but the first frame, which is on its way.
    void keep_first()
    {
        while (texts_.size() > first_ + 1) {
            bytes_ -= texts_.back()->size() + limits::outbox_frame_bytes;
            texts_.pop_back();
        }
    }

private:
    std::vector<Text> texts_; // bounded by outbox_bytes, since each frame costs something
    std::size_t first_ = 0;
    std::size_t bytes_ = 0;
};

} // namespace net
