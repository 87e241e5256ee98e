// The pure core under a clock: how many words a second, how much memory is asked for on the way,
// and whether what one person does costs more in a long line than in a short one. Prints lines of
// JSON. Only the core is in the figures: inputs are made before.
//
//   bench_core words         a thousand sessions
//   bench_core line LENGTH   arrivals, departures and pairings at a line of that length
//   bench_core once WORDS    so many words in one session and nothing else, for counted
//   instructions
#include "bench/core/allocations.hpp"
#include "bench/core/house.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string_view>
#include <vector>

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Pair {
    House::Visitor visitor;
    House::Counsellor counsellor;
};

std::vector<Pair> talking(House& house, std::size_t count)
{
    std::vector<Pair> pairs;
    for (std::size_t at = 0; at < count; ++at) {
        auto visitor = house.visitor();
        house.join(visitor);
        auto counsellor = house.counsellor();
        house.receive(counsellor);
        house.accept(counsellor);
        pairs.push_back({visitor, counsellor});
    }
    return pairs;
}

// A word of each visitor and its confirmation, session after session.
std::vector<desk::Input> exchange(House& house, std::vector<Pair> const& pairs,
                                  std::uint32_t number)
{
    std::vector<desk::Input> inputs;
    for (auto const& [visitor, counsellor] : pairs) {
        inputs.push_back(house.word(visitor, counsellor.session, number));
        inputs.push_back(house.received(counsellor, counsellor.session, visitor.stream, number));
    }
    return inputs;
}

int words()
{
    constexpr std::uint32_t rounds = 200;
    constexpr std::uint32_t warm_up = 20; // engaged, and all that grows has grown
    House house(10'000);
    auto const pairs = talking(house, 1000);
    std::uint64_t asked = 0;
    std::uint64_t handled = 0;
    Clock::duration took{};
    for (std::uint32_t number = 1; number <= rounds; ++number) {
        auto inputs = exchange(house, pairs, number);
        auto const before = allocations();
        auto const began = Clock::now();
        for (auto& input : inputs)
            house.give(std::move(input));
        if (number <= warm_up) continue;
        took += Clock::now() - began;
        asked += allocations() - before;
        handled += inputs.size();
    }
    auto const seconds = std::chrono::duration<double>(took).count();
    std::printf("{\"row\":\"core\",\"sessions\":%zu,\"inputs_per_second\":%.0f,"
                "\"allocations_per_word\":%.3f}\n",
                pairs.size(), static_cast<double>(handled) / seconds,
                static_cast<double>(asked) / (static_cast<double>(handled) / 2));
    return 0;
}

double median_us(std::vector<Clock::duration>& times)
{
    std::ranges::sort(times);
    return std::chrono::duration<double, std::micro>(times[times.size() / 2]).count();
}

template <class Act>
Clock::duration timed(Act const& act)
{
    auto const began = Clock::now();
    act();
    return Clock::now() - began;
}

// The line keeps its length: who comes last replaces who left from its middle or was paired.
int line(std::size_t length)
{
    constexpr int tellings_told = 50;
    constexpr int acts_between = 20; // an evening's busiest second
    House house(2 * length + 1);
    std::deque<House::Visitor> waiting;
    auto const arrive = [&] {
        waiting.push_back(house.visitor());
        house.join(waiting.back());
    };
    while (waiting.size() < length)
        arrive();
    auto counsellor = house.counsellor();
    std::vector<Clock::duration> arrivals, departures, pairings, tellings;
    for (int telling = 0; telling < tellings_told; ++telling) {
        for (int act = 0; act < acts_between; ++act) {
            arrivals.push_back(timed(arrive));
            auto const middle = waiting.begin() + static_cast<std::ptrdiff_t>(length / 2);
            departures.push_back(timed([&] { house.leave(*middle); }));
            waiting.erase(middle);
        }
        pairings.push_back(timed([&] {
            house.receive(counsellor);
            house.accept(counsellor);
        }));
        waiting.pop_front();
        house.end(counsellor);
        arrive();
        house.wait(std::chrono::seconds(1));
        tellings.push_back(timed([&] { house.tick(); })); // or it would fall into an arrival
    }
    std::printf("{\"row\":\"line\",\"length\":%zu,\"arrival_us\":%.2f,\"departure_us\":%.2f,"
                "\"pairing_us\":%.2f,\"telling_us\":%.1f}\n",
                length, median_us(arrivals), median_us(departures), median_us(pairings),
                median_us(tellings));
    return 0;
}

int once(std::uint32_t count)
{
    House house(200);
    auto const pairs = talking(house, 1);
    for (std::uint32_t number = 1; number <= count; ++number)
        for (auto& input : exchange(house, pairs, number))
            house.give(std::move(input));
    return 0;
}

} // namespace
} // namespace bench

int main(int argc, char** argv)
{
    std::string_view const mode = argc > 1 ? argv[1] : "";
    auto const number = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0;
    if (mode == "words") return bench::words();
    if (mode == "line") return bench::line(number);
    if (mode == "once") return bench::once(static_cast<std::uint32_t>(number));
    std::fprintf(stderr, "bench_core: words, line LENGTH or once WORDS\n");
    return 64;
}
