#include "app/replay.hpp"

#include "app/wall_clock.hpp"
#include "log.hpp"
#include "protocol/codec.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace app {

namespace {

using namespace std::chrono_literals;

// Rows are for reports, so a moment's delay costs nobody anything and makes transactions fewer.
constexpr auto gathering = 200ms;

// Short, because sign-ins of changed accounts end within a second of its first answer.
constexpr auto pause_while_away = 500ms;

// When there is nothing to carry, the database is asked this often whether it is there, so that
// /readyz and the figures know before somebody needs it.
constexpr auto longest_unasked = 5s;
constexpr store::ReadLimit one_transaction{500, 256 * 1024};

// The journal's exact copy of what has become rows lives this long (docs/privacy.md).
constexpr auto kept = std::chrono::days(7);

// How late an old segment may go.
constexpr auto between_drops = 1h;

boost::system::result<std::vector<store::rows::RowEntry>>
entries(std::vector<store::JournalEntry> const& read)
{
    std::vector<store::rows::RowEntry> rows;
    for (auto const& entry : read) {
        auto record = protocol::decode<protocol::records::Record>(entry.record);
        if (!record) return record.error();
        rows.push_back({entry.position, entry.at, entry.desk, std::move(*record)});
    }
    return rows;
}

} // namespace

Replay::Replay(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
               store::Database& database, WorkerPool& sql)
    : loop_(loop), journal_(journal), disk_(disk), database_(database), sql_(sql), timer_(loop)
{
}

void Replay::start(OnChange on_change)
{
    on_change_ = std::move(on_change);
    boost::asio::co_spawn(loop_, run(), or_end);
}

void Replay::flushed(std::uint64_t position)
{
    if (behind() == 0U) behind_since_ = wall_clock();
    flushed_ = position;
}

// After a restart the journal's end is known later than the database's, hence the lesser of both.
std::optional<std::uint64_t> Replay::behind() const
{
    if (!last_replayed_) return std::nullopt;
    return flushed_ - std::min(flushed_, *last_replayed_);
}

staff::Duration Replay::lag(staff::Time now) const
{
    if (behind().value_or(0) == 0) return staff::Duration::zero();
    return std::max(staff::Duration::zero(), now - behind_since_);
}

boost::asio::awaitable<void> Replay::run()
{
    for (;;) {
        bool good = true;
        if (!replayed_) {
            good = co_await find_place();
        } else if (*replayed_ < flushed_) {
            good = co_await step();
        } else if (Clock::now() - asked_at_ > longest_unasked) {
            good = co_await find_place();
        }
        if (good && due_to_drop()) co_await drop_old();
        if (good)
            co_await rest(gathering);
        else
            co_await rest(pause_while_away);
    }
}

boost::asio::awaitable<void> Replay::rest(std::chrono::milliseconds duration)
{
    timer_.expires_after(duration);
    auto const rested =
        co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    static_cast<void>(rested);
}

boost::asio::awaitable<bool> Replay::find_place()
{
    auto job = [&database = database_] { return store::rows::replayed_up_to(database); };
    auto const found = co_await sql_.run(std::move(job));
    if (!found) co_return false;
    heard(found->error());
    if (!*found) co_return failed("replayed_up_to", found->error());
    replayed_ = last_replayed_ = **found;
    if (behind() == 0U) goes_on();
    co_return true;
}

boost::asio::awaitable<bool> Replay::step()
{
    auto reading = [&journal = journal_, from = *replayed_ + 1] {
        return journal.read_from(from, one_transaction);
    };
    auto const read = co_await disk_.run(std::move(reading));
    if (!read) co_return false;
    if (!*read) co_return failed("read_from", read->error());
    auto rows = entries(**read);
    if (!rows) co_return failed("decode", rows.error());
    if (rows->empty()) co_return true;
    behind_since_ = staff::Time(staff::Duration(rows->front().at_ms));
    auto writing = [&database = database_, batch = std::move(*rows)] {
        return store::rows::apply(database, batch);
    };
    auto const applied = co_await sql_.run(std::move(writing));
    if (!applied) co_return false;
    heard(applied->error());
    if (!*applied) {
        replayed_.reset(); // what became of it, only the database knows
        co_return failed("apply", applied->error());
    }
    goes_on();
    replayed_ = last_replayed_ = **applied;
    co_return true;
}

// Also when nothing is written any more: what is in a segment gets old by itself. The first time
// when the start has caught up.
bool Replay::due_to_drop() const
{
    return dropped_at_ ? Clock::now() - *dropped_at_ > between_drops : behind() == 0U;
}

boost::asio::awaitable<void> Replay::drop_old()
{
    dropped_at_ = Clock::now();
    auto const older_than = (wall_clock() - kept).time_since_epoch().count();
    auto dropping = [&journal = journal_, before = *replayed_ + 1, older_than] {
        return journal.drop_before(before, older_than);
    };
    auto const dropped = co_await disk_.run(std::move(dropping));
    if (dropped && !*dropped)
        logs::event(logs::Level::warning, "journal_not_dropped",
                    {{"why", dropped->error().message()}});
}

// A database that says no is there all the same.
void Replay::heard(boost::system::error_code error)
{
    asked_at_ = Clock::now();
    auto const answers = !store::away(error);
    if (std::exchange(database_answers_, answers) == answers) return;
    if (answers)
        logs::event(logs::Level::info, "database_back");
    else
        logs::event(logs::Level::warning, "database_away", {{"why", error.message()}});
    on_change_(answers ? desk::Reach::back : desk::Reach::away);
}

void Replay::goes_on()
{
    if (std::exchange(away_, false)) logs::event(logs::Level::info, "replay_goes_on");
}

bool Replay::failed(std::string_view where, boost::system::error_code error)
{
    if (!std::exchange(away_, true))
        logs::event(
            logs::Level::warning, "replay_waits",
            {{"where", where}, {"why", error.message()}, {"behind", behind().value_or(flushed_)}});
    return false;
}

} // namespace app
