// Families are built afresh for each question, in the text form of prometheus-cpp; nothing is kept
// between two (docs/decisions/prometheus-cpp.md).
#include "app/metrics.hpp"

#include "protocol/close_codes.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <string_view>

namespace app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using protocol::supervisor::Presence;
using Labels = std::vector<ClientMetric::Label>;
using Families = std::vector<MetricFamily>;

class Family {
public:
    Family(Families& all, MetricType type, std::string name, std::string help) : all_(all)
    {
        family_ = {std::move(name), std::move(help), type, {}};
    }
    ~Family() { all_.push_back(std::move(family_)); }
    Family(Family const&) = delete;
    Family& operator=(Family const&) = delete;

    Family& add(double value, Labels labels = {})
    {
        ClientMetric metric;
        metric.label = std::move(labels);
        if (family_.type == MetricType::Counter)
            metric.counter.value = value;
        else
            metric.gauge.value = value;
        family_.metric.push_back(std::move(metric));
        return *this;
    }

    void add(FlushTimes const& times)
    {
        ClientMetric metric;
        auto& histogram = metric.histogram;
        for (std::size_t place = 0; place < times.counts.size(); ++place) {
            histogram.sample_count += times.counts.at(place);
            if (place < FlushTimes::bounds.size())
                histogram.bucket.push_back({histogram.sample_count, FlushTimes::bounds.at(place)});
        }
        histogram.sample_sum = times.seconds;
        family_.metric.push_back(std::move(metric));
    }

private:
    Families& all_;
    MetricFamily family_;
};

double number(std::uint64_t count)
{
    return static_cast<double>(count);
}

void add_people(Figures const& figures, Families& all)
{
    Family(all, MetricType::Gauge, "yorisoi_connections", "Open WebSockets by role.")
        .add(number(figures.connected.visitors), {{"role", "visitor"}})
        .add(number(figures.connected.counsellors), {{"role", "counsellor"}})
        .add(number(figures.connected.supervisors), {{"role", "supervisor"}});
    auto const each = [&](char const* name, char const* help, auto const& value) {
        Family family(all, MetricType::Gauge, name, help);
        for (auto const& [code, overview] : figures.desks)
            family.add(value(overview), {{"desk", code.value}});
    };
    using Overview = protocol::supervisor::Overview;
    each("yorisoi_intake_open", "1 while the desk receives visitors.",
         [](Overview const& o) { return o.intake == protocol::visitor::Intake::open ? 1. : 0.; });
    each("yorisoi_line_waiting", "Visitors in line, present or away, neither parked nor served.",
         [](Overview const& o) { return double(o.waiting); });
    each("yorisoi_line_parked", "Visitors whose place is kept while they are long away.",
         [](Overview const& o) { return double(o.parked); });
    each("yorisoi_line_longest_wait_seconds", "How long the first in line has waited.",
         [](Overview const& o) { return double(o.longest_wait_seconds); });
    each("yorisoi_sessions_talking", "Sessions that have not ended.",
         [](Overview const& o) { return double(o.talking); });
}

void add_counsellors(Figures const& figures, Families& all)
{
    Family family(all, MetricType::Gauge, "yorisoi_counsellors",
                  "Counsellors of a desk by presence.");
    for (auto const& [code, overview] : figures.desks) {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<Presence>>([&](auto known) {
            std::uint64_t count = 0;
            for (auto const& tile : overview.staff)
                if (tile.presence == known.value) ++count;
            family.add(number(count), {{"desk", code.value}, {"presence", known.name}});
        });
    }
}

void add_network(net::Counts const& net, Families& all)
{
    Family(all, MetricType::Counter, "yorisoi_sockets_accepted_total",
           "Accepted sockets, whatever became of them.")
        .add(number(net.sockets));
    Family(all, MetricType::Counter, "yorisoi_frames_received_total",
           "Text frames received on WebSockets.")
        .add(number(net.frames_received));
    Family(all, MetricType::Counter, "yorisoi_frames_sent_total", "Text frames sent on WebSockets.")
        .add(number(net.frames_sent));
    auto const slow = static_cast<std::uint16_t>(protocol::CloseCode::slow);
    auto const found = net.closed.find(slow);
    Family(all, MetricType::Counter, "yorisoi_slow_readers_dropped_total",
           "WebSockets closed because their page did not read.")
        .add(found == net.closed.end() ? 0 : number(found->second));
    Family closed(all, MetricType::Counter, "yorisoi_connections_closed_total",
                  "WebSockets that the server closed, by close code.");
    for (auto const& [code, count] : net.closed)
        closed.add(number(count), {{"code", std::to_string(code)}});
}

void add_journal(Figures const& figures, Families& all)
{
    Family(all, MetricType::Gauge, "yorisoi_journal_up", "1 while the journal's disk takes facts.")
        .add(figures.disk_takes ? 1 : 0);
    Family(all, MetricType::Histogram, "yorisoi_journal_flush_seconds",
           "How long flushes of the journal took.")
        .add(figures.flushes);
    Family(all, MetricType::Counter, "yorisoi_journal_flush_failures_total",
           "Flushes of the journal that failed.")
        .add(number(figures.flush_failures));
    Family(all, MetricType::Gauge, "yorisoi_facts_waiting_for_disk",
           "Facts that are not on the disk yet.")
        .add(number(figures.waiting_for_disk));
    Family(all, MetricType::Gauge, "yorisoi_database_up",
           "1 while PostgreSQL answered the last time it was asked.")
        .add(figures.database_answers ? 1 : 0);
    Family waiting(all, MetricType::Gauge, "yorisoi_facts_waiting_for_database",
                   "Facts on the disk that are not rows yet.");
    if (figures.waiting_for_database) waiting.add(number(*figures.waiting_for_database));
    Family(all, MetricType::Gauge, "yorisoi_replay_lag_seconds",
           "Age of the oldest fact that is not a row yet.")
        .add(figures.replay_lag_seconds);
}

void add_house(Figures const& figures, Families& all)
{
    auto const& refusals = figures.sign_in_refusals;
    Family(all, MetricType::Counter, "yorisoi_sign_in_refusals_total",
           "Refused sign-ins by reason.")
        .add(number(refusals.wrong), {{"reason", "wrong_name_or_password"}})
        .add(number(refusals.slowed_down), {{"reason", "slow_down"}})
        .add(number(refusals.busy), {{"reason", "busy"}})
        .add(number(refusals.database_away), {{"reason", "database_away"}});
    Family(all, MetricType::Counter, "yorisoi_log_lines_dropped_total",
           "Log lines dropped because standard output was too slow.")
        .add(number(figures.log_lines_dropped));
    Family(all, MetricType::Gauge, "yorisoi_build_info", "1; the label says which program this is.")
        .add(1, {{"version", figures.version}});
    Family(all, MetricType::Gauge, "process_start_time_seconds",
           "When the process started, in seconds since 1970.")
        .add(figures.started_at);
}

} // namespace

std::string metrics_text(Figures const& figures)
{
    Families all;
    add_people(figures, all);
    add_counsellors(figures, all);
    add_network(figures.net, all);
    add_journal(figures, all);
    add_house(figures, all);
    return prometheus::TextSerializer().Serialize(all);
}

} // namespace app
