// What the log writes: one JSON object a line, whatever is in a field, and never a wait. Here
// because no pure room has a log.
#include "log.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

// The lines that standard output got while `says` ran between start and stop.
std::vector<boost::json::object> lines_of(logs::Settings settings, auto says)
{
    std::fflush(stdout);
    int const kept = dup(STDOUT_FILENO);
    auto* const file = std::tmpfile();
    REQUIRE(file != nullptr);
    dup2(fileno(file), STDOUT_FILENO);
    logs::start(settings);
    says();
    logs::stop();
    std::fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);

    std::string text;
    std::rewind(file);
    for (int byte = std::fgetc(file); byte != EOF; byte = std::fgetc(file)) {
        text.push_back(static_cast<char>(byte));
    }
    std::fclose(file);
    std::vector<boost::json::object> lines;
    for (std::size_t start = 0; start < text.size();) {
        auto const end = text.find('\n', start);
        REQUIRE(end != std::string::npos);
        lines.push_back(boost::json::parse(text.substr(start, end - start)).as_object());
        start = end + 1;
    }
    return lines;
}

// With 9 for each digit.
std::string shape_of(std::string_view text)
{
    std::string shape(text);
    std::replace_if(
        shape.begin(), shape.end(), [](char letter) { return letter >= '0' && letter <= '9'; },
        '9');
    return shape;
}

} // namespace

TEST_CASE("an event is one line of JSON with time, level, name and fields")
{
    auto const lines = lines_of({}, [] {
        logs::event(logs::Level::warning, "tried",
                    {{"small", 1},
                     {"negative", std::int64_t{-5}},
                     {"large", std::numeric_limits<std::uint64_t>::max()},
                     {"half", 0.5},
                     {"endless", std::numeric_limits<double>::infinity()},
                     {"yes", true},
                     {"code", "slow"},
                     {"text", std::string("\"a\"\n\t\0{}\\窓", 12)}});
        logs::event(logs::Level::error, "bare");
    });
    REQUIRE(lines.size() == 2);
    auto const& first = lines[0];
    CHECK(shape_of(first.at("time").as_string()) == "9999-99-99T99:99:99.999Z");
    CHECK(first.at("level") == "warning");
    CHECK(first.at("event") == "tried");
    CHECK(first.at("small") == 1);
    CHECK(first.at("negative") == -5);
    CHECK(first.at("large") == std::numeric_limits<std::uint64_t>::max());
    CHECK(first.at("half") == 0.5);
    CHECK(first.at("endless").is_null());
    CHECK(first.at("yes") == true);
    CHECK(first.at("code") == "slow");
    CHECK(first.at("text").as_string() == boost::json::string_view("\"a\"\n\t\0{}\\窓", 12));
    CHECK(lines[1].size() == 3);
}

TEST_CASE("what is below the least level is not written, nor anything outside of start and stop")
{
    logs::event(logs::Level::error, "before");
    auto const lines = lines_of({.least = logs::Level::warning}, [] {
        logs::event(logs::Level::info, "too_small");
        logs::event(logs::Level::warning, "enough");
    });
    logs::event(logs::Level::error, "after");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].at("event") == "enough");
    logs::stop();
}

TEST_CASE("a reader that does not read costs lines, not time, and the lines are counted")
{
    constexpr std::size_t bound = 16;
    constexpr std::size_t events = 20'000;
    // Nobody reads the pipe, so its 64 KiB are soon full and the writer stands still.
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    std::fflush(stdout);
    int const kept = dup(STDOUT_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[1]);
    logs::start({.waiting_lines = bound});
    for (std::size_t n = 0; n < events; ++n) {
        logs::event(logs::Level::info, "much", {{"n", n}});
    }
    auto const dropped = logs::dropped_lines();
    // Now somebody reads, else `stop` would rightly wait for the last lines.
    std::string read_text;
    std::thread reader([&] {
        std::array<char, 4096> some{};
        for (ssize_t got = 0; (got = read(ends[0], some.data(), some.size())) > 0;) {
            read_text.append(some.data(), static_cast<std::size_t>(got));
        }
    });
    logs::stop();
    dup2(kept, STDOUT_FILENO); // the pipe's last writer
    close(kept);
    reader.join();
    close(ends[0]);
    auto const lines = std::count(read_text.begin(), read_text.end(), '\n');
    CHECK(static_cast<std::size_t>(lines) < events / 2);
    CHECK(read_text.find("\"n\":19999}") != std::string::npos);
    CHECK(read_text.find("\"log_lines_dropped\"") != std::string::npos);
    CHECK(dropped > events / 2);
}
