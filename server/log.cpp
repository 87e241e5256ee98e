// Events become lines of JSON here and go into spdlog's bounded queue; its one thread writes them.
#include "log.hpp"

#include <boost/json.hpp>
#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

namespace logs {
namespace {

// The one exception from "no globals": every room says things, and none should carry a logger
// through its constructors for it.
std::shared_ptr<spdlog::details::thread_pool> writer;
std::shared_ptr<spdlog::async_logger> logger;
Level least_level = Level::info;

std::string_view level_name(Level level)
{
    constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    return names.at(static_cast<std::size_t>(level));
}

std::string utc(std::chrono::system_clock::time_point now)
{
    using namespace std::chrono;
    auto const time = floor<milliseconds>(now);
    auto const day = floor<days>(time);
    year_month_day const date(day);
    hh_mm_ss const clock(time - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text.data();
}

boost::json::value json_of(Field::Value const& value)
{
    if (auto const* const number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
        return nullptr; // JSON has no other word for it
    }
    return std::visit([](auto const& one) { return boost::json::value(one); }, value);
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields)
{
    boost::json::object line{{"time", utc(std::chrono::system_clock::now())},
                             {"level", level_name(level)},
                             {"event", event}};
    for (auto const& field : fields) {
        line.emplace(field.name, json_of(field.value));
    }
    // One spdlog level for all: ours is in the line, and filtering is done before.
    logger->log(spdlog::level::critical, spdlog::string_view_t(boost::json::serialize(line)));
}

} // namespace

void start(Settings settings)
{
    least_level = settings.least;
    writer = std::make_shared<spdlog::details::thread_pool>(settings.waiting_lines, 1);
    logger = std::make_shared<spdlog::async_logger>(
        "yorisoi", std::make_shared<spdlog::sinks::stdout_sink_mt>(), writer,
        spdlog::async_overflow_policy::overrun_oldest);
    logger->set_pattern("%v");
}

void stop()
{
    if (!logger) {
        return;
    }
    if (auto const lines = dropped_lines()) {
        write(Level::warning, "log_lines_dropped", {{"lines", lines}});
    }
    logger.reset();
    writer.reset(); // its thread empties the queue before it ends
}

std::size_t dropped_lines()
{
    return writer ? writer->overrun_counter() : 0;
}

void event(Level level, std::string_view event, std::initializer_list<Field> fields) noexcept
{
    if (!logger || level < least_level) {
        return;
    }
    try {
        write(level, event, fields);
    } catch (...) {
        // Out of memory, at most. Whoever only wanted to say something goes on.
    }
}

} // namespace logs
