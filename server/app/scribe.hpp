// Keeps the journal: gathers facts, brings them to the disk in one flush after the other, and says
// how far it has come. Blocks nothing: the disk has a worker of its own.
//
// After a failed flush the segment is not trusted: a new one is begun with the open state and what
// had not been flushed, again and again until the disk takes it. Until then nothing that depends on
// it is told. Segments turn by size and by day, also on a day on which nothing happens: what a
// segment holds is only as old as its successor.
#pragma once

#include "app/flush_times.hpp"
#include "app/worker_pool.hpp"
#include "protocol/records.hpp"
#include "staff/account.hpp"
#include "store/journal.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// What the disk does with what it is given; starting: nothing has been brought to it yet.
enum class Disk : std::uint8_t { starting, takes, refuses };

class Scribe {
public:
    // What a new segment begins with: the open state of every desk, at this moment.
    using OpenState = std::function<std::vector<store::JournalEntry>()>;

    // Who is told: of each step of `flushed`, and when the disk takes nothing or takes again what
    // it is given.
    struct Listeners {
        OpenState open_state;
        std::function<void()> flushed;
        std::function<void(Disk)> disk_changed;
    };

    using WallClock = std::function<staff::Time()>;

    // `journal` and `disk` outlive it; nobody else makes jobs that change the journal. Positions go
    // on from the journal's.
    Scribe(boost::asio::io_context& loop, store::Journal& journal, WorkerPool& disk,
           std::uint32_t incarnation, WallClock wall_clock);

    void start(Listeners listeners);

    void write(protocol::DeskCode const& desk, protocol::records::Record const& fact);

    std::uint64_t written() const { return written_; } // position of the last fact handed in
    std::uint64_t flushed() const { return flushed_; } // of the last one on disk

    // Resumes when the facts up to here are on disk, or when the patience for it is over. False:
    // they are not, and whoever waits must not say so.
    boost::asio::awaitable<bool> on_disk(std::uint64_t position,
                                         std::chrono::milliseconds patience);

    // For the operator.
    Disk disk() const { return disk_state_; }
    FlushTimes const& flush_times() const { return flush_times_; }
    std::uint64_t flush_failures() const { return flush_failures_; }

private:
    using Clock = std::chrono::steady_clock;
    struct Waiter {
        std::uint64_t position;
        boost::asio::steady_timer* timer;
    };

    void flushed_on(Clock::duration took);
    void lose_patience_later();
    void found(Disk disk);
    void failed(std::string_view what, std::string why);
    void wake();
    void wait_for_day();
    std::int64_t today() const;
    boost::asio::awaitable<void> flush();
    boost::asio::awaitable<bool> append(std::vector<store::JournalEntry> batch);
    boost::asio::awaitable<bool> turn();
    bool due_to_turn() const;

    boost::asio::io_context& loop_;
    store::Journal& journal_;
    WorkerPool& disk_;
    std::uint32_t incarnation_;
    WallClock wall_clock_;
    Listeners listeners_;
    boost::asio::steady_timer pause_;
    boost::asio::steady_timer patience_; // with the attempt under way
    boost::asio::steady_timer day_;      // runs until the segment's day is over

    std::vector<store::JournalEntry> waiting_; // not given to the journal yet
    std::vector<store::JournalEntry> failed_;  // given, and not on disk for certain
    bool flushing_ = false;
    std::uint64_t written_;
    std::uint64_t flushed_;
    std::int64_t segment_day_ = 0;

    std::vector<Waiter> waiters_; // bounded by the connections that ask
    Disk disk_state_ = Disk::starting;
    std::uint64_t attempt_ = 0; // to bring something to the disk; rises with its end
    FlushTimes flush_times_;
    std::uint64_t flush_failures_ = 0;
    std::string last_why_; // the disk took nothing the last time; said once
};

} // namespace app
