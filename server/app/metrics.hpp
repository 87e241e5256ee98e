// The figures of a running server as Prometheus reads them. Pure: plain counts in, text out. The
// one place that knows Prometheus; where the counts come from is instruments.hpp's business. No
// label holds anything of a visitor: only roles, codes and reasons of ours, and codes of desks.
#pragma once

#include "app/flush_times.hpp"
#include "app/sign_in_refusals.hpp"
#include "net/counts.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

// Open WebSockets by the role of their path.
struct Connected {
    std::uint64_t visitors = 0;
    std::uint64_t counsellors = 0;
    std::uint64_t supervisors = 0;
};

using Overviews = std::vector<std::pair<protocol::DeskCode, protocol::supervisor::Overview>>;

struct Figures {
    Connected connected;
    Overviews desks;
    net::Counts net;
    FlushTimes flushes;
    std::uint64_t flush_failures = 0;
    std::uint64_t waiting_for_disk = 0;
    std::optional<std::uint64_t> waiting_for_database; // unknown until it has said what it has
    double replay_lag_seconds = 0;
    bool disk_takes = false;
    bool database_answers = false;
    SignInRefusals sign_in_refusals;
    std::uint64_t log_lines_dropped = 0;
    double started_at = 0; // seconds since 1970
    std::string version;
};

[[nodiscard]] std::string metrics_text(Figures const& figures);

} // namespace app
