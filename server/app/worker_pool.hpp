// Threads for what blocks: one for SQL, a bounded few for hashing. The only place in the house with
// threads; a job's result comes back to the loop, and nothing is shared with a job but what is
// moved into it.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
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
    using Clock = std::chrono::steady_clock;
    using Patience = std::optional<Clock::duration>; // nothing: for as long as it takes

    // At most `capacity` jobs wait or run; more are refused, so that a flood of sign-ins costs
    // bounded memory.
    WorkerPool(std::size_t threads, std::size_t capacity) : pool_(threads), capacity_(capacity) {}
    ~WorkerPool() { pool_.join(); }

    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    // Runs the job on a worker and resumes with its result as soon as it is there, or with nothing
    // when the pool is full; or when a worker comes to it, and that is later than the patience of
    // whoever waits for it.
    // The job must not throw and bounds its own time (statement timeouts, fixed hashing cost).
    template <class Job>
    boost::asio::awaitable<std::optional<std::invoke_result_t<Job>>> run(Job job,
                                                                         Patience patience = {})
    {
        using Result = std::optional<std::invoke_result_t<Job>>;
        if (jobs_ == capacity_) co_return std::nullopt;
        ++jobs_;
        auto work = [job = std::move(job), patience, asked = Clock::now()]() mutable -> Result {
            if (patience && Clock::now() - asked > *patience) return std::nullopt;
            return job();
        };
        auto result = co_await on_a_worker<Result>(std::move(work));
        --jobs_;
        co_return result;
    }

private:
    // The result goes to the loop straight from the worker. Were it to pass through the pool once
    // more, as with co_spawn, it would wait for every job that waits there.
    template <class Result, class Work>
    auto on_a_worker(Work work)
    {
        using boost::asio::execution::outstanding_work;
        auto begin = [this](auto resume, Work begun) {
            auto loop = boost::asio::prefer(boost::asio::get_associated_executor(resume),
                                            outstanding_work.tracked);
            auto perform = [resume = std::move(resume), begun = std::move(begun),
                            loop = std::move(loop)]() mutable {
                auto tell = [resume = std::move(resume), result = begun()]() mutable {
                    std::move(resume)(std::move(result));
                };
                boost::asio::post(loop, std::move(tell));
            };
            boost::asio::post(pool_, std::move(perform));
        };
        return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(Result)>(
            std::move(begin), boost::asio::use_awaitable, std::move(work));
    }

    boost::asio::thread_pool pool_;
    std::size_t capacity_;
    std::size_t jobs_ = 0; // counted by the loop alone
};

} // namespace app
