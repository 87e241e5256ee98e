// catalogue.json names every constant of limits.hpp and every close code: C++ cannot list these, so
// the headers are read as text here. That the file is current is the tidy part's to compare.
#include "support/catch.hpp"
#include "unit/codec_samples.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <iterator>
#include <set>
#include <sstream>

using namespace samples;

namespace {

std::set<std::string> names_in_catalogue(std::string_view section)
{
    auto const catalogue = boost::json::parse(text_of(protocol_folder() / "catalogue.json"));
    std::set<std::string> names;
    for (auto const& entry : catalogue.at(section).as_object())
        names.insert(entry.key());
    return names;
}

// The words of each line of a header.
std::vector<std::vector<std::string>> lines_of(std::string const& header)
{
    std::istringstream text(text_of(protocol_folder() / header));
    std::vector<std::vector<std::string>> lines;
    for (std::string line; std::getline(text, line);) {
        std::istringstream words(line);
        lines.emplace_back(std::istream_iterator<std::string>(words),
                           std::istream_iterator<std::string>());
    }
    return lines;
}

} // namespace

// inline constexpr TYPE NAME = …; where `auto` is a duration.
TEST_CASE("the catalogue names every limit, durations in seconds")
{
    std::set<std::string> names;
    for (auto const& words : lines_of("limits.hpp")) {
        if (words.size() < 6 || words[1] != "constexpr" || words[4] != "=") continue;
        names.insert(words[3] + (words[2] == "auto" ? "_seconds" : ""));
    }
    CHECK(names.contains("frame_bytes"));
    CHECK(names.contains("silence_seconds"));
    CHECK(names_in_catalogue("limits") == names);
}

// NAME = 4000, …
TEST_CASE("the catalogue names every close code")
{
    std::set<std::string> names;
    for (auto const& words : lines_of("close_codes.hpp")) {
        if (words.size() >= 3 && words[1] == "=" && words[2].starts_with('4'))
            names.insert(words[0]);
    }
    CHECK(names.contains("going_down"));
    CHECK(names_in_catalogue("close_codes") == names);
}
