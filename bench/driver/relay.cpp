#include "bench/driver/relay.hpp"

#include "bench/driver/rounds.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace bench {

namespace {

using Companies = std::vector<std::unique_ptr<Company>>;

constexpr std::uint32_t burst = 16;
constexpr double open_words_per_second = 20'000;

double microseconds(std::vector<std::uint32_t> const& delays, double share)
{
    if (delays.empty()) return 0;
    auto const at = static_cast<std::size_t>(share * static_cast<double>(delays.size()));
    return delays[std::min(at, delays.size() - 1)] / 1000.0;
}

void tell(Company const& company, std::string const& kind, int number, Round const& round)
{
    auto const& target = company.target();
    std::printf("{\"row\":\"relay\",\"kind\":\"%s\",\"server\":\"%s\",\"tls\":%s,\"round\":%d,"
                "\"pairs\":%zu,\"seconds\":%.4f,\"words\":%llu,\"frames\":%llu,\"server_ns\":%lld,"
                "\"driver_ns\":%lld,\"braked\":%llu,\"p50_us\":%.1f,\"p99_us\":%.1f,"
                "\"p999_us\":%.1f}\n",
                kind.c_str(), target.name.c_str(), target.tls != nullptr ? "true" : "false", number,
                company.pairs(), round.seconds, static_cast<unsigned long long>(round.words),
                static_cast<unsigned long long>(round.frames),
                static_cast<long long>(round.server_ns), static_cast<long long>(round.driver_ns),
                static_cast<unsigned long long>(round.braked), microseconds(round.delays, 0.5),
                microseconds(round.delays, 0.99), microseconds(round.delays, 0.999));
    std::fflush(stdout);
}

Round measured(Loop& loop, Company& company, std::string const& kind, Duration time, int number)
{
    if (kind == "burst") return closed_loop(loop, company, burst, time, number);
    if (kind == "open") return open_loop(loop, company, open_words_per_second, time, number);
    return closed_loop(loop, company, 1, time, number);
}

} // namespace

int relay(Options const& options)
{
    Loop loop;
    auto const pairs = static_cast<std::size_t>(options.number("pairs", 1000));
    auto const cookies = lines_of(options.text("cookies", "/dev/null"));
    auto const seconds = std::chrono::duration<double>(options.number("seconds", 2));
    auto const rounds = static_cast<int>(options.number("rounds", 5));
    Companies companies;
    for (auto const& target : options.all("target")) {
        companies.push_back(std::make_unique<Company>(loop, Company::target_of(target)));
        companies.back()->gather(pairs, cookies);
    }
    auto const kinds = "," + options.text("kinds", "one,burst,open") + ",";
    for (std::string const kind : {"one", "burst", "open"}) {
        if (kinds.find("," + kind + ",") == kinds.npos) continue;
        for (int number = 1; number <= rounds; ++number)
            for (auto const& company : companies)
                tell(*company, kind, number,
                     measured(loop, *company, kind, std::chrono::duration_cast<Duration>(seconds),
                              number));
    }
    return 0;
}

} // namespace bench
