// Seeded chance, the same on every machine. It knows nothing of desks.
#pragma once

#include <cstddef>
#include <cstdint>

namespace model {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    // SplitMix64: a few lines, and every seed is as good as another.
    std::uint64_t next()
    {
        state_ += 0x9e3779b97f4a7c15U;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool one_in(std::size_t bound) { return below(bound) == 0; }

    template <class List>
    auto const& pick(List const& list)
    {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

} // namespace model
