#include "model/play.hpp"

#include "model/world.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <new>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace model {

namespace {

constexpr unsigned patience_seconds = 60; // for one run; an endless one is a failure
constexpr std::size_t usual_steps = 600;
constexpr std::size_t most_steps = 3 * usual_steps; // in a busy house

// What a process leaves behind, however it ends.
struct Left {
    Tally tally;
    std::uint64_t seed{};
    std::array<Step, most_steps> steps{};
    std::size_t count{};
};

Left& left()
{
    static auto* const memory = [] {
        auto* const place =
            mmap(nullptr, sizeof(Left), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (place == MAP_FAILED) throw std::runtime_error("no shared memory");
        return new (place) Left;
    }();
    return *memory;
}

enum class Speech { aloud, silent };

// False when the work broke a promise, or the process.
bool in_a_process(Speech speech, std::function<void()> const& work)
{
    std::fflush(nullptr);
    auto const child = fork();
    if (child < 0) throw std::runtime_error("no further process");
    if (child == 0) {
        if (speech == Speech::silent) dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        try {
            work();
        } catch (std::exception const& broken) {
            std::fprintf(stderr, "  * %s\n", broken.what());
            _exit(EXIT_FAILURE);
        }
        _exit(EXIT_SUCCESS);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) throw std::runtime_error("lost a process");
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

// The steps are drawn while they are played, and written down first.
std::uint64_t play_seed(std::uint64_t seed, Tally& tally)
{
    Chance chance(~seed);
    World world(seed, tally.hits);
    auto const most = world.house() == House::busy ? most_steps : usual_steps;
    auto const wanted = most - chance.below(180);
    auto& steps = left().steps;
    for (left().count = 0; left().count < wanted;) {
        auto& step = steps.at(left().count);
        step = world.draw(chance);
        if (++left().count == wanted) step = Step{Act::come_to_rest};
        world.play(step);
    }
    ++tally.runs;
    tally.inputs += world.inputs();
    return world.fingerprint();
}

void play_steps(Steps const& steps, Speech speech)
{
    Hits nobody_counts;
    World world(left().seed, nobody_counts);
    if (speech == Speech::aloud) world.tell_story();
    for (auto const& step : steps)
        world.play(step);
}

bool fails(Steps const& steps)
{
    return !in_a_process(Speech::silent, [&] {
        alarm(patience_seconds);
        play_steps(steps, Speech::silent);
    });
}

// Leaves out ever smaller pieces, as long as something can be left out.
Steps shortened(Steps steps)
{
    auto size = std::max<std::size_t>(steps.size() / 2, 1);
    for (auto progress = true; progress || size > 1;) {
        if (!progress) size /= 2;
        progress = false;
        for (std::size_t at = 0; at < steps.size();) {
            auto fewer = steps;
            auto const begin = fewer.begin() + static_cast<std::ptrdiff_t>(at);
            auto const count = std::min(size, fewer.size() - at);
            fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
            if (fails(fewer)) {
                steps = std::move(fewer);
                progress = true;
            } else {
                at += size;
            }
        }
    }
    return steps;
}

} // namespace

std::optional<std::uint64_t> failing_seed(std::uint64_t first, std::uint64_t runs, Tally& tally)
{
    constexpr std::uint64_t twice = 10; // one of so many is played a second time
    auto& shared = left();              // before the process parts
    auto const well = in_a_process(Speech::aloud, [&] {
        for (auto seed = first; seed < first + runs; ++seed) {
            shared.seed = seed;
            alarm(patience_seconds);
            auto const once = play_seed(seed, shared.tally);
            if ((seed - first) % twice != 0) continue;
            Tally nobody_counts;
            if (play_seed(seed, nobody_counts) != once)
                throw Broken("the same seed, played again, told something else");
        }
    });
    tally = shared.tally;
    return well ? std::nullopt : std::optional(shared.seed);
}

void tell_shortest()
{
    auto const& all = left().steps;
    auto const steps =
        shortened({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(left().count)});
    in_a_process(Speech::aloud, [&] { play_steps(steps, Speech::aloud); });
}

} // namespace model
