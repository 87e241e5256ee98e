// Steps of the funnel that leave no ticket, gathered so that many in a short time are one fact:
// opening pages cannot fill the journal. What was not written yet is lost with the process.
#pragma once

#include "desk/effect.hpp"
#include "desk/ids.hpp"
#include "protocol/records.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace desk {

class Counting {
public:
    explicit Counting(Duration interval) : interval_(interval) {}

    void count(protocol::records::Step step);

    // When there is something to write: not before the interval since the last time has passed.
    std::optional<Time> due() const;

    // Writes all down, whatever the interval.
    void write(Time now, Effects& effects);

private:
    static constexpr auto last_step = protocol::records::Step::turned_away_paused;

    Duration interval_;
    std::array<std::uint32_t, static_cast<std::size_t>(last_step) + 1> counts_{};
    std::optional<Time> written_at_{};
};

} // namespace desk
