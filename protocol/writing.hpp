// From the structs of messages/ and api.hpp to JSON, appended to one string, driven by their
// descriptions: a new message needs nothing here. Members in declared order, absent when empty.
#pragma once

#include "protocol/types.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace protocol::json {

void append(std::string& text, std::same_as<bool> auto value)
{
    text += value ? "true" : "false";
}

void append(std::string& text, std::uint32_t value);
void append(std::string& text, std::string_view value); // requires: UTF-8 without NUL
void append(std::string& text, Sealed const& value);
void append(std::string& text, SessionId const& value);
void append(std::string& text, DeskCode const& value);
void append_bytes(std::string& text, std::span<std::uint8_t const> value);

template <class Tag, std::size_t Size>
void append(std::string& text, RandomName<Tag, Size> const& value)
{
    append_bytes(text, value.bytes);
}

template <class Enum>
requires boost::describe::has_describe_enumerators<Enum>::value void append(std::string& text,
                                                                            Enum value)
{
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto enumerator) {
        if (value == enumerator.value) append(text, std::string_view(enumerator.name));
    });
}

template <class Struct>
requires boost::describe::has_describe_members<Struct>::value void append(std::string& text,
                                                                          Struct const& value);

template <class Element>
void append(std::string& text, std::vector<Element> const& list)
{
    text += '[';
    for (auto const& element : list) {
        if (text.back() != '[') text += ',';
        append(text, element);
    }
    text += ']';
}

// `"name":value`, after a comma unless it is the first of its object.
template <class Value>
void append_member(std::string& text, char const* name, Value const& value)
{
    if (text.back() != '{') text += ',';
    text.append(1, '"').append(name).append("\":");
    append(text, value);
}

template <class Inner>
void append_member(std::string& text, char const* name, std::optional<Inner> const& value)
{
    if (value) append_member(text, name, *value);
}

template <class Struct>
void append_members(std::string& text, Struct const& value)
{
    using Members = boost::describe::describe_members<Struct, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>(
        [&](auto described) { append_member(text, described.name, value.*described.pointer); });
}

template <class Struct>
requires boost::describe::has_describe_members<Struct>::value void append(std::string& text,
                                                                          Struct const& value)
{
    text += '{';
    append_members(text, value);
    text += '}';
}

} // namespace protocol::json
