// Guessing passwords becomes slow, and nobody is ever locked out.
#include "staff/slowdown.hpp"
#include "support/catch.hpp"

#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using staff::Slowdown;

namespace {

staff::Time const evening{std::chrono::hours(24 * 365 * 50)};
constexpr std::uint64_t here = 1;
constexpr std::uint64_t elsewhere = 2;
constexpr std::optional<std::uint64_t> none;

void failed(Slowdown& slowdown, std::string const& name, std::uint64_t address, staff::Time now)
{
    slowdown.begin(name, address);
    slowdown.end(name, address, staff::Guess::wrong, now);
}

void succeeded(Slowdown& slowdown, std::string const& name, std::uint64_t address, staff::Time now)
{
    slowdown.begin(name, address);
    slowdown.end(name, address, staff::Guess::right, now);
}

} // namespace

TEST_CASE("mistyping a few times costs nothing")
{
    Slowdown slowdown({});
    CHECK(slowdown.wait("sora", here, none, evening) == 0s);
    failed(slowdown, "sora", here, evening);
    failed(slowdown, "sora", here, evening);
    CHECK(slowdown.wait("sora", here, none, evening) == 0s);
}

TEST_CASE("the wait for a name doubles up to half a minute, from wherever it is tried")
{
    Slowdown slowdown({});
    failed(slowdown, "sora", here, evening);
    failed(slowdown, "sora", here, evening);
    std::vector<staff::Duration> waits;
    for (int n = 0; n < 7; ++n) {
        failed(slowdown, "sora", 100 + static_cast<std::uint64_t>(n), evening);
        waits.push_back(slowdown.wait("sora", elsewhere, none, evening));
    }
    CHECK(waits == std::vector<staff::Duration>{1s, 2s, 4s, 8s, 16s, 30s, 30s});
    CHECK(slowdown.wait("riku", elsewhere, none, evening) == 0s);

    SECTION("passes with time")
    {
        CHECK(slowdown.wait("sora", elsewhere, none, evening + 29s) == 1s);
        CHECK(slowdown.wait("sora", elsewhere, none, evening + 30s) == 0s);
    }
    SECTION("holds for any case of the letters")
    {
        CHECK(slowdown.wait("SoRa", elsewhere, none, evening) == 30s);
    }
    SECTION("is gone after the right password")
    {
        succeeded(slowdown, "Sora", here, evening);
        CHECK(slowdown.wait("sora", elsewhere, none, evening) == 0s);
    }
    SECTION("starts anew after a quiet quarter of an hour")
    {
        failed(slowdown, "sora", elsewhere, evening + 15min);
        CHECK(slowdown.wait("sora", elsewhere, none, evening + 15min) == 0s);
    }
    SECTION("never grows beyond its bound, however often and whatever the clock says")
    {
        for (int n = 0; n < 10'000; ++n) {
            failed(slowdown, "sora", here, evening);
        }
        CHECK(slowdown.wait("sora", elsewhere, none, evening) == 30s);
        CHECK(slowdown.wait("sora", elsewhere, none, evening - 24h) == 30s);
    }
}

TEST_CASE("an address that tries many names is slowed down, later than a name")
{
    Slowdown slowdown({});
    for (int n = 0; n < 9; ++n) {
        failed(slowdown, "name" + std::to_string(n), here, evening);
    }
    CHECK(slowdown.wait("sora", here, none, evening) == 0s);
    failed(slowdown, "name9", here, evening);
    CHECK(slowdown.wait("sora", here, none, evening) == 1s);
    CHECK(slowdown.wait("sora", elsewhere, none, evening) == 0s);

    SECTION("and one own account does not buy it out")
    {
        succeeded(slowdown, "sora", here, evening);
        CHECK(slowdown.wait("riku", here, none, evening) == 1s);
    }
}

TEST_CASE("what is remembered is bounded, and the longest unused is forgotten first")
{
    staff::SlowdownLimits const limits;
    Slowdown slowdown(limits);
    for (int n = 0; n < 3; ++n) {
        failed(slowdown, "sora", here, evening);
    }
    for (std::size_t n = 0; n < 2 * limits.remembered; ++n) {
        failed(slowdown, std::string(1000, 'x') + std::to_string(n), elsewhere, evening);
        if (n % 1000 == 0) {
            failed(slowdown, "riku", elsewhere, evening);
        }
    }
    CHECK(slowdown.size() == limits.remembered);
    CHECK(slowdown.wait("sora", here, none, evening) == 0s);
    CHECK(slowdown.wait("riku", here, none, evening) > 0s);
}

