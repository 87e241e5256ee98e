// Plays the scripts of a folder and the failures derived from them: `core` in the pure core, all of
// them; `wire` against the real server that the part has started, failures by sample unless LONG.
#include "scripts/core_house.hpp"
#include "scripts/failures.hpp"
#include "scripts/play.hpp"
#include "scripts/tally.hpp"
#include "scripts/wire_house.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace scripts;
using Path = std::filesystem::path;

// Every so manieth line of all scripts together is tried against the real server: each takes about
// a second, and the whole part five minutes.
constexpr std::size_t cut_sample = 16;
constexpr std::size_t kill_sample = 32;

std::vector<Path> chats_in(Path const& folder)
{
    std::vector<Path> files;
    for (auto const& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".chat") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string environment(char const* name)
{
    auto const* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

void play_whole(House& house, Script const& script)
{
    Player player(house, script);
    for (auto const& line : script.lines)
        player.play(line, Extras::refused);
    player.finish();
}

// The first line of a script that must be refused says where: "# Refused at line 3: …".
void check_refused(Path const& file)
{
    auto const name = file.filename().string();
    std::ifstream stream(file);
    std::string word;
    std::string number;
    stream >> word >> word >> word >> word >> number; // with its colon
    try {
        read_script(file);
    } catch (ScriptError const& error) {
        if (std::string(error.what()).starts_with(name + ":" + number)) return;
        throw Failure(name + " is refused elsewhere: " + error.what());
    }
    throw Failure(name + " is not refused");
}

void play_in_core(Script const& script, Tally& tally)
{
    CoreHouse whole;
    CoreHouse restated(Journal::restated);
    if (!tally.count("core: scripts", [&] { play_whole(whole, script); })) return;
    for (std::size_t at = 0; at < script.lines.size(); ++at) {
        if (can_be_cut(script.lines[at]))
            tally.count("core: a connection is cut", [&] { cut_after(whole, script, at); });
        tally.count("core: the server is killed", [&] { kill_after(whole, script, at); });
        tally.count("core: killed in a new piece of the journal",
                    [&] { kill_after(restated, script, at); });
    }
}

class OnTheWire {
public:
    OnTheWire(WireHouse& house, Tally& tally) : house_(house), tally_(tally) {}

    void play(Script const& script)
    {
        if (!script.core_only.empty()) return;
        if (!tally_.count("wire: scripts", [&] { play_whole(house_, script); })) return;
        for (std::size_t at = 0; at < script.lines.size(); ++at, ++lines_) {
            if (drawn(cut_sample) && can_be_cut(script.lines[at]))
                tally_.count("wire: a connection is cut", [&] { cut_after(house_, script, at); });
            if (drawn(kill_sample))
                tally_.count("wire: the server is killed", [&] { kill_after(house_, script, at); });
        }
    }

private:
    bool drawn(std::size_t sample) const { return all_ || lines_ % sample == sample / 2; }

    WireHouse& house_;
    Tally& tally_;
    bool all_ = !environment("LONG").empty();
    std::size_t lines_ = 0; // so far, of all scripts
};

} // namespace

int main(int count, char** arguments)
{
    auto const where = std::string(count > 2 ? arguments[1] : "");
    if (where != "core" && where != "wire") {
        std::fputs("scripts_tests core|wire FOLDER [SCRIPT]\n", stderr);
        return 64;
    }
    Path const folder = arguments[2];
    std::optional<WireHouse> server;
    if (where == "wire") {
        server.emplace(environment("HOUSE"),
                       static_cast<std::uint16_t>(std::stoul(environment("SERVER_PORT"))));
        std::istringstream staff(environment("STAFF"));
        server->prepare({std::istream_iterator<std::string>(staff), {}});
    }
    Tally tally;
    std::optional<OnTheWire> wire;
    if (server) wire.emplace(*server, tally);
    for (auto const& file : chats_in(folder / "evenings")) {
        if (count > 3 && file.filename() != arguments[3]) continue;
        Script script;
        if (!tally.count("scripts are read", [&] { script = read_script(file); })) continue;
        if (wire)
            wire->play(script);
        else
            play_in_core(script, tally);
    }
    if (!server)
        for (auto const& file : chats_in(folder / "refused"))
            tally.count("scripts are refused", [&] { check_refused(file); });
    return tally.write() ? 0 : 1;
}
