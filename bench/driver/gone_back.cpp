#include "bench/driver/gone_back.hpp"

#include "bench/driver/company.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <unistd.h>

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr auto longest = 120s; // from the first socket on; whoever is not back then is lost

// Each page of a pair says one word into the void; the pair talks again when both words are
// confirmed. The others are back when they are told their place, or greeted when they have none.
class Return final : public Work {
public:
    Return(Loop& loop, Company& company, Company& others)
        : loop_(loop), company_(company), others_(others)
    {
        company.work = this;
    }
    ~Return() override { company_.work = nullptr; }

    void confirmed(Page& page, std::uint32_t upto) override
    {
        if (upto != page.talk().said() || page.peer == nullptr) return;
        if (page.peer->talk().confirmed() != page.peer->talk().said()) return;
        if (pairs_.insert(std::min(&page, page.peer)).second) again_.push_back(Clock::now());
    }

    // All have said a word and know that it came.
    bool exchange()
    {
        again_.clear();
        pairs_.clear();
        for (auto const& page : company_.pages())
            page->talk().word();
        return until([&] { return all_talk(); }, Clock::now() + longest);
    }

    // The word into the void is said when all are gone.
    bool lose()
    {
        auto const nobody = [](Company const& of) {
            return std::ranges::none_of(of.pages(), [](auto const& page) { return page->open(); });
        };
        if (!until([&] { return nobody(company_) && nobody(others_); }, Clock::now() + longest))
            return false;
        company_.first_open = others_.first_open = {};
        again_.clear();
        pairs_.clear();
        for (auto const& page : company_.pages())
            page->talk().word();
        return until([&] { return first_open() != Time{}; }, Clock::now() + longest);
    }

    void come_back()
    {
        auto const others_here = [&] {
            if (all_here_ == Time{} && others_back() == others_.pages().size())
                all_here_ = Clock::now();
            return all_here_ != Time{};
        };
        auto const both = [&] { return others_here() && all_talk(); };
        until(both, first_open() + longest);
    }

    void tell() const
    {
        auto const at = [&](double share) {
            auto const wanted = static_cast<std::size_t>(
                std::max(1.0, share * static_cast<double>(company_.pairs())));
            if (again_.size() < wanted) return -1.0;
            return since_first_open(again_[wanted - 1]);
        };
        std::printf("{\"row\":\"return\",\"server\":\"%s\",\"tls\":%s,\"pairs\":%zu,\"again\":%zu,"
                    "\"p50_s\":%.2f,\"p95_s\":%.2f,\"all_s\":%.2f,\"others\":%zu,"
                    "\"waiting\":%td,\"others_again\":%zu,\"here_s\":%.2f}\n",
                    company_.target().name.c_str(),
                    company_.target().tls != nullptr ? "true" : "false", company_.pairs(),
                    again_.size(), at(0.5), at(0.95), at(1), others_.pages().size(),
                    std::ranges::count_if(others_.pages(),
                                          [](auto const& page) { return page->asks_for_place; }),
                    others_back(), all_here_ == Time{} ? -1.0 : since_first_open(all_here_));
        std::fflush(stdout);
    }

private:
    bool all_talk() const { return again_.size() >= company_.pairs(); }
    std::size_t others_back() const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(others_.pages(), [](auto const& page) { return page->here(); }));
    }

    Time first_open() const
    {
        auto const one = company_.first_open;
        auto const other = others_.first_open;
        return one == Time{} || (other != Time{} && other < one) ? other : one;
    }
    double since_first_open(Time at) const
    {
        return std::chrono::duration<double>(at - first_open()).count();
    }

    template <class Done>
    bool until(Done const& done, Time latest)
    {
        while (!done()) {
            if (Clock::now() > latest) return false;
            loop_.run_for(5ms);
        }
        return true;
    }

    Loop& loop_;
    Company& company_;
    Company& others_;
    Time all_here_{};
    std::vector<Time> again_; // in order
    std::set<Page const*> pairs_;
};

} // namespace

int gone_back(Options const& options)
{
    Loop loop;
    Company company(loop, Company::target_of(options.text("target", "")));
    company.gather(static_cast<std::size_t>(options.number("pairs", 2000)),
                   lines_of(options.text("cookies", "/dev/null")));
    Company others(loop, Company::target_of(options.text("target", "")));
    others.gather_visitors(static_cast<std::size_t>(options.number("waiting", 0)), true);
    others.gather_visitors(static_cast<std::size_t>(options.number("looking", 0)), false);
    Return work(loop, company, others);
    if (!work.exchange()) return 1;
    std::printf("{\"talking\":%zu}\n", company.pairs());
    std::fflush(stdout);
    if (!work.lose()) return 1;
    work.come_back();
    work.tell();
    return 0;
}

} // namespace bench
