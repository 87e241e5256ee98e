// From parsed JSON to the structs of messages/ and api.hpp, driven by their descriptions: a new
// message needs nothing here. Every function gives an errc, or no error.
#pragma once

#include "protocol/errc.hpp"
#include "protocol/json.hpp"
#include "protocol/types.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace protocol::json {

using boost::system::error_code;

error_code read(Value&& value, bool& into);
error_code read(Value&& value, std::uint32_t& into);
error_code read(Value&& value, std::string& into);
error_code read(Value&& value, Sealed& into);
error_code read(Value&& value, SessionId& into);
error_code read(Value&& value, DeskCode& into);
error_code read_bytes(Value&& value, std::span<std::uint8_t> into);

template <class Tag, std::size_t Size>
error_code read(Value&& value, RandomName<Tag, Size>& into)
{
    return read_bytes(std::move(value), into.bytes);
}

template <class Enum>
requires boost::describe::has_describe_enumerators<Enum>::value error_code read(Value&& value,
                                                                                Enum& into)
{
    auto const* const name = std::get_if<std::string>(&value.is);
    if (!name) return errc::mistyped;
    error_code refusal = errc::unknown_enum_value;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto enumerator) {
        if (*name != enumerator.name) return;
        into = enumerator.value;
        refusal = {};
    });
    return refusal;
}

// What it means that a member is not there: in a message that it is none of ours; in a record that
// an earlier version of this program wrote it, which did not know the member.
enum class Absent : std::uint8_t { refused, left_as_it_is };

template <Absent absent, class Struct>
requires boost::describe::has_describe_members<Struct>::value error_code read_parts(Value&& value,
                                                                                    Struct& into);
template <Absent absent, class Element>
error_code read_parts(Value&& value, std::vector<Element>& into);
template <Absent absent, class Inner>
error_code read_parts(Value&& value, std::optional<Inner>& into);

// A small value has no parts.
template <Absent absent, class Small>
requires requires(Value value, Small& into)
{
    read(std::move(value), into);
}
error_code read_parts(Value&& value, Small& into)
{
    return read(std::move(value), into);
}

template <Absent absent, class Element>
error_code read_parts(Value&& value, std::vector<Element>& into)
{
    auto* const list = std::get_if<List>(&value.is);
    if (!list) return errc::mistyped;
    into.reserve(list->size());
    for (auto& element : *list) {
        if (auto const refusal = read_parts<absent>(std::move(element), into.emplace_back()))
            return refusal;
    }
    return {};
}

// An optional value may be absent, never null; so it is only read when it is there.
template <Absent absent, class Inner>
error_code read_parts(Value&& value, std::optional<Inner>& into)
{
    return read_parts<absent>(std::move(value), into.emplace());
}

template <class Type>
inline constexpr bool may_be_absent = false;
template <class Inner>
inline constexpr bool may_be_absent<std::optional<Inner>> = true;

// `object` has no key twice, so it has an unknown one exactly when it has more than were read.
template <Absent absent, class Struct>
error_code read_members(Object&& object, Struct& into)
{
    using Members = boost::describe::describe_members<Struct, boost::describe::mod_public>;
    error_code refusal;
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members>([&](auto described) {
        if (refusal) return;
        auto& member = into.*described.pointer;
        if (auto* const value = find(object, described.name)) {
            ++known;
            refusal = read_parts<absent>(std::move(*value), member);
        } else if (absent == Absent::refused &&
                   !may_be_absent<std::remove_reference_t<decltype(member)>>) {
            refusal = errc::missing_key;
        }
    });
    if (!refusal && known < object.size()) return errc::unknown_key;
    return refusal;
}

template <Absent absent, class Struct>
requires boost::describe::has_describe_members<Struct>::value error_code read_parts(Value&& value,
                                                                                    Struct& into)
{
    auto* const object = std::get_if<Object>(&value.is);
    if (!object) return errc::mistyped;
    return read_members<absent>(std::move(*object), into);
}

// Takes the text under the key `type` out of the object.
boost::system::result<std::string> take_type(Object& object);

template <class... Message>
constexpr bool types_differ(std::variant<Message...> const*)
{
    std::string_view const types[]{Message::type...};
    for (auto const& one : types) {
        for (auto const* other = &one + 1; other != std::end(types); ++other) {
            if (one == *other) return false;
        }
    }
    return true;
}

// The alternative whose `type` the object names, with its members from the rest of the object.
template <Absent absent, class... Message>
error_code read_message(Object&& object, std::variant<Message...>& into)
{
    static_assert(types_differ(static_cast<std::variant<Message...>*>(nullptr)));
    auto const type = take_type(object);
    if (!type) return type.error();
    error_code refusal = errc::unknown_type;
    auto const try_one = [&]<class One>(std::type_identity<One>) {
        if (*type != One::type) return false;
        refusal = read_members<absent>(std::move(object), into.template emplace<One>());
        return true;
    };
    static_cast<void>((try_one(std::type_identity<Message>{}) || ...));
    return refusal;
}

} // namespace protocol::json
