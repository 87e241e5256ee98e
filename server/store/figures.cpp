// The statements about figures.
#include "store/figures.hpp"

#include "store/enum_field.hpp"
#include "store/transaction.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <map>

namespace store::figures {
namespace {

constexpr Statement select_running{
    "running", "select desk, purpose, running_day(desk, to_timestamp($2::bigint / 1000.0)) as day"
               " from desk where code = $1"};

constexpr Statement select_counts{
    "counts", "select step, count from funnel_day where desk = $1 and day = $2::date"};

// A percentile is a wait that somebody had (the nearest rank), never a mean of two.
constexpr Statement select_lengths{
    "lengths",
    "select floor(extract(epoch from percentile_disc(0.5) within group (order by waited)))::bigint"
    " as p50,"
    " floor(extract(epoch from percentile_disc(0.9) within group (order by waited)))::bigint"
    " as p90,"
    " round(extract(epoch from sum(talked)) / nullif(sum(sessions), 0))::bigint as mean_session"
    " from (select greatest(accepted_at - queued_at, '0') as waited, talked, sessions"
    " from ticket join shift using (shift)"
    " where shift.desk = $1 and shift.day = $2::date and accepted_at is not null) as accepted"};

// Steps that did not happen are not in the table.
class Counted {
public:
    explicit Counted(pqxx::result const& rows)
    {
        for (auto const& row : rows) {
            counts_.emplace(row["step"].c_str(), row["count"].as<std::uint32_t>());
        }
    }

    std::uint32_t operator()(std::string const& step) const
    {
        auto const found = counts_.find(step);
        return found == counts_.end() ? 0 : found->second;
    }

private:
    std::map<std::string, std::uint32_t> counts_;
};

std::vector<Ended> ended_in(Counted const& counted)
{
    std::vector<Ended> ended;
    using Reasons = boost::describe::describe_enumerators<protocol::EndReason>;
    boost::mp11::mp_for_each<Reasons>([&](auto reason) {
        if (auto const count = counted(std::string("ended_") + reason.name); count > 0) {
            ended.push_back({reason.value, count});
        }
    });
    return ended;
}

std::optional<Today> read_today(Transaction& transaction, std::string const& code,
                                std::int64_t now_ms)
{
    auto const running = transaction.run(select_running, code, now_ms);
    if (running.empty()) {
        return std::nullopt;
    }
    auto const desk = running[0]["desk"].as<std::int64_t>();
    std::string const day = running[0]["day"].c_str();
    Counted const counted(transaction.run(select_counts, desk, day));
    auto const lengths = transaction.run(select_lengths, desk, day);
    Today today{.day = day,
                .purpose = enum_of<staff::Purpose>(running[0]["purpose"]),
                .opened = counted("opened"),
                .consented = counted("consented"),
                .pre_chat = counted("pre_chat"),
                .queued = counted("queued"),
                .offered = counted("offered"),
                .accepted = counted("accepted"),
                .engaged = counted("engaged"),
                .ended = ended_in(counted),
                .turned_away = {.closed = counted("turned_away_closed"),
                                .over = counted("turned_away_over"),
                                .full = counted("turned_away_full"),
                                .paused = counted("turned_away_paused")},
                .abandoned = counted("abandoned"),
                .broken_off = counted("broken_off")};
    if (!lengths[0]["p50"].is_null()) {
        today.waits = {.p50_seconds = lengths[0]["p50"].as<std::uint32_t>(),
                       .p90_seconds = lengths[0]["p90"].as<std::uint32_t>()};
    }
    if (!lengths[0]["mean_session"].is_null()) {
        today.mean_session_seconds = lengths[0]["mean_session"].as<std::uint32_t>();
    }
    return today;
}

} // namespace

boost::system::result<std::optional<Today>> today(Database& database,
                                                  protocol::DeskCode const& desk, WallTime now)
{
    return database.run("today", [&](Transaction& transaction) {
        return read_today(transaction, desk.value, now.time_since_epoch().count());
    });
}

} // namespace store::figures
