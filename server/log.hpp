// The one way to say something about the running program: an event and its fields, written to
// standard output as one line of JSON each.
//
// What may be a field: counts, durations, codes of ours, paths of the operator's own files. What
// never gets in: names of people (aliases and sign-in names too), words, addresses, passes, tokens,
// texts that came over the wire, and what the database says about a statement (it repeats values).
// A sealed word has no conversion to a Field, so logging one does not compile; the rest is this
// rule.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace logs {

enum class Level { debug, info, warning, error };

// One name and value of an event: logs::event(Level::info, "listening", {{"port", 8080}}). Views
// must live until `event` returns. `time`, `level` and `event` are taken.
struct Field {
    using Value = std::variant<std::int64_t, std::uint64_t, double, bool, std::string_view>;

    template <class T>
    requires std::same_as<T, bool> Field(std::string_view field, T b) : name(field), value(b) {}
    template <std::signed_integral T>
    Field(std::string_view field, T n) : name(field), value(std::int64_t{n})
    {
    }
    template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>) Field(std::string_view field, T n)
        : name(field), value(std::uint64_t{n})
    {
    }
    Field(std::string_view field, double x) : name(field), value(x) {}
    Field(std::string_view field, std::string_view code) : name(field), value(code) {}
    template <class T>
    requires std::convertible_to<T const&, std::string_view> Field(std::string_view field,
                                                                   T const& code)
        : name(field), value(std::string_view(code))
    {
    }

    std::string_view name;
    Value value;
};

struct Settings {
    Level least = Level::info;
    // Lines waiting for a slow reader of standard output. Beyond it the oldest are dropped and
    // counted: the decisions of the house never wait for a log. 8192 lines are about 1 MiB.
    std::size_t waiting_lines = 8192;
};

// From here on events are written, by a thread of their own. Called before any worker starts.
void start(Settings settings);

// Writes what still waits and how many lines were dropped, then falls silent. Called when no other
// thread speaks any more; also right without `start`.
void stop();

// Lines dropped since `start` because standard output was too slow.
[[nodiscard]] std::size_t dropped_lines();

// Says that something happened, from any thread. Never waits and never throws. Before `start` and
// after `stop` nothing is written, so tests stay quiet.
void event(Level level, std::string_view event, std::initializer_list<Field> fields = {}) noexcept;

} // namespace logs
