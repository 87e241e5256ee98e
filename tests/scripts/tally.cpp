#include "scripts/tally.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace scripts {

bool Tally::count(std::string const& kind, std::function<void()> const& play)
{
    constexpr std::size_t readable = 20;
    auto& counts = kinds_[kind];
    try {
        play();
        ++counts.kept;
        return true;
    } catch (std::runtime_error const& failure) {
        if (++counts.broken <= readable)
            std::printf("FAILED  %s: %s\n", kind.c_str(), failure.what());
        return false;
    }
}

bool Tally::write() const
{
    Counts all;
    for (auto const& [kind, counts] : kinds_) {
        std::printf("%-44s %5zu hold, %zu do not\n", kind.c_str(), counts.kept, counts.broken);
        all.kept += counts.kept;
        all.broken += counts.broken;
    }
    if (auto const* const result = std::getenv("RESULT"))
        std::ofstream(result, std::ios::app)
            << "passed " << all.kept << "\nfailed " << all.broken << '\n';
    return all.broken == 0;
}

} // namespace scripts
