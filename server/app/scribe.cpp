#include "app/scribe.hpp"

#include "app/wall_clock.hpp"
#include "log.hpp"
#include "protocol/codec.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>

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

std::int64_t milliseconds_now()
{
    return wall_clock().time_since_epoch().count();
}

std::int64_t day_now()
{
    return std::chrono::floor<std::chrono::days>(wall_clock()).time_since_epoch().count();
}

} // namespace

Scribe::Scribe(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
               std::uint32_t incarnation)
    : loop_(loop), journal_(journal), disk_(disk), incarnation_(incarnation), pause_(loop),
      written_(journal.next_position() - 1), flushed_(written_)
{
}

void Scribe::start(OpenState open_state, std::function<void()> on_flushed)
{
    open_state_ = std::move(open_state);
    on_flushed_ = std::move(on_flushed);
    wake();
}

void Scribe::write(protocol::DeskCode const& desk, protocol::records::Record const& fact)
{
    waiting_.push_back({++written_, milliseconds_now(), desk.value, protocol::encode(fact)});
    wake();
}

// One flush runs at a time; what comes meanwhile is the next one.
void Scribe::wake()
{
    if (flushing_ || !open_state_) return;
    flushing_ = true;
    boost::asio::co_spawn(loop_, flush(), or_end);
}

bool Scribe::due_to_turn() const
{
    return !failed_.empty() || journal_.distrusted() || journal_.bytes() > segment_bytes ||
           day_now() != segment_day_;
}

boost::asio::awaitable<void> Scribe::flush()
{
    while (!waiting_.empty() || due_to_turn()) {
        bool done = false;
        attempt_began_ = Clock::now();
        if (due_to_turn()) {
            done = co_await turn();
        } else {
            auto batch = std::exchange(waiting_, {});
            done = co_await append(std::move(batch));
        }
        auto const took = Clock::now() - std::exchange(attempt_began_, Clock::time_point::max());
        if (done) {
            flushed_on(took);
        } else {
            disk_state_ = Disk::refuses;
            ++flush_failures_;
            pause_.expires_after(pause_after_failure);
            auto const paused =
                co_await pause_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
            if (std::get<0>(paused)) break;
        }
    }
    flushing_ = false;
}

void Scribe::flushed_on(Clock::duration took)
{
    disk_state_ = Disk::takes;
    flush_times_.add(took);
    for (auto const& waiter : waiters_)
        if (waiter.position <= flushed_) waiter.timer->cancel();
    on_flushed_();
}

Disk Scribe::disk() const
{
    auto const slow = Clock::now() - attempt_began_ > longest_attempt;
    return slow && disk_state_ == Disk::takes ? Disk::refuses : disk_state_;
}

boost::asio::awaitable<bool> Scribe::on_disk(std::uint64_t position, std::chrono::seconds patience)
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
    logs::event(logs::Level::error, "journal_flush_failed",
                {{"why", appended ? appended->error().message() : "the disk's worker is busy"}});
    failed_ = std::move(batch);
    co_return false;
}

// The open state holds the consequences of every fact that has been written, so all that is not on
// disk stands beside it as unflushed: read for the database, never given to a desk again.
boost::asio::awaitable<bool> Scribe::turn()
{
    auto const state = open_state_();
    auto unflushed = std::exchange(failed_, {});
    std::ranges::move(std::exchange(waiting_, {}), std::back_inserter(unflushed));
    auto const day = day_now();
    auto job = [&journal = journal_, &state, &unflushed, incarnation = incarnation_] {
        return journal.begin_segment({incarnation, milliseconds_now(), state, unflushed});
    };
    auto const begun = co_await disk_.run(std::move(job));
    if (begun && *begun) {
        segment_day_ = day;
        if (!unflushed.empty()) flushed_ = unflushed.back().position;
        co_return true;
    }
    logs::event(logs::Level::error, "journal_segment_failed",
                {{"why", begun ? begun->error().message() : "the disk's worker is busy"}});
    failed_ = std::move(unflushed);
    co_return false;
}

} // namespace app
