// Keeps the promises about time: has shifts coarsened and old rows deleted, at the start before
// anybody is served and every ten minutes. With the database away, or while facts of the journal
// are not rows yet, it waits and catches up. What is due, the database decides (sql/008).
#pragma once

#include "app/replay.hpp"
#include "app/worker_pool.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <string_view>

namespace app {

class Upkeep {
public:
    using WallClock = std::function<staff::Time()>;

    // All outlive it. `database` is used on `sql` alone, but for `now`.
    Upkeep(boost::asio::io_context& loop, Replay const& replay, store::Database& database,
           WorkerPool& sql, WallClock wall_clock);

    // At a start, before anybody is let in: a database that was restored from a backup is as old as
    // that. `next_position`: of the journal; shifts are coarsened here only when the database has
    // all that is before it.
    void now(std::uint64_t next_position);

    void start();

private:
    using Act = boost::system::result<std::uint32_t>(store::Database&, staff::Time);
    enum class Asked { nothing_left, more, no_answer };

    boost::asio::awaitable<void> run();
    boost::asio::awaitable<bool> all_of(Act* act, std::string_view what);
    boost::asio::awaitable<Asked> ask(Act* act, std::uint64_t& done);

    boost::asio::io_context& loop_;
    Replay const& replay_;
    store::Database& database_;
    WorkerPool& sql_;
    WallClock wall_clock_;
    boost::asio::steady_timer timer_;
};

} // namespace app
