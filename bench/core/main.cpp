// The pure core under a clock: how many words a second, how much memory is asked for on the way,
// and whether what one person does costs more in a long line than in a short one. Prints lines of
// JSON. Only the core is in the figures: inputs are made before.
//
//   bench_core words         a thousand sessions
//   bench_core line LENGTH   arrivals, departures and pairings at a line longer than 20
// and, for counted instructions (tests/instructions), with nothing else:
//   bench_core said WORDS    so many words in one session
//   bench_core moved ACTS    at a line of a thousand, so many times: one comes, one leaves its
//   middle,
//                            one is paired, and all are told where they stand
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

// A line that keeps its length: who comes last replaces who left from its middle or was paired.
class Line {
public:
    Line(std::size_t length, std::size_t counsellors) : house_(2 * length + 1)
    {
        while (waiting_.size() < length)
            arrive();
        while (counsellors_.size() < counsellors)
            counsellors_.push_back(house_.counsellor());
    }

    void arrive()
    {
        waiting_.push_back(house_.visitor());
        house_.join(waiting_.back());
    }

    House::Visitor take_middle()
    {
        auto const middle = waiting_.begin() + static_cast<std::ptrdiff_t>(waiting_.size() / 2);
        auto const visitor = *middle;
        waiting_.erase(middle);
        return visitor;
    }
    void leave(House::Visitor const& visitor) { house_.leave(visitor); }

    // Whoever stands in front, with one of the counsellors.
    void pair(std::size_t counsellor)
    {
        house_.receive(counsellors_.at(counsellor));
        house_.accept(counsellors_.at(counsellor));
        waiting_.pop_front();
    }
    void end_pair(std::size_t counsellor)
    {
        house_.end(counsellors_.at(counsellor));
        arrive();
    }

    // Everybody is told where they stand, apart, or it would fall into an arrival.
    void wait() { house_.wait(std::chrono::seconds(1)); }
    void tell() { house_.tick(); }

private:
    House house_;
    std::deque<House::Visitor> waiting_;
    std::vector<House::Counsellor> counsellors_;
};

// Of each kind between two tellings: an evening's busiest second.
constexpr std::size_t acts_between = 20;

int line(std::size_t length)
{
    constexpr int tellings_told = 50;
    Line line(length, acts_between);
    std::vector<Clock::duration> arrivals, departures, pairings, tellings;
    std::vector<Clock::duration> first_pairings; // since a telling; memory is cold
    for (int telling = 0; telling < tellings_told; ++telling) {
        for (std::size_t act = 0; act < acts_between; ++act) {
            auto& these = act == 0 ? first_pairings : pairings;
            these.push_back(timed([&] { line.pair(act); }));
            arrivals.push_back(timed([&] { line.arrive(); }));
            auto const middle = line.take_middle();
            departures.push_back(timed([&] { line.leave(middle); }));
        }
        line.wait();
        tellings.push_back(timed([&] { line.tell(); }));
        for (std::size_t act = 0; act < acts_between; ++act)
            line.end_pair(act);
    }
    std::printf("{\"row\":\"line\",\"length\":%zu,\"arrival_us\":%.2f,\"departure_us\":%.2f,"
                "\"pairing_us\":%.2f,\"first_pairing_us\":%.2f,\"telling_us\":%.1f}\n",
                length, median_us(arrivals), median_us(departures), median_us(pairings),
                median_us(first_pairings), median_us(tellings));
    return 0;
}

int said(std::uint32_t count)
{
    House house(200);
    auto const pairs = talking(house, 1);
    for (std::uint32_t number = 1; number <= count; ++number)
        for (auto& input : exchange(house, pairs, number))
            house.give(std::move(input));
    return 0;
}

int moved(std::size_t acts)
{
    constexpr std::size_t length = 1000;
    Line line(length, 1);
    for (; acts > 0; --acts) {
        line.arrive();
        line.leave(line.take_middle());
        line.pair(0);
        line.end_pair(0);
    }
    return 0;
}

} // namespace
} // namespace bench

int main(int argc, char** argv)
{
    std::string_view const mode = argc > 1 ? argv[1] : "";
    auto const number = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0;
    if (mode == "words") return bench::words();
    if (mode == "line" && number > bench::acts_between) return bench::line(number);
    if (mode == "said") return bench::said(static_cast<std::uint32_t>(number));
    if (mode == "moved") return bench::moved(number);
    std::fprintf(stderr, "bench_core: words, line LENGTH (beyond 20), said WORDS or moved ACTS\n");
    return 64;
}
