#include "app/upkeep.hpp"

#include "log.hpp"
#include "store/retention.hpp"
#include "store/rows.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <utility>

namespace app {

namespace {

using namespace std::chrono_literals;

// How late a promise may be kept.
constexpr auto between = std::chrono::steady_clock::duration(10min);

// While the database is away, or behind the journal.
constexpr auto pause = std::chrono::steady_clock::duration(1s);

// A start waits no longer; what is left is for the loop.
constexpr auto longest_start = 10s;

void tell(std::string_view what, std::uint64_t done)
{
    if (done > 0) logs::event(logs::Level::info, what, {{"count", done}});
}

constexpr std::string_view coarsened = "shifts_coarsened";
constexpr std::string_view forgotten = "old_rows_deleted";

} // namespace

Upkeep::Upkeep(boost::asio::io_context& loop, Replay const& replay, store::Database& database,
               WorkerPool& sql, WallClock wall_clock)
    : loop_(loop), replay_(replay), database_(database), sql_(sql),
      wall_clock_(std::move(wall_clock)), timer_(loop)
{
}

void Upkeep::now(std::uint64_t next_position)
{
    auto const until = std::chrono::steady_clock::now() + longest_start;
    auto const all = [&](Act* act, std::string_view what) {
        std::uint64_t done = 0;
        while (std::chrono::steady_clock::now() < until) {
            auto const some = act(database_, wall_clock_());
            if (!some || *some == 0) break;
            done += *some;
        }
        tell(what, done);
    };
    all(store::retention::forget, forgotten);
    auto const known = store::rows::replayed_up_to(database_);
    if (known && *known + 1 >= next_position) all(store::retention::coarsen, coarsened);
}

void Upkeep::start()
{
    boost::asio::co_spawn(loop_, run(), or_end);
}

boost::asio::awaitable<void> Upkeep::run()
{
    auto rest = pause; // a start knows the journal's end a moment later than the database's
    for (;;) {
        timer_.expires_after(rest);
        auto const rested =
            co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        if (std::get<0>(rested)) co_return;
        bool good = replay_.database_answers() && replay_.behind() == 0U;
        if (good) good = co_await all_of(store::retention::coarsen, coarsened);
        if (good) good = co_await all_of(store::retention::forget, forgotten);
        rest = good ? between : pause;
    }
}

// Piece by piece: others who need the database come in between.
boost::asio::awaitable<bool> Upkeep::all_of(Act* act, std::string_view what)
{
    std::uint64_t done = 0;
    auto asked = Asked::more;
    while (asked == Asked::more)
        asked = co_await ask(act, done);
    tell(what, done);
    co_return asked == Asked::nothing_left;
}

boost::asio::awaitable<Upkeep::Asked> Upkeep::ask(Act* act, std::uint64_t& done)
{
    auto job = [act, &database = database_, now = wall_clock_()] { return act(database, now); };
    auto const some = co_await sql_.run(std::move(job));
    if (!some || !*some) co_return Asked::no_answer;
    done += **some;
    co_return **some == 0 ? Asked::nothing_left : Asked::more;
}

} // namespace app
