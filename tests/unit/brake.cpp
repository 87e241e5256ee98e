// The ladder for people who ask for a place: nothing, a wait, a puzzle, and other places to turn
// to.
#include "app/brake.hpp"

#include "app/puzzle.hpp"
#include "protocol/codec.hpp"
#include "support/catch.hpp"

#include <string>

namespace {

using namespace app;
using namespace std::chrono_literals;

constexpr BrakeLimits few{{3, 0.5}, 2, {10, 1}, {4, 0.5}, 4};

Brake::Time at(std::chrono::milliseconds since)
{
    return Brake::Time{} + 1h + since;
}

// What `count` requests from one address are answered, a letter each.
std::string asked(Brake& brake, std::uint64_t address, int count, std::chrono::milliseconds since)
{
    std::string rungs;
    for (int i = 0; i < count; ++i)
        rungs += "nwph"[static_cast<std::size_t>(brake.asked(address, {}, at(since)))];
    return rungs;
}

TEST_CASE("who asks often waits, then solves puzzles, and is never refused")
{
    Brake brake(BrakeLimits{{3, 0.5}, 2, {1000, 1}, {4, 0.5}, 4});
    CHECK(asked(brake, 1, 12, 0s) == "nnnwwppppppp");
    CHECK(asked(brake, 2, 1, 0s) == "n");
    CHECK(asked(brake, 1, 500, 0s).find('h') == std::string::npos);
}

TEST_CASE("an address that has become calm is as any other, soon")
{
    Brake brake(BrakeLimits{{3, 0.5}, 2, {1000, 1}, {4, 0.5}, 4});
    asked(brake, 1, 900, 0s);
    CHECK(asked(brake, 1, 1, 1s) == "p");
    CHECK(asked(brake, 1, 1, 11s) == "n"); // at most 7 missing, two seconds each
}

TEST_CASE("an address that is raised solves puzzles for some seconds, and then is as any other")
{
    Brake brake(BrakeLimits{{3, 0.5}, 2, {1000, 1}, {4, 0.5}, 4});
    brake.raise(1, {}, at(0s));
    CHECK(asked(brake, 1, 1, 0s) == "p");
    CHECK(asked(brake, 2, 1, 0s) == "n");
    CHECK(asked(brake, 1, 1, 20s) == "n"); // seven missing, two seconds each, and no more
    brake.raise(1, {}, at(21s));
    brake.raise(1, {}, at(21s));
    CHECK(asked(brake, 1, 1, 21s) == "p");
    CHECK(asked(brake, 1, 1, 37s) == "n");
}

TEST_CASE("an address stays raised under its next hash")
{
    Brake brake(BrakeLimits{{3, 0.5}, 2, {1000, 1}, {4, 0.5}, 4});
    brake.raise(1, {}, at(0s));
    CHECK(brake.asked(11, 1, at(0s)) == Rung::puzzle);
    CHECK(brake.size() == 1);
}

TEST_CASE("when many addresses ask, everybody new solves a puzzle until it is calm again")
{
    Brake brake(few);
    for (std::uint64_t address = 1; address <= 10; ++address)
        CHECK(asked(brake, address, 1, 0s) == "n");
    CHECK(brake.house_is_slow(at(0s)));
    CHECK(asked(brake, 99, 1, 0s) == "p");
    CHECK(asked(brake, 98, 1, 500ms) == "p");
    CHECK(brake.house_is_slow(at(500ms)));
    CHECK_FALSE(brake.house_is_slow(at(3s)));
    CHECK(asked(brake, 97, 1, 3s) == "n");
}

TEST_CASE("a flood from one address is no flood for the others")
{
    Brake brake(few);
    asked(brake, 1, 500, 0s);
    CHECK_FALSE(brake.house_is_slow(at(0s)));
    CHECK(asked(brake, 2, 1, 0s) == "n");
}

TEST_CASE("a flood that goes on for long is over as soon as one that was short")
{
    Brake brake(few);
    for (int second = 0; second < 600; ++second)
        for (std::uint64_t address = 1; address <= 50; ++address)
            asked(brake, address, 1, std::chrono::seconds(second));
    CHECK(brake.house_is_slow(at(599s)));
    CHECK_FALSE(brake.house_is_slow(at(602s)));
}

TEST_CASE("only who is let in by thousands is shown other places")
{
    Brake brake(few);
    for (int i = 0; i < 4; ++i)
        CHECK(brake.solved(at(0s)) == Rung::none);
    CHECK(brake.solved(at(0s)) == Rung::help);
    CHECK(brake.solved(at(1900ms)) == Rung::help);
    CHECK(brake.solved(at(2s)) == Rung::none);
}

TEST_CASE("what was counted under the hash before counts on, and once")
{
    Brake brake(BrakeLimits{{3, 0.5}, 2, {1000, 1}, {4, 0.5}, 4});
    asked(brake, 1, 20, 0s);
    CHECK(brake.asked(71, 1, at(0s)) == Rung::puzzle);
    CHECK(brake.size() == 1);
    CHECK(brake.asked(71, 1, at(0s)) == Rung::puzzle);
    CHECK(brake.asked(1, {}, at(0s)) == Rung::none); // nobody's any more
}

TEST_CASE("no more addresses are remembered than that")
{
    Brake brake(BrakeLimits{{3, 0.5}, 2, {1'000'000, 1}, {4, 0.5}, 4});
    asked(brake, 1, 20, 0s);
    for (std::uint64_t address = 100; address < 1100; ++address) {
        asked(brake, address, 1, 0s);
        CHECK(brake.size() <= 4);
        if (address < 1000) CHECK(asked(brake, 1, 1, 0s) == "p"); // it is still busy
    }
    CHECK(asked(brake, 1, 1, 0s) == "n");
}

std::uint32_t solution_of(Puzzle const& puzzle, Puzzle::Time now)
{
    std::uint32_t number = 0;
    while (!puzzle.answered(number, now))
        ++number;
    return number;
}

protocol::PuzzleSalt salt(std::uint8_t of)
{
    protocol::PuzzleSalt made;
    made.bytes.fill(of);
    return made;
}

TEST_CASE("a puzzle is answered by its own solution in its own time")
{
    Puzzle const puzzle(salt(1), 8, 20s, at(0s));
    auto const solution = solution_of(puzzle, at(0s));
    CHECK(puzzle.answered(solution, at(119s)));
    CHECK_FALSE(puzzle.answered(solution, at(120s)));
    CHECK_FALSE(puzzle.answered(solution + 1, at(1s)));
    CHECK_FALSE(Puzzle(salt(2), 8, 20s, at(0s)).answered(solution, at(1s)));
    CHECK(protocol::encode(puzzle.told()) ==
          protocol::encode(protocol::visitor::Puzzle{salt(1), 8, 20}));
}

TEST_CASE("who cannot solve it has waited long enough, and not before")
{
    Puzzle const puzzle(salt(1), 8, 20s, at(0s));
    CHECK_FALSE(puzzle.answered({}, at(19949ms)));
    CHECK(puzzle.answered({}, at(19950ms)));
    CHECK_FALSE(puzzle.answered({}, at(120s)));
    Puzzle const wait(salt(1), 0, 2s, at(0s));
    CHECK_FALSE(wait.answered({}, at(1s)));
    CHECK_FALSE(wait.answered(0, at(1s))); // nothing solves what asks for nothing
    CHECK(wait.answered({}, at(2s)));
}

} // namespace
