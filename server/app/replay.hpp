// Carries facts from the journal into PostgreSQL, each exactly once, in the background. A database
// that is away is asked again later; nobody waits for it.
#pragma once

#include "app/worker_pool.hpp"
#include "desk/input.hpp"
#include "staff/account.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"
#include "store/rows.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace app {

class Replay {
public:
    // All outlive it. `database` is used on `sql` alone, `journal` on `disk`.
    Replay(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
           store::Database& database, WorkerPool& sql);

    // Of the database: it does not answer any more, or answers again.
    using OnChange = std::function<void(desk::Reach)>;

    // The start has found the database away: its first answer is a change.
    void begin_without_database() { database_answers_ = false; }

    void start(OnChange on_change);

    // Facts up to here are on disk.
    void flushed(std::uint64_t position);

    // For the operator: facts on disk that are not rows yet (unknown until the database has said
    // once what it has), how old the oldest of them is, and whether the database answered the last
    // time it was asked.
    std::optional<std::uint64_t> behind() const;
    staff::Duration lag(staff::Time now) const;
    bool database_answers() const { return database_answers_; }

private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<bool> step();
    boost::asio::awaitable<bool> find_place();
    bool due_to_drop() const;
    boost::asio::awaitable<void> drop_old();
    boost::asio::awaitable<void> rest(std::chrono::milliseconds duration);
    bool failed(std::string_view where, boost::system::error_code error);
    void heard(boost::system::error_code error);
    void goes_on();

    boost::asio::io_context& loop_;
    store::Journal& journal_;
    WorkerPool& disk_;
    store::Database& database_;
    WorkerPool& sql_;
    boost::asio::steady_timer timer_;
    std::optional<std::uint64_t> replayed_;      // unknown until the database has said it
    std::optional<std::uint64_t> last_replayed_; // as it was last known, for the operator
    std::uint64_t flushed_ = 0;
    using Clock = std::chrono::steady_clock;
    bool away_ = false;            // replaying failed the last time; said once
    bool database_answers_ = true; // it did at the start
    Clock::time_point asked_at_{};
    staff::Time behind_since_{}; // when the oldest fact that is no row was written down
    std::optional<Clock::time_point> dropped_at_; // old segments, the last time
    OnChange on_change_;
};

} // namespace app
