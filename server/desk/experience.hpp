// How long people of this shift waited and talked, as far as it is finished: what an honest word to
// the next one can rest on. Too few say nothing. Whole seconds, so that what a restart restates is
// the same.
#pragma once

#include "protocol/messages/visitor.hpp"
#include "protocol/records.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace desk {

class Experience {
public:
    static constexpr std::size_t enough = 20; // fewer are chance
    static constexpr std::size_t kept = 32;   // older ones are of another hour

    void waited(std::uint32_t seconds);
    void talked(std::uint32_t seconds);

    // Half of the waits lasted at most p50, nine of ten at most p90.
    std::optional<protocol::visitor::WaitRange> range() const;

    // The mean talk, in milliseconds.
    std::optional<std::int64_t> talk_ms() const;

    void clear();
    void restore(protocol::records::Experience const&);
    protocol::records::Experience restated() const;
    bool empty() const { return waits_.empty() && talks_.empty(); }

private:
    std::deque<std::uint32_t> waits_;
    std::deque<std::uint32_t> talks_;
};

} // namespace desk
