// Keeps the journal: gathers facts, brings them to the disk in one flush after the other, and says
// how far it has come. Blocks nothing: the disk has a worker of its own.
//
// After a failed flush the segment is not trusted: a new one is begun with the open state and what
// had not been flushed, again and again until the disk takes it. Until then nothing that depends on
// it is told. Segments turn by size and by day.
#pragma once

#include "app/flush_times.hpp"
#include "app/worker_pool.hpp"
#include "desk/desk.hpp"
#include "store/journal.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace app {

// What the disk does with what it is given; starting: nothing has been brought to it yet.
enum class Disk : std::uint8_t { starting, takes, refuses };

class Scribe {
public:
    // What a new segment begins with: the open state of every desk, at this moment.
    using OpenState = std::function<std::vector<store::JournalEntry>()>;

    // `journal` and `disk` outlive it; nobody else makes jobs that change the journal. Positions go
    // on from the journal's.
    Scribe(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
           std::uint32_t incarnation);

    // `open_state` restates everything, `on_flushed` hears of each step of `flushed`.
    void start(OpenState open_state, std::function<void()> on_flushed);

    void write(protocol::DeskCode const& desk, protocol::records::Record const& fact);

    std::uint64_t written() const { return written_; } // position of the last fact handed in
    std::uint64_t flushed() const { return flushed_; } // of the last one on disk

    // Resumes when the facts up to here are on disk, or when the patience for it is over. False:
    // they are not, and whoever waits must not say so.
    boost::asio::awaitable<bool> on_disk(std::uint64_t position, std::chrono::seconds patience);

    // For the operator.
    Disk disk() const;
    FlushTimes const& flush_times() const { return flush_times_; }
    std::uint64_t flush_failures() const { return flush_failures_; }

private:
    using Clock = std::chrono::steady_clock;
    struct Waiter {
        std::uint64_t position;
        boost::asio::steady_timer* timer;
    };

    void flushed_on(Clock::duration took);
    void wake();
    boost::asio::awaitable<void> flush();
    boost::asio::awaitable<bool> append(std::vector<store::JournalEntry> batch);
    boost::asio::awaitable<bool> turn();
    bool due_to_turn() const;

    boost::asio::io_context& loop_;
    store::Journal& journal_;
    WorkerPool& disk_;
    std::uint32_t incarnation_;
    OpenState open_state_;
    std::function<void()> on_flushed_;
    boost::asio::steady_timer pause_;

    std::vector<store::JournalEntry> waiting_; // not given to the journal yet
    std::vector<store::JournalEntry> failed_;  // given, and not on disk for certain
    bool flushing_ = false;
    std::uint64_t written_;
    std::uint64_t flushed_;
    std::int64_t segment_day_ = 0;

    std::vector<Waiter> waiters_; // bounded by the connections that ask
    Disk disk_state_ = Disk::starting;
    Clock::time_point attempt_began_ = Clock::time_point::max(); // of the flush under way
    FlushTimes flush_times_;
    std::uint64_t flush_failures_ = 0;
};

} // namespace app
