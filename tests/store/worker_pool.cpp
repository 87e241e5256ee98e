// Jobs beside each other and behind each other: who gets an answer when, and who gets none.
#include "app/worker_pool.hpp"

#include "support/catch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <future>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

// Jobs of one pool by name; `told` has what was heard of each, in order.
struct Pool {
    boost::asio::io_context loop{1};
    app::WorkerPool workers;
    std::vector<std::string> told;

    explicit Pool(std::size_t capacity) : workers(1, capacity) {}

    template <class Job>
    void ask(std::string name, Job job, app::WorkerPool::Patience patience = {})
    {
        boost::asio::co_spawn(loop, hear(std::move(name), std::move(job), patience), app::or_end);
    }

    void until_told(std::size_t count)
    {
        for (auto const over = app::WorkerPool::Clock::now() + 20s;
             told.size() < count && app::WorkerPool::Clock::now() < over;) {
            loop.restart();
            loop.run_for(10ms);
        }
    }

private:
    template <class Job>
    boost::asio::awaitable<void> hear(std::string name, Job job, app::WorkerPool::Patience patience)
    {
        auto const result = co_await workers.run(std::move(job), patience);
        told.push_back(name + (result ? ": " + std::to_string(*result) : ": nothing"));
    }
};

} // namespace

TEST_CASE("a result is told while later jobs still run")
{
    Pool pool(4);
    std::promise<void> goes_on;
    auto first_is_told = goes_on.get_future();
    bool alone = false;
    pool.ask("first", [] { return 1; });
    pool.ask("second", [&] {
        alone = first_is_told.wait_for(20s) == std::future_status::ready;
        return 2;
    });
    pool.until_told(1);
    CHECK(pool.told == std::vector<std::string>{"first: 1"});
    goes_on.set_value();
    pool.until_told(2);
    CHECK(alone);
    CHECK(pool.told.back() == "second: 2");
}

TEST_CASE("a job whose asker has waited too long is not run")
{
    Pool pool(4);
    bool ran = false;
    pool.ask("slow", [] {
        std::this_thread::sleep_for(300ms);
        return 1;
    });
    auto const run = [&ran] {
        ran = true;
        return 2;
    };
    pool.ask("impatient", run, 100ms);
    pool.ask("patient", [] { return 3; });
    pool.until_told(3);
    CHECK(pool.told == std::vector<std::string>{"slow: 1", "impatient: nothing", "patient: 3"});
    CHECK_FALSE(ran);
}

TEST_CASE("a full pool refuses at once")
{
    Pool pool(1);
    pool.ask("first", [] { return 1; });
    pool.ask("one too many", [] { return 2; });
    pool.until_told(2);
    CHECK(pool.told == std::vector<std::string>{"one too many: nothing", "first: 1"});
    pool.ask("again", [] { return 3; });
    pool.until_told(3);
    CHECK(pool.told.back() == "again: 3");
}
