// One opening of a desk: from opening by hand to its close, whether it receives meanwhile, and what
// its hours say. Knows nobody: who is there and who is left it is told.
#pragma once

#include "desk/ids.hpp"
#include "desk/past.hpp"
#include "desk/settings.hpp"
#include "protocol/records.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace desk {

class Shift {
public:
    // `too_few`: intake has stopped until enough staff are there again. `over`: it has stopped, and
    // only a supervisor takes it up again.
    enum class Stage : std::uint8_t { closed, open, too_few, over };

    Stage stage() const { return stage_; }
    Pseudonym const& name() const { return name_; }
    bool closed() const { return stage_ == Stage::closed; }
    bool open() const { return stage_ == Stage::open; }
    std::optional<Time> opened_at() const
    {
        return closed() ? std::nullopt : std::optional(opened_at_);
    }

    void open(Pseudonym const& name, Time now);
    void stop(protocol::records::StopCause cause, Time now);
    void resume();
    void close();

    // The hours of the desk.
    void closes(std::optional<Time> at) { closes_at_ = at; }
    std::optional<Time> closes_at() const { return closes_at_; }

    // When the hours stop intake: early enough to serve the line, and once; whoever has taken it up
    // again since then, or has opened as late as that, wanted it. At closing time in any case.
    std::optional<Time> hours_stop(Settings const& settings) const;

    // When a shift that nobody is left in closes itself.
    std::optional<Time> forgotten(Settings const& settings) const;

    // The facts that make it what it is.
    std::vector<Past> restated(Time now) const;

private:
    Stage stage_ = Stage::closed;
    Pseudonym name_;
    Time opened_at_{};
    Time stopped_at_{};
    protocol::records::StopCause cause_{};
    bool stopped_by_hours_ = false; // at least once
    std::optional<Time> closes_at_;
};

} // namespace desk
