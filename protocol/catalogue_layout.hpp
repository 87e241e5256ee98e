// How catalogue.json is laid out: objects and arrays with a line for each thing that can change.
// Only dump_catalogue.cpp uses it, and decides what the things are.
#pragma once

#include "protocol/writing.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace protocol {

// Names with their JSON texts.
using Lines = std::vector<std::pair<std::string, std::string>>;

inline std::string quoted(std::string_view text)
{
    std::string json;
    json::append(json, text);
    return json;
}

// {"name": json, …} on one line.
inline std::string flat(Lines const& lines)
{
    std::string json;
    for (auto const& [name, text] : lines) {
        json += (json.empty() ? "" : ", ") + quoted(name) + ": " + text;
    }
    return '{' + json + '}';
}

inline std::string indented(std::vector<std::string> const& elements, std::size_t depth,
                            std::string_view brackets)
{
    std::string const indent(2 * depth, ' ');
    std::string json;
    for (auto const& element : elements) {
        json += (json.empty() ? "\n" : ",\n") + indent + "  " + element;
    }
    return brackets.front() + json + '\n' + indent + brackets.back();
}

// {"name": json, …} with a line for each.
inline std::string block(auto const& lines, std::size_t depth)
{
    std::vector<std::string> elements;
    for (auto const& [name, json] : lines)
        elements.push_back(quoted(name) + ": " + json);
    return indented(elements, depth, "{}");
}

} // namespace protocol
