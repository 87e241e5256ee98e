#include "app/instruments.hpp"

#include "app/metrics.hpp"
#include "app/wall_clock.hpp"
#include "config.hpp"
#include "log.hpp"

#include <chrono>

namespace app {

namespace {

double seconds(staff::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

Instruments::Instruments(Runner& runner, Scribe const& scribe, Replay const& replay, Api const& api,
                         net::Counts const& net)
    : runner_(runner), scribe_(scribe), replay_(replay), api_(api), net_(net),
      started_(wall_clock())
{
}

// What keeps people from being told a place comes before what keeps reports waiting.
net::Readiness Instruments::readiness() const
{
    if (stopping_) return net::Readiness::stopping;
    switch (scribe_.disk()) {
    case Disk::starting: return net::Readiness::starting;
    case Disk::refuses: return net::Readiness::disk_away;
    case Disk::takes: break;
    }
    return replay_.database_answers() ? net::Readiness::ready : net::Readiness::database_away;
}

std::string Instruments::text() const
{
    Figures figures;
    figures.connected = runner_.connected();
    figures.desks = runner_.overviews();
    figures.net = net_;
    figures.flushes = scribe_.flush_times();
    figures.flush_failures = scribe_.flush_failures();
    figures.waiting_for_disk = scribe_.written() - scribe_.flushed();
    figures.waiting_for_database = replay_.behind();
    figures.replay_lag_seconds = seconds(replay_.lag(wall_clock()));
    figures.disk_takes = scribe_.disk() == Disk::takes;
    figures.database_answers = replay_.database_answers();
    figures.sign_in_refusals = api_.refusals();
    figures.log_lines_dropped = logs::dropped_lines();
    figures.started_at = seconds(started_.time_since_epoch());
    figures.version = program_version;
    return metrics_text(figures);
}

} // namespace app
