#include "app/scribe.hpp"

#include "log.hpp"
#include "protocol/codec.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace app {

namespace {

// A start reads one segment and its tail; at this size it still does so in a blink.
constexpr std::uint64_t segment_bytes = std::uint64_t{16} * 1024 * 1024;

// A disk that has just refused is not asked at once again.
constexpr auto pause_after_failure = std::chrono::seconds(1);

// A disk that has not answered for so long takes nothing, as far as people are concerned.
constexpr auto longest_attempt = std::chrono::seconds(2);

// A day is over when its midnight is; the clock may be set meanwhile, so it is looked at again.
constexpr auto longest_look_away = std::chrono::minutes(1);

std::string const worker_busy = "the disk's worker is busy";

} // namespace

Scribe::Scribe(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
               std::uint32_t incarnation, WallClock wall_clock)
    : loop_(loop), journal_(journal), disk_(disk), incarnation_(incarnation),
      wall_clock_(std::move(wall_clock)), pause_(loop), patience_(loop), day_(loop),
      written_(journal.next_position() - 1), flushed_(written_)
{
}

void Scribe::start(Listeners listeners)
{
    listeners_ = std::move(listeners);
    wake();
    wait_for_day();
}

std::int64_t Scribe::today() const
{
    return std::chrono::floor<std::chrono::days>(wall_clock_()).time_since_epoch().count();
}

void Scribe::wait_for_day()
{
    auto const now = wall_clock_();
    auto const midnight = std::chrono::ceil<std::chrono::days>(now + staff::Duration(1));
    day_.expires_after(std::min<staff::Duration>(midnight - now, longest_look_away));
    day_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        if (due_to_turn()) wake();
        wait_for_day();
    });
}

void Scribe::write(protocol::DeskCode const& desk, protocol::records::Record const& fact)
{
    waiting_.push_back(
        {++written_, wall_clock_().time_since_epoch().count(), desk.value, protocol::encode(fact)});
    wake();
}

// One flush runs at a time; what comes meanwhile is the next one.
void Scribe::wake()
{
    if (flushing_ || !listeners_.open_state) return;
    flushing_ = true;
    boost::asio::co_spawn(loop_, flush(), or_end);
}

bool Scribe::due_to_turn() const
{
    return !failed_.empty() || journal_.distrusted() || journal_.bytes() > segment_bytes ||
           today() != segment_day_;
}

boost::asio::awaitable<void> Scribe::flush()
{
    while (!waiting_.empty() || due_to_turn()) {
        bool done = false;
        auto const began = Clock::now();
        lose_patience_later();
        if (due_to_turn()) {
            done = co_await turn();
        } else {
            auto batch = std::exchange(waiting_, {});
            done = co_await append(std::move(batch));
        }
        ++attempt_;
        patience_.cancel();
        if (done) {
            flushed_on(Clock::now() - began);
        } else {
            ++flush_failures_;
            found(Disk::refuses);
            pause_.expires_after(pause_after_failure);
            auto const paused =
                co_await pause_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
            if (std::get<0>(paused)) break;
        }
    }
    flushing_ = false;
}

// The timer's answer may be under way already when the attempt ends; then it is about another one.
void Scribe::lose_patience_later()
{
    patience_.expires_after(longest_attempt);
    patience_.async_wait([this, attempt = attempt_](boost::system::error_code error) {
        if (!error && attempt == attempt_) found(Disk::refuses);
    });
}

void Scribe::flushed_on(Clock::duration took)
{
    flush_times_.add(took);
    last_why_.clear();
    for (auto const& waiter : waiters_)
        if (waiter.position <= flushed_) waiter.timer->cancel();
    listeners_.flushed();
    found(Disk::takes);
}

// It is tried every second, and the log needs each reason once.
void Scribe::failed(std::string_view what, std::string why)
{
    if (std::exchange(last_why_, std::move(why)) != last_why_)
        logs::event(logs::Level::error, what, {{"why", last_why_}});
}

// That the first flush succeeds is no news.
void Scribe::found(Disk disk)
{
    auto const before = std::exchange(disk_state_, disk);
    if (before == disk || (before == Disk::starting && disk == Disk::takes)) return;
    if (disk == Disk::takes)
        logs::event(logs::Level::info, "disk_back", {{"waited", written_ - flushed_}});
    else
        logs::event(logs::Level::error, "disk_away", {{"waiting", written_ - flushed_}});
    listeners_.disk_changed(disk);
}

boost::asio::awaitable<bool> Scribe::on_disk(std::uint64_t position,
                                             std::chrono::milliseconds patience)
{
    if (flushed_ >= position) co_return true;
    boost::asio::steady_timer timer(loop_, patience);
    waiters_.push_back({position, &timer});
    co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    std::erase_if(waiters_, [&](auto const& waiter) { return waiter.timer == &timer; });
    co_return flushed_ >= position;
}

boost::asio::awaitable<bool> Scribe::append(std::vector<store::JournalEntry> batch)
{
    auto const last = batch.back().position;
    auto job = [&journal = journal_, &batch] { return journal.append(batch); };
    auto const appended = co_await disk_.run(std::move(job));
    if (appended && *appended) {
        flushed_ = last;
        co_return true;
    }
    failed("journal_flush_failed", appended ? appended->error().message() : worker_busy);
    failed_ = std::move(batch);
    co_return false;
}

// The open state holds the consequences of every fact that has been written, so all that is not on
// disk stands beside it as unflushed: read for the database, never given to a desk again.
boost::asio::awaitable<bool> Scribe::turn()
{
    auto const state = listeners_.open_state();
    auto unflushed = std::exchange(failed_, {});
    std::ranges::move(std::exchange(waiting_, {}), std::back_inserter(unflushed));
    auto const day = today();
    auto const begun_at = wall_clock_().time_since_epoch().count();
    auto job = [&journal = journal_, &state, &unflushed, begun_at, incarnation = incarnation_] {
        return journal.begin_segment({incarnation, begun_at, state, unflushed});
    };
    auto const begun = co_await disk_.run(std::move(job));
    if (begun && *begun) {
        segment_day_ = day;
        if (!unflushed.empty()) flushed_ = unflushed.back().position;
        co_return true;
    }
    failed("journal_segment_failed", begun ? begun->error().message() : worker_busy);
    failed_ = std::move(unflushed);
    co_return false;
}

} // namespace app
