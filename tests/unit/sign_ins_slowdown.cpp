// Guessing passwords becomes slow, and nobody is ever locked out.
#include "staff/slowdown.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace std::chrono_literals;
using staff::Slowdown;

namespace {

staff::Time const evening{std::chrono::hours(24 * 365 * 50)};
constexpr std::uint64_t here = 1;
constexpr std::uint64_t elsewhere = 2;

} // namespace

TEST_CASE("mistyping a few times costs nothing")
{
    Slowdown slowdown({});
    CHECK(slowdown.wait("sora", here, evening) == 0s);
    slowdown.failed("sora", here, evening);
    slowdown.failed("sora", here, evening);
    CHECK(slowdown.wait("sora", here, evening) == 0s);
}

TEST_CASE("the wait for a name doubles up to half a minute, from wherever it is tried")
{
    Slowdown slowdown({});
    slowdown.failed("sora", here, evening);
    slowdown.failed("sora", here, evening);
    std::vector<staff::Duration> waits;
    for (int n = 0; n < 7; ++n) {
        slowdown.failed("sora", 100 + static_cast<std::uint64_t>(n), evening);
        waits.push_back(slowdown.wait("sora", elsewhere, evening));
    }
    CHECK(waits == std::vector<staff::Duration>{1s, 2s, 4s, 8s, 16s, 30s, 30s});
    CHECK(slowdown.wait("riku", elsewhere, evening) == 0s);

    SECTION("passes with time")
    {
        CHECK(slowdown.wait("sora", elsewhere, evening + 29s) == 1s);
        CHECK(slowdown.wait("sora", elsewhere, evening + 30s) == 0s);
    }
    SECTION("holds for any case of the letters")
    {
        CHECK(slowdown.wait("SoRa", elsewhere, evening) == 30s);
    }
    SECTION("is gone after the right password")
    {
        slowdown.succeeded("Sora");
        CHECK(slowdown.wait("sora", elsewhere, evening) == 0s);
    }
    SECTION("starts anew after a quiet quarter of an hour")
    {
        slowdown.failed("sora", elsewhere, evening + 15min);
        CHECK(slowdown.wait("sora", elsewhere, evening + 15min) == 0s);
    }
    SECTION("never grows beyond its bound, however often and whatever the clock says")
    {
        for (int n = 0; n < 10'000; ++n) {
            slowdown.failed("sora", here, evening);
        }
        CHECK(slowdown.wait("sora", elsewhere, evening) == 30s);
        CHECK(slowdown.wait("sora", elsewhere, evening - 24h) == 30s);
    }
}

TEST_CASE("an address that tries many names is slowed down, later than a name")
{
    Slowdown slowdown({});
    for (int n = 0; n < 9; ++n) {
        slowdown.failed("name" + std::to_string(n), here, evening);
    }
    CHECK(slowdown.wait("sora", here, evening) == 0s);
    slowdown.failed("name9", here, evening);
    CHECK(slowdown.wait("sora", here, evening) == 1s);
    CHECK(slowdown.wait("sora", elsewhere, evening) == 0s);

    SECTION("and one own account does not buy it out")
    {
        slowdown.succeeded("sora");
        CHECK(slowdown.wait("riku", here, evening) == 1s);
    }
}

TEST_CASE("what is remembered is bounded, and the longest unused is forgotten first")
{
    staff::SlowdownLimits const limits;
    Slowdown slowdown(limits);
    for (int n = 0; n < 3; ++n) {
        slowdown.failed("sora", here, evening);
    }
    for (std::size_t n = 0; n < 2 * limits.remembered; ++n) {
        slowdown.failed(std::string(1000, 'x') + std::to_string(n), elsewhere, evening);
        if (n % 1000 == 0) {
            slowdown.failed("riku", elsewhere, evening);
        }
    }
    CHECK(slowdown.size() == limits.remembered);
    CHECK(slowdown.wait("sora", here, evening) == 0s);
    CHECK(slowdown.wait("riku", here, evening) > 0s);
}
