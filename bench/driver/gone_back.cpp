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

// Each page says one word into the void; its pair talks again when both words are confirmed.
class Return final : public Work {
public:
    Return(Loop& loop, Company& company) : loop_(loop), company_(company) { company.work = this; }
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
        return until([&] { return all_back(); }, Clock::now() + longest);
    }

    // The word into the void is said when all are gone.
    bool lose()
    {
        auto const nobody = [&] {
            return std::ranges::none_of(company_.pages(), [](auto const& p) { return p->open(); });
        };
        if (!until(nobody, Clock::now() + longest)) return false;
        company_.first_open = {};
        again_.clear();
        pairs_.clear();
        for (auto const& page : company_.pages())
            page->talk().word();
        return until([&] { return company_.first_open != Time{}; }, Clock::now() + longest);
    }

    void come_back()
    {
        until([&] { return all_back(); }, company_.first_open + longest);
    }

    void tell() const
    {
        auto const at = [&](double share) {
            auto const wanted = static_cast<std::size_t>(
                std::max(1.0, share * static_cast<double>(company_.pairs())));
            if (again_.size() < wanted) return -1.0;
            return std::chrono::duration<double>(again_[wanted - 1] - company_.first_open).count();
        };
        std::printf("{\"row\":\"return\",\"server\":\"%s\",\"tls\":%s,\"pairs\":%zu,\"again\":%zu,"
                    "\"p50_s\":%.2f,\"p95_s\":%.2f,\"all_s\":%.2f}\n",
                    company_.target().name.c_str(),
                    company_.target().tls != nullptr ? "true" : "false", company_.pairs(),
                    again_.size(), at(0.5), at(0.95), at(1));
        std::fflush(stdout);
    }

private:
    bool all_back() const { return again_.size() >= company_.pairs(); }

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
    Return work(loop, company);
    if (!work.exchange()) return 1;
    std::printf("{\"talking\":%zu}\n", company.pairs());
    std::fflush(stdout);
    if (!work.lose()) return 1;
    work.come_back();
    work.tell();
    return 0;
}

} // namespace bench
