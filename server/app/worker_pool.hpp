// Threads for what blocks: one for SQL, a bounded few for hashing. The only place in the house with
// threads; a job's result comes back to the loop, and nothing is shared with a job but what is
// moved into it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace app {

// For a coroutine that nobody waits for: what it throws is a mistake of ours and ends the program,
// instead of a silence in which everybody waits.
inline void or_end(std::exception_ptr thrown)
{
    if (thrown) std::rethrow_exception(thrown);
}

class WorkerPool {
public:
    // At most `capacity` jobs wait or run; more are refused, so that a flood of sign-ins costs
    // bounded memory.
    WorkerPool(std::size_t threads, std::size_t capacity) : pool_(threads), capacity_(capacity) {}
    ~WorkerPool() { pool_.join(); }

    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    // Runs the job on a worker and resumes with its result, or with nothing when the pool is full.
    // The job must not throw and bounds its own time (statement timeouts, fixed hashing cost).
    template <class Job>
    boost::asio::awaitable<std::optional<std::invoke_result_t<Job>>> run(Job job)
    {
        if (jobs_ == capacity_) co_return std::nullopt;
        ++jobs_;
        auto work = perform(std::move(job));
        auto result =
            co_await boost::asio::co_spawn(pool_, std::move(work), boost::asio::use_awaitable);
        --jobs_;
        co_return std::optional(std::move(result));
    }

private:
    template <class Job>
    static boost::asio::awaitable<std::invoke_result_t<Job>> perform(Job job)
    {
        co_return job();
    }

    boost::asio::thread_pool pool_;
    std::size_t capacity_;
    std::size_t jobs_ = 0; // counted by the loop alone
};

} // namespace app
