// Carries facts from the journal into PostgreSQL, each exactly once, in the background. A database
// that is away is asked again later; nobody waits for it.
#pragma once

#include "app/worker_pool.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"
#include "store/rows.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace app {

class Replay {
public:
    // All outlive it. `database` is used on `sql` alone, `journal` on `disk`.
    Replay(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
           store::Database& database, WorkerPool& sql);

    void start();

    // Facts up to here are on disk.
    void flushed(std::uint64_t position);

    // Facts on disk that are not rows yet; for the operator.
    std::uint64_t behind() const { return replayed_ ? flushed_ - *replayed_ : flushed_; }

private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<bool> step();
    boost::asio::awaitable<bool> find_place();
    boost::asio::awaitable<void> drop_old();
    boost::asio::awaitable<void> rest(std::chrono::milliseconds duration);
    bool failed(std::string_view where, boost::system::error_code error);

    boost::asio::io_context& loop_;
    store::Journal& journal_;
    WorkerPool& disk_;
    store::Database& database_;
    WorkerPool& sql_;
    boost::asio::steady_timer timer_;
    std::optional<std::uint64_t> replayed_; // unknown until the database has said it
    std::uint64_t flushed_ = 0;
    bool away_ = false; // the database did not answer the last time; said once
};

} // namespace app
