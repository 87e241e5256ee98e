// What one server has counted since its start, for its operator. Plain numbers of the one thread;
// nothing here stands for a person, an address or a word.
#pragma once

#include <cstdint>
#include <map>

namespace net {

struct Counts {
    std::uint64_t sockets = 0;         // accepted
    std::uint64_t frames_received = 0; // whole text frames, handed to the Door
    std::uint64_t frames_sent = 0;     // handed to the kernel
    // WebSockets that we closed, by our code or RFC 6455's. What a page closed is not counted by
    // its code: that would be a text of its own.
    std::map<std::uint16_t, std::uint64_t> closed;
};

} // namespace net
