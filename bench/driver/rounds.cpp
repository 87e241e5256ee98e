#include "bench/driver/rounds.hpp"

#include "bench/driver/cost.hpp"

#include <algorithm>
#include <array>

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr auto warm_up = 200ms;
constexpr auto look_again = 20ms; // at a page that may not say more for now

// What stands on the meters now.
struct Meters {
    Time at;
    std::uint64_t words;
    std::uint64_t frames;
    std::int64_t server_ns;
    std::int64_t driver_ns;
};

class Measured : public Work {
public:
    Measured(Loop& loop, Company& company) : loop_(loop), company_(company)
    {
        company_.work = this;
    }
    ~Measured() override { company_.work = nullptr; }

    void heard(Page&, std::uint32_t) override { ++words_; }

    Round run(Duration time)
    {
        loop_.run_for(warm_up);
        auto const before = meters();
        measuring_ = true;
        loop_.run_for(time);
        auto const after = meters();
        running_ = measuring_ = false;
        loop_.run_for(warm_up); // what is on its way comes
        round_.seconds = std::chrono::duration<double>(after.at - before.at).count();
        round_.words = after.words - before.words;
        round_.frames = after.frames - before.frames;
        round_.server_ns = after.server_ns - before.server_ns;
        round_.driver_ns = after.driver_ns - before.driver_ns;
        return std::move(round_);
    }

protected:
    Meters meters() const
    {
        return {Clock::now(), words_, company_.frames(), cpu_ns(company_.target().process),
                cpu_ns(0)};
    }

    Loop& loop_;
    Company& company_;
    Round round_;
    std::uint64_t words_ = 0;
    bool running_ = true;
    bool measuring_ = false;
};

class ClosedLoop final : public Measured {
public:
    ClosedLoop(Loop& loop, Company& company, std::uint32_t at_once, int round)
        : Measured(loop, company), at_once_(at_once)
    {
        for (std::size_t pair = 0; pair < company.pairs(); ++pair)
            say(company.of_pair(pair, (pair + static_cast<std::size_t>(round)) % 2 == 0));
    }

    void confirmed(Page& page, std::uint32_t upto) override
    {
        if (running_ && upto == page.talk().said()) say(page);
    }

private:
    void say(Page& page)
    {
        if (page.may_say(at_once_)) return talk(page);
        round_.braked += at_once_;
        wait(page);
    }

    void wait(Page& page)
    {
        loop_.in(look_again, [this, &page] {
            if (running_) page.may_say(at_once_) ? talk(page) : wait(page);
        });
    }

    void talk(Page& page)
    {
        for (std::uint32_t word = 0; word < at_once_; ++word)
            page.talk().word();
    }

    std::uint32_t at_once_;
};

class OpenLoop final : public Measured {
public:
    OpenLoop(Loop& loop, Company& company, double words_per_second, int round)
        : Measured(loop, company), due_(Clock::now() + 1ms),
          every_(std::chrono::duration_cast<Duration>(
              std::chrono::duration<double>(1 / words_per_second))),
          turn_(static_cast<std::size_t>(round) * company.pairs())
    {
        for (auto const& page : company.pages())
            page->due.fill({});
        next();
    }

    void heard(Page& page, std::uint32_t number) override
    {
        ++words_;
        auto const due = page.peer->due.at(number % page.due.size());
        if (measuring_ && due != Time{})
            round_.delays.push_back(static_cast<std::uint32_t>((Clock::now() - due).count()));
    }

private:
    void next()
    {
        if (!running_) return;
        for (auto const now = Clock::now(); due_ <= now; due_ += every_)
            say(turn_++);
        loop_.at(due_, [this] { next(); });
    }

    void say(std::size_t turn)
    {
        auto const pair = turn % company_.pairs();
        auto& page = company_.of_pair(pair, turn / company_.pairs() % 2 == 0);
        if (!page.may_say(1)) {
            ++round_.braked;
            return;
        }
        page.due.at((page.talk().said() + 1) % page.due.size()) = due_;
        page.talk().word();
    }

    Time due_;
    Duration every_;
    std::size_t turn_;
};

} // namespace

Round closed_loop(Loop& loop, Company& company, std::uint32_t at_once, Duration time, int round)
{
    ClosedLoop work(loop, company, at_once, round);
    return work.run(time);
}

Round open_loop(Loop& loop, Company& company, double words_per_second, Duration time, int round)
{
    OpenLoop work(loop, company, words_per_second, round);
    auto measured = work.run(time);
    std::ranges::sort(measured.delays);
    return measured;
}

} // namespace bench