TEST_CASE("guesses side by side are no more than guesses one by one")
{
    Slowdown slowdown({});
    int let_through = 0;
    for (int n = 0; n < 32; ++n) {
        if (slowdown.wait("sora", here, none, evening) > 0s) continue;
        slowdown.begin("sora", here);
        ++let_through;
    }
    CHECK(let_through == 3);
    CHECK(slowdown.wait("sora", elsewhere, none, evening) == 1s);
    CHECK(slowdown.wait("sora", elsewhere, none, evening + 1h) == 1s); // still not judged

    SECTION("and count for good when they were wrong")
    {
        for (int n = 0; n < 3; ++n)
            slowdown.end("sora", here, staff::Guess::wrong, evening);
        CHECK(slowdown.wait("sora", elsewhere, none, evening) == 1s);
        CHECK(slowdown.wait("sora", elsewhere, none, evening + 1s) == 0s);
        slowdown.begin("sora", elsewhere);
        CHECK(slowdown.wait("sora", here, none, evening + 1s) == 2s);
    }
    SECTION("are forgiven when the password was right")
    {
        slowdown.end("sora", here, staff::Guess::right, evening);
        CHECK(slowdown.wait("sora", here, none, evening) == 0s);
        slowdown.end("sora", here, staff::Guess::right, evening);
        slowdown.end("sora", here, staff::Guess::right, evening);
        CHECK(slowdown.size() == 0);
    }
    SECTION("and are as if they had not been when nobody looked at them")
    {
        for (int n = 0; n < 3; ++n)
            slowdown.end("sora", here, staff::Guess::unjudged, evening);
        CHECK(slowdown.wait("sora", here, none, evening) == 0s);
        CHECK(slowdown.size() == 0);
    }
}

TEST_CASE("names side by side from one address are no more than one by one")
{
    Slowdown slowdown({});
    int let_through = 0;
    for (int n = 0; n < 32; ++n) {
        auto const name = "name" + std::to_string(n);
        if (slowdown.wait(name, here, none, evening) > 0s) continue;
        slowdown.begin(name, here);
        ++let_through;
    }
    CHECK(let_through == 10);
    CHECK(slowdown.wait("sora", elsewhere, none, evening) == 0s);
}

TEST_CASE("what was forgotten while it was judged is not counted below nothing")
{
    Slowdown slowdown({.remembered = 2});
    slowdown.begin("sora", here);
    slowdown.begin("riku", elsewhere);
    slowdown.end("sora", here, staff::Guess::unjudged, evening);
    slowdown.end("riku", elsewhere, staff::Guess::wrong, evening);
    CHECK(slowdown.size() == 2);
    CHECK(slowdown.wait("riku", elsewhere, none, evening) == 0s);
}

TEST_CASE("an address whose hash has changed is still slowed down for what it did before")
{
    constexpr std::uint64_t here_now = 11;
    Slowdown slowdown({});
    for (int n = 0; n < 9; ++n)
        failed(slowdown, "name" + std::to_string(n), here, evening);
    CHECK(slowdown.wait("sora", here_now, here, evening + 1s) == 0s);
    failed(slowdown, "name9", here_now, evening + 1s);
    CHECK(slowdown.wait("sora", here_now, here, evening + 1s) == 1s);
    CHECK(slowdown.wait("sora", here_now, none, evening + 1s) == 0s);
    CHECK(slowdown.wait("sora", elsewhere, none, evening + 1s) == 0s);

    SECTION("until that is forgotten")
    {
        failed(slowdown, "name10", here_now, evening + 14min);
        CHECK(slowdown.wait("sora", here_now, here, evening + 14min) > 0s);
        failed(slowdown, "name11", here_now, evening + 15min);
        CHECK(slowdown.wait("sora", here_now, here, evening + 15min) == 0s);
    }
    SECTION("also for guesses that are not judged yet")
    {
        for (int n = 0; n < 3; ++n)
            slowdown.begin("other" + std::to_string(n), here);
        CHECK(slowdown.wait("sora", here_now, here, evening + 1min) == 8s);
    }
}
