// Ends sign-ins whose account was changed, disabled or removed while nobody could ask: over a
// start, or while the database was away. They live on in memory and journal; accounts are only in
// the database.
#pragma once

#include "app/runner.hpp"
#include "app/sign_in_book.hpp"
#include "app/worker_pool.hpp"
#include "store/database.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace app {

class SignInCheck {
public:
    // All outlive it. `database` is used on `sql` alone, but for `now`.
    SignInCheck(boost::asio::io_context& loop, Runner& runner, SignInBook& sign_ins,
                store::Database& database, WorkerPool& sql);

    // At a start, before anybody is let in: asks and waits. A database that is away again already
    // is asked when it is back.
    void now();

    // The database is back: asks until it has answered, and closes the pages of those who are no
    // longer signed in.
    void begin();

private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<bool> ask();

    boost::asio::io_context& loop_;
    Runner& runner_;
    SignInBook& sign_ins_;
    store::Database& database_;
    WorkerPool& sql_;
    boost::asio::steady_timer timer_;
    bool running_ = false;
};

} // namespace app
