// A script: what a few people do at a desk and what each of them is told, as text that a counsellor
// can review. The format is in README.md. Read here, played by play.hpp; this knows no desk.
#pragma once

#include "desk/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace scripts {

enum class Role : std::uint8_t { visitor, counsellor, supervisor };

enum class Act : std::uint8_t {
    connects,
    says,
    hears,
    hears_nothing,
    loses,   // the network; the page is still there
    resumes, // the same page, on a new connection
    reloads, // another load of the page instead of this one, or after it
    opens_another,
    hides, // the page goes away and says so by beacon
    exits,
    signs_out,
    waits,
    server_is_killed, // and starts again
    server_stops,     // as it is told to, and starts again
};

// A value as it is written, and whether it stood in quotes: then it is text whatever it looks like.
struct Written {
    std::string text;
    bool quoted{};
};

struct Line {
    std::size_t number{}; // in the file
    std::string text;     // as it stands there
    Act act{};
    std::string person{}; // none for waits and kills
    Role role{};          // of connects
    bool older{};         // the page before the newest one hears this
    std::string type{};   // of the message that is said or heard
    std::map<std::string, Written> fields{};
    std::string with{}; // whose session is meant
    desk::Duration duration{};
    bool cut_changes_the_rest{}; // what follows is not played after a cut here
};

// How the desk is set up, as far as it differs from a demo desk that the house has opened.
struct Setting {
    desk::Settings settings{};
    bool opened = true; // by the house itself, at each start
    std::optional<desk::Duration> closes_in{};
    std::optional<std::string> next_opening{};
    std::vector<desk::Duration> waits{}; // of those who were served before, the oldest first
};

struct Script {
    std::string name;
    Setting setting;
    std::string core_only; // the reason, if it is for the core alone
    std::vector<Line> lines;
};

// Says the file and the line.
struct ScriptError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

Script read_script(std::filesystem::path const& file);
Script script_in(std::string const& name, std::string_view text);

} // namespace scripts
