#include "scripts/wording.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <type_traits>
#include <utility>

namespace scripts {

namespace {

using namespace std::chrono_literals;

bool is_blank(char character)
{
    return character == ' ' || character == '\t';
}

std::uint32_t number_in(std::string_view text)
{
    std::uint32_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stopped != end)
        throw Wrong("'" + std::string(text) + "' is no number");
    return number;
}

desk::Duration duration_in(std::string const& text)
{
    auto const unit_at = text.find_first_not_of("0123456789");
    auto const unit = unit_at == std::string::npos ? "" : text.substr(unit_at);
    auto const count = number_in(text.substr(0, unit_at));
    if (unit == "ms") return count * 1ms;
    if (unit == "s") return count * 1s;
    if (unit == "min") return count * 1min;
    if (unit == "h") return count * 1h;
    throw Wrong("a duration is written 300ms, 20s, 5min or 2h");
}

protocol::Questions questions_in(std::string_view names)
{
    protocol::Questions questions;
    std::map<std::string_view, bool*> const known{{"topic", &questions.topic},
                                                  {"age_band", &questions.age_band},
                                                  {"gender", &questions.gender},
                                                  {"area", &questions.area},
                                                  {"danger", &questions.danger}};
    while (!names.empty()) {
        auto const end = std::min(names.find(','), names.size());
        auto const found = known.find(names.substr(0, end));
        if (found == known.end()) throw Wrong("there is no such question");
        *found->second = true;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return questions;
}

} // namespace

Words::Words(std::string const& line)
{
    std::string word;
    auto quoted = false;
    for (auto const character : line) {
        if (character == '"') quoted = !quoted;
        if (!quoted && is_blank(character)) {
            if (!word.empty()) words_.push_back(std::exchange(word, {}));
        } else {
            word += character;
        }
    }
    if (quoted) throw Wrong("a quote is not closed");
    if (!word.empty()) words_.push_back(std::move(word));
}

std::string Words::next()
{
    if (over()) throw Wrong("something is missing at the end");
    return words_[at_++];
}

std::string Words::rest()
{
    std::string text;
    while (!over())
        text += (text.empty() ? "" : " ") + next();
    return text;
}

void Words::expect(std::initializer_list<std::string_view> words)
{
    for (auto const word : words)
        if (over() || next() != word) throw Wrong("'" + std::string(word) + "' is expected");
}

void Words::end() const
{
    if (!over()) throw Wrong("'" + words_[at_] + "' is too much");
}

std::uint32_t Words::number()
{
    return number_in(next());
}

desk::Duration Words::duration()
{
    return duration_in(next());
}

std::map<std::string, Written> Words::fields()
{
    std::map<std::string, Written> fields;
    while (!over() && words_[at_] != "with") {
        auto word = next();
        auto const equals = word.find('=');
        std::string name;
        if (auto const quote = word.find('"'); quote == 0)
            name = "text";
        else if (equals != std::string::npos && equals < quote)
            name = word.substr(0, equals), word.erase(0, equals + 1);
        else
            name = "number", number_in(word);
        auto const quoted = word.size() >= 2 && word.starts_with('"') && word.ends_with('"');
        if (quoted) word = word.substr(1, word.size() - 2);
        if (!fields.try_emplace(name, Written{word, quoted}).second)
            throw Wrong("'" + name + "' stands twice");
    }
    return fields;
}

void set(desk::Settings& settings, std::string const& name, std::string const& value)
{
    using desk::Settings;
    static std::map<std::string, desk::Duration Settings::*> const durations{
        {"too_few_grace", &Settings::too_few_grace},
        {"offer", &Settings::offer},
        {"heavy_pause", &Settings::heavy_pause},
        {"tap_lasts", &Settings::tap_lasts},
        {"tap_grace", &Settings::tap_grace},
        {"silent_start", &Settings::silent_start},
        {"guide", &Settings::guide},
        {"guide_extension", &Settings::guide_extension},
        {"intake_stops_before", &Settings::intake_stops_before},
        {"forgotten", &Settings::forgotten},
        {"cool_down", &Settings::cool_down},
        {"line_grace", &Settings::line_grace},
        {"visitor_grace", &Settings::visitor_grace},
        {"counsellor_grace", &Settings::counsellor_grace}};
    static std::map<std::string, std::uint32_t Settings::*> const numbers{
        {"needed_staff", &Settings::needed_staff},
        {"lapses_to_call", &Settings::lapses_to_call},
        {"near_head", &Settings::near_head}};
    static std::map<std::string, std::size_t Settings::*> const sizes{
        {"line_capacity", &Settings::line_capacity}, {"most_sessions", &Settings::most_sessions}};
    if (auto const duration = durations.find(name); duration != durations.end())
        settings.*duration->second = duration_in(value);
    else if (auto const number = numbers.find(name); number != numbers.end())
        settings.*number->second = number_in(value);
    else if (auto const size = sizes.find(name); size != sizes.end())
        settings.*size->second = number_in(value);
    else if (name == "questions")
        settings.questions = questions_in(value);
    else
        throw Wrong("a desk has no setting '" + name + "'");
}

} // namespace scripts
