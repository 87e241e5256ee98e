// Every message has a hand-written example in protocol/examples, and the codec reads and writes it
// as it stands there. The TypeScript side reads the same files.
#include "support/catch.hpp"
#include "unit/codec_samples.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <set>

using namespace samples;

namespace {

std::set<std::string> names_in(std::string const& folder)
{
    std::set<std::string> names;
    for (auto const& file : example_files(folder))
        names.insert(file.stem().string());
    return names;
}

template <class... Message>
std::set<std::string> types_of(std::variant<Message...> const&)
{
    return {std::string(Message::type)...};
}

// visitor for duplicate_key.visitor.inner
std::string part_of(std::string const& name, std::size_t part)
{
    auto rest = name;
    for (; part > 0; --part)
        rest = rest.substr(rest.find('.') + 1);
    return rest.substr(0, rest.find('.'));
}

} // namespace

TEST_CASE("every message has an example, and every example is of a message")
{
    using namespace protocol;
    CHECK(names_in("visitor/from") == types_of(visitor::FromVisitor{}));
    CHECK(names_in("visitor/to") == types_of(visitor::ToVisitor{}));
    CHECK(names_in("counsellor/from") == types_of(counsellor::FromCounsellor{}));
    CHECK(names_in("counsellor/to") == types_of(counsellor::ToCounsellor{}));
    CHECK(names_in("supervisor/from") == types_of(supervisor::FromSupervisor{}));
    CHECK(names_in("supervisor/to") == types_of(supervisor::ToSupervisor{}));
}

TEST_CASE("every body of the api in the catalogue has an example")
{
    auto const catalogue = boost::json::parse(text_of(protocol_folder() / "catalogue.json"));
    CHECK(names_in("api").size() == catalogue.at("api").as_object().size());
    for (auto const& name : names_in("api"))
        CHECK(rewrites_of_bodies().contains(name));
}

TEST_CASE("an example of a message is what the codec writes after reading it")
{
    for (auto const& [folder, rewrite] : rewrites_of_roles()) {
        for (auto const& file : example_files(folder)) {
            INFO(folder << ' ' << file.filename());
            auto const text = text_of(file);
            auto const rewritten = rewrite(text);
            REQUIRE(refusal_name(rewritten) == "accepted");
            CHECK(*rewritten == compact(text));
            CHECK(*rewrite(*rewritten) == *rewritten);
            CHECK(boost::json::parse(text).at("type").as_string() == file.stem().string());
        }
    }
}

TEST_CASE("an example of a body is what the codec writes after reading it")
{
    for (auto const& [name, rewrite] : rewrites_of_bodies()) {
        INFO(name);
        auto const text = text_of(protocol_folder() / "examples" / "api" / (name + ".json"));
        auto const rewritten = rewrite(text);
        REQUIRE(refusal_name(rewritten) == "accepted");
        CHECK(*rewritten == compact(text));
    }
}

TEST_CASE("a message of one role is no message of another unless both have it")
{
    for (auto const& [folder, rewrite] : rewrites_of_roles()) {
        for (auto const& [other, unused] : rewrites_of_roles()) {
            for (auto const& file : example_files(other)) {
                if (names_in(folder).contains(file.stem().string())) continue;
                INFO(file << " as " << folder);
                CHECK(refusal_name(rewrite(text_of(file))) == "unknown_type");
            }
        }
    }
}

TEST_CASE("an example of a refusal is refused for the reason in its name")
{
    std::set<std::string> seen;
    for (auto const& file : example_files("refused")) {
        auto const name = file.stem().string();
        INFO(name);
        auto const role = rewrites_of_roles().find(part_of(name, 1) + "/from");
        auto const body = rewrites_of_bodies().find(part_of(name, 1));
        auto const of_role = role != rewrites_of_roles().end();
        REQUIRE((of_role || body != rewrites_of_bodies().end()));
        auto const rewrite = of_role ? role->second : body->second;
        CHECK(refusal_name(rewrite(text_of(file))) == part_of(name, 0));
        seen.insert(part_of(name, 0));
    }
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<protocol::errc>>(
        [&](auto reason) {
            INFO(reason.name);
            auto const is_text =
                reason.value != protocol::errc::bad_utf8; // no text file can show it
            CHECK(seen.contains(reason.name) == is_text);
        });
}
