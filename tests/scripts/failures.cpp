#include "scripts/failures.hpp"

#include "scripts/play.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace scripts {

namespace {

using namespace std::chrono_literals;

// Long enough for every grace, offer and wrap-up of everybody who is still there.
constexpr desk::Duration afterwards = 2h;

void play_until(Player& player, Script const& script, std::size_t index)
{
    for (std::size_t at = 0; at <= index; ++at)
        player.play(script.lines[at], Extras::refused);
}

std::string place(Script const& script, std::size_t index)
{
    auto const& line = script.lines[index];
    return script.name + ":" + std::to_string(line.number) + ": after '" + line.text + "' ";
}

// What is told may still be on its way.
void require_standing(House& house, Player& player, std::string const& name, Standing const& before,
                      std::string const& when)
{
    std::string complaint;
    for (auto left = house.patience(); left > 0; --left, house.moment()) {
        complaint = before.complaint_about(player.standing(name));
        if (complaint.empty()) return;
    }
    throw Failure(when + "and a return " + name + " " + complaint);
}

void require_heard_more(House& house, Player& player, std::string const& name,
                        std::string const& type, std::size_t before, std::string const& when)
{
    for (auto left = house.patience(); left > 0; --left, house.moment())
        if (player.times_heard(name, type) > before) return;
    throw Failure(when + name + " is not told " + type);
}

} // namespace

bool can_be_cut(Line const& line)
{
    return !line.person.empty() && !line.older && line.act != Act::loses &&
           line.act != Act::hides && line.act != Act::exits && line.act != Act::signs_out;
}

void cut_after(House& house, Script const& script, std::size_t index)
{
    auto const& name = script.lines[index].person;
    Player player(house, script);
    play_until(player, script, index);
    player.settle();
    auto const connected = player.connected();
    if (std::find(connected.begin(), connected.end(), name) == connected.end()) return;
    auto const when = place(script, index) + name + " is cut off, ";
    auto const before = player.standing(name);
    auto const peers = player.peers(name);
    std::map<std::string, std::size_t> away;
    std::map<std::string, std::size_t> back;
    for (auto const& peer : peers) {
        away[peer] = player.times_heard(peer, "peer_away");
        back[peer] = player.times_heard(peer, "peer_back");
    }
    player.cut(name);
    for (auto const& peer : peers)
        require_heard_more(house, player, peer, "peer_away", away[peer], when);
    player.resume(name);
    require_standing(house, player, name, before, when);
    auto const still = player.peers(name); // not in a thread whose ask went with the connection
    for (auto const& peer : peers)
        if (std::find(still.begin(), still.end(), peer) != still.end())
            require_heard_more(house, player, peer, "peer_back", back[peer], when);
    if (script.lines[index].cut_changes_the_rest) return;
    player.settle(); // an offer that was given back may come anew
    try {
        for (auto at = index + 1; at < script.lines.size(); ++at)
            player.play(script.lines[at], Extras::passed_over);
    } catch (Failure const& failure) {
        throw Failure(when + "and after the return the script does not go on: " + failure.what());
    }
}

void kill_after(House& house, Script const& script, std::size_t index)
{
    Player player(house, script);
    play_until(player, script, index);
    player.settle();
    auto const names = player.connected();
    auto const when = place(script, index) + "the server is killed, ";
    std::map<std::string, Standing> before;
    for (auto const& name : names)
        before.emplace(name, player.standing(name));
    player.kill();
    for (auto const& name : names) {
        player.resume(name);
        require_standing(house, player, name, before.at(name), when);
    }
    if (house.time_is_free()) house.wait(afterwards);
}

} // namespace scripts
