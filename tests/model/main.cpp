// Seeded evenings at a desk, played against the naive reference (reference.hpp) and the invariants
// of the house. Says which seed breaks what, with the shortest sequence, and what was reached.
//
//     YORISOI_MODEL_RUNS  how many seeds (300)
//     YORISOI_SEED        begins with this one, and plays it only if the number is not said
//
// 0: all hold; 1: something does not; 2: it was asked wrongly.
#include "model/play.hpp"

#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr std::uint64_t everyday_runs = 300;

// What happens may be rare, but not so rare that nobody would notice it breaking.
constexpr std::uint64_t long_runs = 10'000;
constexpr std::uint64_t seen_in_long_runs = 100;

std::optional<std::uint64_t> from_environment(char const* name)
{
    auto const* const text = std::getenv(name);
    if (text == nullptr || *text == '\0') return std::nullopt;
    std::uint64_t number = 0;
    auto const* const end = text + std::strlen(text);
    auto const [stop, error] = std::from_chars(text, end, number);
    if (error != std::errc{} || stop != end) {
        std::fprintf(stderr, "%s is not a number\n", name);
        std::exit(2);
    }
    return number;
}

// False when something that can happen was not seen often enough.
bool print_hits(model::Tally const& tally)
{
    auto const least = tally.runs >= long_runs ? seen_in_long_runs : 1;
    auto well = true;
    for (auto const& [name, seen, cannot_happen] : tally.hits.rows()) {
        auto const as_it_should = cannot_happen ? seen == 0 : seen >= least;
        well = well && as_it_should;
        std::printf("%s %10" PRIu64 "  %s%s%s\n", as_it_should ? "  " : "! ", seen, name.c_str(),
                    cannot_happen ? ": " : "", cannot_happen ? cannot_happen : "");
    }
    return well;
}

} // namespace

int main()
{
    auto const first = from_environment("YORISOI_SEED");
    auto const number = from_environment("YORISOI_MODEL_RUNS");
    auto const only = first && !number;
    auto const runs = number.value_or(only ? 1 : everyday_runs);
    model::Tally tally;
    auto const failed = model::failing_seed(first.value_or(1), runs, tally);
    std::printf("%" PRIu64 " runs, %" PRIu64 " inputs\n", tally.runs, tally.inputs);
    if (failed) {
        std::printf("FAILED  YORISOI_SEED=%" PRIu64 "; the shortest sequence:\n", *failed);
        model::tell_shortest();
        return 1;
    }
    if (only || print_hits(tally)) return 0;
    std::puts("FAILED  what is marked can happen and is not reached often enough");
    return 1;
}
