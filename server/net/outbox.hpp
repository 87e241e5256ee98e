// Frames on their way to one reader, in order, as the bytes that go on the wire; bounded. Empty, it
// holds no memory. Knows no socket and not what is to be done when it is full.
#pragma once

#include "net/frames.hpp"
#include "net/limits.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace net {

class Outbox {
public:
    bool empty() const { return waiting() == 0; }
    std::size_t waiting() const { return bytes_.size() - sent_; } // bytes
    std::size_t held() const { return bytes_.capacity(); }        // of memory

    // False when the bound would be passed; then nothing was added.
    bool push(Opcode opcode, std::string_view payload)
    {
        if (bytes_.size() - sent_ + payload.size() + limits::frame_head_bytes >
            limits::outbox_bytes)
            return false;
        give_back();
        append_frame(bytes_, opcode, payload);
        return true;
    }

    // The first `most` bytes, or fewer when there are not so many. They are begun.
    std::string_view begin(std::size_t most)
    {
        auto const part = std::string_view(bytes_).substr(sent_, most);
        begun_ = std::max(begun_, sent_ + part.size());
        return part;
    }

    // So many of the bytes that were begun have left. Returns how many texts are out with them.
    std::size_t sent(std::size_t bytes)
    {
        std::size_t texts = 0;
        sent_ += bytes;
        while (frame_ < sent_) {
            auto const first = written_frame(std::string_view(bytes_).substr(frame_));
            if (frame_ + first.size > sent_) break;
            frame_ += first.size;
            if (first.text) ++texts;
        }
        if (empty()) { // as most readers are most of the time; an assignment would keep the memory
            std::string().swap(bytes_);
            frame_ = sent_ = begun_ = 0;
        }
        return texts;
    }

    // Forgets all frames that are not begun.
    void keep_begun()
    {
        auto end = frame_;
        while (end < begun_)
            end += written_frame(std::string_view(bytes_).substr(end)).size;
        bytes_.resize(end);
    }

private:
    // Of a reader that is never quite up to date, what has left does not pile up.
    void give_back()
    {
        if (frame_ <= bytes_.size() / 2) return;
        bytes_.erase(0, frame_);
        sent_ -= frame_;
        begun_ -= frame_;
        frame_ = 0;
    }

    std::string bytes_;
    std::size_t frame_ = 0; // where the first frame that has not wholly left begins
    std::size_t sent_ = 0;  // not before frame_
    std::size_t begun_ = 0; // not before sent_
};

} // namespace net
