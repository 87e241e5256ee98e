#include "scripts/script.hpp"

#include "scripts/wording.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace scripts {

namespace {

using namespace std::chrono_literals;

Role role_in(std::string const& word)
{
    if (word == "visitor") return Role::visitor;
    if (word == "counsellor") return Role::counsellor;
    if (word == "supervisor") return Role::supervisor;
    throw Wrong("people connect as visitor, counsellor or supervisor");
}

// One script, line by line; every complaint is a Wrong, to which the place is added outside.
class Reading {
public:
    explicit Reading(Script& script) : script_(script)
    {
        // As run.d/demo_settings.json has it.
        script_.setting.settings.needed_staff = 0;
        script_.setting.settings.questions = {true, true, true, true, true};
    }

    void line(std::size_t number, std::string const& text)
    {
        Words words(text);
        if (words.over() || text.starts_with('#')) return;
        auto const first = words.next();
        if (first == "the") return of_the_house(words, number, text);
        if (first == "core") return core_only(words);
        if (first == "after") return after_a_cut(words);
        if (first == "wait") return add({number, text, Act::waits, {}}, words.duration(), words);
        of_a_person(first, words, {number, text, Act::says, first});
    }

    // The number of a line that sets up the desk in its own way; 0 when there is none.
    std::size_t set_up_at() const { return set_up_at_; }

private:
    void of_the_house(Words& words, std::size_t number, std::string const& text)
    {
        auto const what = words.next();
        if (what == "server") {
            auto const stops = words.next() == "stops";
            if (!stops) words.back(), words.expect({"is", "killed"});
            words.expect({"and", "starts", "again"});
            auto const act = stops ? Act::server_stops : Act::server_is_killed;
            return add({number, text, act, {}}, 0s, words);
        }
        if (what != "desk") throw Wrong("only 'the desk …' and 'the server …' are known");
        if (!script_.lines.empty()) throw Wrong("the desk is set up before anybody comes");
        set_up_at_ = number;
        auto const how = words.next();
        if (how == "has") return settings(words);
        if (how == "served") return served(words);
        if (how == "closes") {
            words.expect({"in"});
            script_.setting.closes_in = words.duration();
            return words.end();
        }
        words.back();
        words.expect({"opens", "by", "hand"});
        words.end();
        script_.setting.opened = false;
    }

    void settings(Words& words)
    {
        for (auto& [name, value] : words.fields())
            if (name == "next_opening")
                script_.setting.next_opening = value.text;
            else
                set(script_.setting.settings, name, value.text);
        words.end();
    }

    void served(Words& words)
    {
        auto const people = words.number();
        words.expect({"people", "who", "waited"});
        auto& waits = script_.setting.waits;
        waits.insert(waits.end(), people, words.duration());
        words.end();
    }

    void core_only(Words& words)
    {
        words.expect({"only,", "because"});
        script_.core_only = words.rest();
        if (script_.core_only.empty()) throw Wrong("'core only' says why");
    }

    void after_a_cut(Words& words)
    {
        words.expect({"a", "cut", "here", "the", "story", "is", "another,", "because"});
        if (words.over()) throw Wrong("it does not say why");
        if (script_.lines.empty()) throw Wrong("there is no line before it");
        script_.lines.back().cut_changes_the_rest = true;
    }

    void of_a_person(std::string const& name, Words& words, Line line)
    {
        auto verb = words.next();
        if (verb == "older") {
            words.expect({"page"});
            line.older = true;
            verb = words.next();
            if (verb != "<") throw Wrong("an older page only hears");
        }
        if (verb == "connects") return connects(std::move(line), words);
        if (!known_.contains(name)) throw Wrong(name + " has not connected");
        if (verb == ">") return message(std::move(line), Act::says, words);
        if (verb == "<") return message(std::move(line), Act::hears, words);
        words.back();
        line.act = deed(words);
        add(std::move(line), 0s, words);
    }

    static Act deed(Words& words)
    {
        static std::map<std::string, Act> const deeds{{"loses the network", Act::loses},
                                                      {"resumes", Act::resumes},
                                                      {"reloads", Act::reloads},
                                                      {"returns", Act::reloads},
                                                      {"opens another page", Act::opens_another},
                                                      {"hides the page", Act::hides},
                                                      {"leaves by the exit", Act::exits},
                                                      {"signs out", Act::signs_out}};
        auto const found = deeds.find(words.rest());
        if (found == deeds.end()) throw Wrong("nobody knows how to do that");
        return found->second;
    }

    void connects(Line line, Words& words)
    {
        words.expect({"as"});
        auto role = words.next();
        auto const chooses = role.ends_with(',');
        if (chooses) role.pop_back();
        line.act = Act::connects;
        line.role = role_in(role);
        if (!known_.insert(line.person).second) throw Wrong(line.person + " has connected already");
        auto receives = line;
        add(std::move(line), 0s, chooses ? nobody_ : words);
        if (!chooses) return;
        if (receives.role != Role::counsellor) throw Wrong("only counsellors choose what they do");
        receives.act = Act::says;
        receives.type = "receive";
        receives.fields["choice"] = {words.next()};
        receives.fields["sessions_at_once"] = {"1"};
        if (!words.over()) {
            words.expect({"for"});
            receives.fields["sessions_at_once"] = {words.next()};
        }
        add(std::move(receives), 0s, words);
    }

    void message(Line line, Act act, Words& words)
    {
        line.act = act;
        line.type = words.next();
        if (act == Act::hears && line.type == "nothing") {
            line.act = Act::hears_nothing;
            return add(std::move(line), 0s, words);
        }
        if (line.type != "with") line.fields = words.fields();
        if (!words.over()) {
            words.expect({"with"});
            line.with = words.next();
            if (!known_.contains(line.with)) throw Wrong(line.with + " has not connected");
        }
        add(std::move(line), 0s, words);
    }

    void add(Line line, desk::Duration duration, Words& words)
    {
        words.end();
        line.duration = duration;
        script_.lines.push_back(std::move(line));
    }

    Script& script_;
    std::set<std::string> known_;
    std::size_t set_up_at_ = 0;
    Words nobody_{""};
};

} // namespace

Script script_in(std::string const& name, std::string_view text)
{
    Script script;
    script.name = name;
    Reading reading(script);
    std::size_t number = 0;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = std::string(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        try {
            reading.line(number, line);
        } catch (Wrong const& wrong) {
            throw ScriptError(name + ":" + std::to_string(number) + ": " + wrong.what() + ": " +
                              line);
        }
    }
    if (script.lines.empty()) throw ScriptError(name + ":1: nothing happens here");
    if (reading.set_up_at() != 0 && script.core_only.empty())
        throw ScriptError(name + ":" + std::to_string(reading.set_up_at()) +
                          ": the real server has a demo desk; this is for the core only");
    return script;
}

Script read_script(std::filesystem::path const& file)
{
    std::ifstream stream(file);
    if (!stream) throw ScriptError(file.filename().string() + ":1: cannot be read");
    std::string const text(std::istreambuf_iterator<char>(stream), {});
    return script_in(file.filename().string(), text);
}

} // namespace scripts
