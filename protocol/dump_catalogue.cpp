// Prints the whole wire as one JSON text: messages, api bodies, enums, limits and close codes. From
// its output, checked in as catalogue.json, the TypeScript types are generated; a protocol change
// shows as a diff of that file, with one line for each thing that can change.
#include "protocol/api.hpp"
#include "protocol/catalogue_layout.hpp"
#include "protocol/close_codes.hpp"
#include "protocol/limits.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"

#include <boost/core/demangle.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace protocol;
using namespace boost::describe;
using boost::mp11::mp_for_each;

// What travels below /api/v1; the structs inside of these are found.
using Bodies = std::tuple<api::SignIn, api::Me, api::Beacon, api::Today, api::Refusal>;

// The types of members, by name: sorted, so that moving a message moves nothing here.
struct UsedTypes {
    std::map<std::string, std::string> enums;
    std::map<std::string, std::string> structs;
};

template <class Type>
std::type_identity<Type> const type{};

// The last component of the C++ name.
template <class Type>
std::string short_name(std::type_identity<Type>)
{
    auto const name = boost::core::demangle(typeid(Type).name());
    return name.substr(name.rfind(':') + 1);
}

// Remembers a type. A client could not tell two types of one name apart.
std::string keep(std::map<std::string, std::string>& types, std::string name,
                 std::string const& json)
{
    if (types.emplace(name, json).first->second != json) {
        std::cerr << "two different types are named " << name << '\n';
        std::exit(EXIT_FAILURE);
    }
    return name;
}

template <class Enum>
std::string enumerators()
{
    std::string json;
    mp_for_each<describe_enumerators<Enum>>(
        [&](auto enumerator) { json += (json.empty() ? "" : ", ") + quoted(enumerator.name); });
    return '[' + json + ']';
}

template <class Struct>
std::string members(UsedTypes& used);

// How the catalogue names the type of a member. A larger number than uint32 has no name: JavaScript
// would lose digits of it.
std::string name_of(std::type_identity<bool>, UsedTypes&)
{
    return "bool";
}
std::string name_of(std::type_identity<std::uint32_t>, UsedTypes&)
{
    return "uint32";
}
std::string name_of(std::type_identity<std::string>, UsedTypes&)
{
    return "string";
}
std::string name_of(std::type_identity<LoadId>, UsedTypes&)
{
    return "LoadId";
}
std::string name_of(std::type_identity<StreamId>, UsedTypes&)
{
    return "StreamId";
}
std::string name_of(std::type_identity<Pass>, UsedTypes&)
{
    return "Pass";
}
std::string name_of(std::type_identity<PublicKey>, UsedTypes&)
{
    return "PublicKey";
}
std::string name_of(std::type_identity<StorageKey>, UsedTypes&)
{
    return "StorageKey";
}
std::string name_of(std::type_identity<PuzzleSalt>, UsedTypes&)
{
    return "PuzzleSalt";
}
std::string name_of(std::type_identity<Sealed>, UsedTypes&)
{
    return "Sealed";
}
std::string name_of(std::type_identity<SessionId>, UsedTypes&)
{
    return "SessionId";
}
std::string name_of(std::type_identity<DeskCode>, UsedTypes&)
{
    return "DeskCode";
}

template <class Enum>
requires has_describe_enumerators<Enum>::value std::string name_of(std::type_identity<Enum> named,
                                                                   UsedTypes& used)
{
    return keep(used.enums, short_name(named), enumerators<Enum>());
}

template <class Struct>
requires has_describe_members<Struct>::value std::string name_of(std::type_identity<Struct> named,
                                                                 UsedTypes& used)
{
    return keep(used.structs, short_name(named), members<Struct>(used));
}

template <class Element>
std::string name_of(std::type_identity<std::vector<Element>>, UsedTypes& used)
{
    return name_of(type<Element>, used) + "[]";
}

template <class Inner>
std::string name_of(std::type_identity<std::optional<Inner>>, UsedTypes& used)
{
    return name_of(type<Inner>, used) + '?';
}

template <class Struct>
std::string members(UsedTypes& used)
{
    Lines lines;
    mp_for_each<describe_members<Struct, mod_public>>([&](auto described) {
        using Member =
            std::remove_reference_t<decltype(std::declval<Struct&>().*described.pointer)>;
        lines.emplace_back(described.name, quoted(name_of(type<Member>, used)));
    });
    return flat(lines);
}

template <class... Message>
std::string messages(std::type_identity<std::variant<Message...>>, UsedTypes& used)
{
    auto const line = [&]<class One>(std::type_identity<One> one) {
        return flat({{"type", quoted(One::type)},
                     {"name", quoted(short_name(one))},
                     {"fields", members<One>(used)}});
    };
    return indented({line(type<Message>)...}, 3, "[]");
}

template <class From, class To>
std::string role(UsedTypes& used)
{
    auto const from = messages(type<From>, used);
    auto const to = messages(type<To>, used);
    return block(Lines{{"from", from}, {"to", to}}, 2);
}

std::string roles(UsedTypes& used)
{
    using namespace protocol;
    Lines lines;
    lines.emplace_back("visitor", role<visitor::FromVisitor, visitor::ToVisitor>(used));
    lines.emplace_back("counsellor",
                       role<counsellor::FromCounsellor, counsellor::ToCounsellor>(used));
    lines.emplace_back("supervisor",
                       role<supervisor::FromSupervisor, supervisor::ToSupervisor>(used));
    return block(lines, 1);
}

template <class... Body>
std::string bodies(std::type_identity<std::tuple<Body...>>, UsedTypes& used)
{
    return block(Lines{{short_name(type<Body>), members<Body>(used)}...}, 1);
}

// C++ cannot list constants; a test compares these names with limits.hpp.
std::string limit_lines()
{
    using namespace limits;
    auto const seconds = [](std::chrono::seconds duration) {
        return std::to_string(duration.count());
    };
    return block(Lines{{"protocol_number", std::to_string(protocol_number)},
                       {"frame_bytes", std::to_string(frame_bytes)},
                       {"sealed_characters", std::to_string(sealed_characters)},
                       {"json_depth", std::to_string(json_depth)},
                       {"text_bytes", std::to_string(text_bytes)},
                       {"desk_code_characters", std::to_string(desk_code_characters)},
                       {"list_elements", std::to_string(list_elements)},
                       {"kept_bytes", std::to_string(kept_bytes)},
                       {"unkept_bytes", std::to_string(unkept_bytes)},
                       {"page_words", std::to_string(page_words)},
                       {"page_bytes", std::to_string(page_bytes)},
                       {"ping_interval_seconds", seconds(ping_interval)},
                       {"silence_seconds", seconds(silence)}},
                 1);
}

std::string close_codes()
{
    Lines lines;
    mp_for_each<describe_enumerators<CloseCode>>([&](auto code) {
        lines.emplace_back(code.name, std::to_string(static_cast<unsigned>(code.value)));
    });
    return block(lines, 1);
}

} // namespace

int main()
{
    UsedTypes used;
    auto const messages_of_roles = roles(used);
    auto const bodies_of_api = bodies(type<Bodies>, used);
    Lines const catalogue{{"protocol", std::to_string(limits::protocol_number)},
                          {"enums", block(used.enums, 1)},
                          {"structs", block(used.structs, 1)},
                          {"messages", messages_of_roles},
                          {"api", bodies_of_api},
                          {"limits", limit_lines()},
                          {"close_codes", close_codes()}};
    std::cout << block(catalogue, 0) << '\n';
    return std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}
