#include "bench/driver/arrival.hpp"

#include "bench/driver/company.hpp"
#include "bench/driver/cost.hpp"

#include <cstdio>
#include <memory>
#include <vector>

namespace bench {

// The servers take turns. Pages of a round go before the next one, but live on: what was planned
// for them looks at them still.
int arrive(Options const& options)
{
    using namespace std::chrono_literals;
    Loop loop;
    auto const count = static_cast<std::size_t>(options.number("count", 1000));
    auto const rounds = static_cast<int>(options.number("rounds", 5));
    std::vector<std::unique_ptr<Company>> companies;
    for (int round = 1; round <= rounds; ++round) {
        for (auto const& text : options.all("target")) {
            companies.push_back(std::make_unique<Company>(loop, Company::target_of(text)));
            auto& company = *companies.back();
            auto const& target = company.target();
            auto const began = Clock::now();
            auto const server = cpu_ns(target.process);
            auto const driver = cpu_ns(0);
            company.arrive(count);
            auto const seconds = std::chrono::duration<double>(Clock::now() - began).count();
            std::printf("{\"row\":\"arrival\",\"server\":\"%s\",\"tls\":%s,\"to\":\"%s\",\"round\":"
                        "%d,\"count\":%zu,"
                        "\"seconds\":%.4f,\"server_ns\":%lld,\"driver_ns\":%lld}\n",
                        target.name.c_str(), target.tls != nullptr ? "true" : "false",
                        target.relay || target.silent ? "upgrade" : "welcome", round, count,
                        seconds, static_cast<long long>(cpu_ns(target.process) - server),
                        static_cast<long long>(cpu_ns(0) - driver));
            std::fflush(stdout);
            for (auto const& page : company.pages())
                page->leave();
            loop.run_for(300ms); // the server sees them go
        }
    }
    return 0;
}

} // namespace bench
