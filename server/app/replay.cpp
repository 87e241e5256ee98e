#include "app/replay.hpp"

#include "app/wall_clock.hpp"
#include "log.hpp"
#include "protocol/codec.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <utility>

namespace app {

namespace {

using namespace std::chrono_literals;

// Rows are for reports, so a moment's delay costs nobody anything and makes transactions fewer.
constexpr auto gathering = 200ms;
constexpr auto pause_while_away = 2s;
constexpr store::ReadLimit one_transaction{500, 256 * 1024};

// The journal's exact copy of what has become rows lives this long (docs/privacy.md).
constexpr auto kept = std::chrono::days(7);

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

void Replay::start()
{
    boost::asio::co_spawn(loop_, run(), or_end);
}

void Replay::flushed(std::uint64_t position)
{
    flushed_ = position;
}

boost::asio::awaitable<void> Replay::run()
{
    for (;;) {
        bool good = true;
        if (!replayed_) {
            good = co_await find_place();
        } else if (*replayed_ < flushed_) {
            good = co_await step();
        }
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
    if (!*found) co_return failed("replayed_up_to", found->error());
    replayed_ = **found;
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
    auto writing = [&database = database_, batch = std::move(*rows)] {
        return store::rows::apply(database, batch);
    };
    auto const applied = co_await sql_.run(std::move(writing));
    if (!applied) co_return false;
    if (!*applied) {
        replayed_.reset(); // what became of it, only the database knows
        co_return failed("apply", applied->error());
    }
    if (std::exchange(away_, false)) logs::event(logs::Level::info, "replay_goes_on");
    replayed_ = **applied;
    co_await drop_old();
    co_return true;
}

boost::asio::awaitable<void> Replay::drop_old()
{
    auto const older_than = (wall_clock() - kept).time_since_epoch().count();
    auto dropping = [&journal = journal_, before = *replayed_ + 1, older_than] {
        return journal.drop_before(before, older_than);
    };
    auto const dropped = co_await disk_.run(std::move(dropping));
    if (dropped && !*dropped)
        logs::event(logs::Level::warning, "journal_not_dropped",
                    {{"why", dropped->error().message()}});
}

bool Replay::failed(std::string_view where, boost::system::error_code error)
{
    if (!std::exchange(away_, true))
        logs::event(logs::Level::warning, "replay_waits",
                    {{"where", where}, {"why", error.message()}, {"behind", behind()}});
    return false;
}

} // namespace app
