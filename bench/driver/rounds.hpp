// One round of words over the pairs of one server, and what it cost.
#pragma once

#include "bench/driver/company.hpp"

#include <cstdint>
#include <vector>

namespace bench {

struct Round {
    double seconds{};
    std::uint64_t words{};  // that have come
    std::uint64_t frames{}; // that the server has sent
    std::int64_t server_ns{};
    std::int64_t driver_ns{};
    std::uint64_t braked{};              // words that waited because a page may not say more
    std::vector<std::uint32_t> delays{}; // ns from when a word was due, in order; open loop only
};

// Each pair has `at_once` words on the way; the next ones go when the last is confirmed. Pairs take
// turns in who talks, also from round to round.
Round closed_loop(Loop& loop, Company& company, std::uint32_t at_once, Duration time, int round);

// So many words a second, over all pairs in turn, whether or not those before have come.
Round open_loop(Loop& loop, Company& company, double words_per_second, Duration time, int round);

} // namespace bench
