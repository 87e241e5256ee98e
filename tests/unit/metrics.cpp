// The figures as Prometheus reads them: each is there with its value, named by the conventions, and
// no label holds anything but what is ours.
#include "app/metrics.hpp"

#include "support/catch.hpp"

#include <cmath>
#include <regex>
#include <set>
#include <sstream>
#include <string>

using namespace std::chrono_literals;
using protocol::supervisor::Presence;

namespace {

app::Figures evening()
{
    app::Figures figures;
    figures.connected = {3, 2, 1};
    protocol::supervisor::Overview overview;
    overview.intake = protocol::visitor::Intake::open;
    overview.waiting = 4;
    overview.parked = 5;
    overview.longest_wait_seconds = 61;
    overview.talking = 2;
    overview.staff = {{"相談員A", Presence::in_session, 1, 10},
                      {"相談員B", Presence::in_session, 1, 10},
                      {"相談員C", Presence::away, 0, 10}};
    figures.desks.push_back({protocol::DeskCode{"demo"}, overview});
    figures.net.sockets = 9;
    figures.net.frames_received = 100;
    figures.net.frames_sent = 200;
    figures.net.closed = {{4001, 7}, {4101, 2}, {1009, 1}};
    figures.flushes.add(2ms);
    figures.flushes.add(3s);
    figures.flush_failures = 6;
    figures.waiting_for_disk = 8;
    figures.waiting_for_database = 11;
    figures.replay_lag_seconds = 2.5;
    figures.disk_takes = true;
    figures.sign_in_refusals = {1, 2, 3, 4};
    figures.log_lines_dropped = 12;
    figures.started_at = 1764054000.5;
    figures.version = "0.1.0";
    return figures;
}

std::set<std::string> lines_of(std::string const& text)
{
    std::set<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.insert(line);
    return lines;
}

} // namespace

TEST_CASE("each figure is there with its value")
{
    auto const lines = lines_of(app::metrics_text(evening()));
    for (auto const* line : {
             "yorisoi_connections{role=\"visitor\"} 3",
             "yorisoi_connections{role=\"counsellor\"} 2",
             "yorisoi_connections{role=\"supervisor\"} 1",
             "yorisoi_intake_open{desk=\"demo\"} 1",
             "yorisoi_line_waiting{desk=\"demo\"} 4",
             "yorisoi_line_parked{desk=\"demo\"} 5",
             "yorisoi_line_longest_wait_seconds{desk=\"demo\"} 61",
             "yorisoi_sessions_talking{desk=\"demo\"} 2",
             "yorisoi_counsellors{desk=\"demo\",presence=\"in_session\"} 2",
             "yorisoi_counsellors{desk=\"demo\",presence=\"away\"} 1",
             "yorisoi_counsellors{desk=\"demo\",presence=\"available\"} 0",
             "yorisoi_sockets_accepted_total 9",
             "yorisoi_frames_received_total 100",
             "yorisoi_frames_sent_total 200",
             "yorisoi_slow_readers_dropped_total 7",
             "yorisoi_connections_closed_total{code=\"4101\"} 2",
             "yorisoi_connections_closed_total{code=\"1009\"} 1",
             "yorisoi_journal_up 1",
             "yorisoi_journal_flush_seconds_count 2",
             "yorisoi_journal_flush_seconds_sum 3.002",
             "yorisoi_journal_flush_seconds_bucket{le=\"0.001\"} 0",
             "yorisoi_journal_flush_seconds_bucket{le=\"0.0025\"} 1",
             "yorisoi_journal_flush_seconds_bucket{le=\"2\"} 1",
             "yorisoi_journal_flush_seconds_bucket{le=\"+Inf\"} 2",
             "yorisoi_journal_flush_failures_total 6",
             "yorisoi_facts_waiting_for_disk 8",
             "yorisoi_database_up 0",
             "yorisoi_facts_waiting_for_database 11",
             "yorisoi_replay_lag_seconds 2.5",
             "yorisoi_sign_in_refusals_total{reason=\"wrong_name_or_password\"} 1",
             "yorisoi_sign_in_refusals_total{reason=\"slow_down\"} 2",
             "yorisoi_sign_in_refusals_total{reason=\"busy\"} 3",
             "yorisoi_sign_in_refusals_total{reason=\"database_away\"} 4",
             "yorisoi_log_lines_dropped_total 12",
             "yorisoi_build_info{version=\"0.1.0\"} 1",
             "process_start_time_seconds 1764054000.5",
         }) {
        INFO(line);
        CHECK(lines.contains(line));
    }
}

TEST_CASE("what the database has is not guessed before it has said so")
{
    auto figures = evening();
    figures.waiting_for_database.reset();
    auto const text = app::metrics_text(figures);
    CHECK(text.find("\nyorisoi_facts_waiting_for_database ") == std::string::npos);
    CHECK(text.find("yorisoi_replay_lag_seconds") != std::string::npos);
}

TEST_CASE("every line is a comment or a sample, and every family has its help and type")
{
    std::regex const sample(
        R"re([a-z][a-z_]*(\{[a-z]+="[A-Za-z0-9_.+]*"(,[a-z]+="[A-Za-z0-9_.+]*")*\})? [0-9.e+]+)re");
    std::set<std::string> helped, typed, used;
    for (auto const& line : lines_of(app::metrics_text(evening()))) {
        INFO(line);
        std::istringstream words(line);
        std::string first, second, third;
        words >> first >> second >> third;
        if (first == "#") {
            (second == "HELP" ? helped : typed).insert(third);
            continue;
        }
        CHECK(std::regex_match(line, sample));
        used.insert(std::regex_replace(first, std::regex("(_bucket|_sum|_count)?(\\{.*)?$"), "",
                                       std::regex_constants::format_first_only));
    }
    CHECK(helped == typed);
    CHECK(used == helped);
    CHECK(used.size() > 20);
}

TEST_CASE("a label is a role, a desk, a code or a reason, never an alias")
{
    auto const text = app::metrics_text(evening());
    CHECK(text.find("相談員") == std::string::npos);
    std::set<std::string> labels;
    std::regex const label("[{,]([a-z]+)=");
    for (std::sregex_iterator found(text.begin(), text.end(), label), end; found != end; ++found)
        labels.insert((*found)[1]);
    CHECK(labels ==
          std::set<std::string>{"role", "desk", "presence", "code", "le", "reason", "version"});
}

TEST_CASE("a flush is counted below the first bound that it keeps")
{
    app::FlushTimes times;
    times.add(1ms);
    times.add(1001us);
    times.add(2s);
    times.add(1h);
    CHECK(times.counts.front() == 1);
    CHECK(times.counts[1] == 1);
    CHECK(times.counts[app::FlushTimes::bounds.size() - 1] == 1);
    CHECK(times.counts.back() == 1);
    CHECK(std::abs(times.seconds - 3602.002001) < 1e-9);
}
