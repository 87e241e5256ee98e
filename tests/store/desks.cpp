// Desks and their settings: stored as they were given, read at a start, shown again; and the two
// commands of an operator.
#include "store/desks.hpp"

#include "commands.hpp"
#include "protocol/codec.hpp"
#include "store/fresh_database.hpp"
#include "store/migrations.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

#include <algorithm>
#include <sstream>

namespace {

using protocol::api::Purpose;
using store::errc;
using Texts = std::vector<std::string>;

struct House {
    House() { REQUIRE(store::migrate(database, store::embedded_migrations(), "1")); }

    std::uint32_t store(protocol::DeskDocument const& desk)
    {
        auto const version = store::store_desk(database, desk);
        REQUIRE(version.has_value());
        return *version;
    }

    FreshDatabase fresh;
    store::Database database{fresh.url()};
};

// Somebody at a terminal.
struct Mari : House {
    Mari() { config.database_url = fresh.url(); }

    int set(std::string const& text)
    {
        complains.str("");
        std::istringstream json(text);
        return commands::set_desk(config, json, says, complains);
    }
    int show(std::string const& code)
    {
        says.str("");
        config.desk = code;
        return commands::show_desk(config, says, complains);
    }

    Config config;
    std::ostringstream says;
    std::ostringstream complains;
};

} // namespace

TEST_CASE("a desk is read as it was stored")
{
    House house;
    auto desk = sample::desk("a1", "<b>\"'\\ 窓口 $$", Purpose::practice);
    desk.settings.exit = "https://www.tenki.jp/";
    CHECK(house.store(desk) == 1);
    auto const desks = store::all_desks(house.database);
    REQUIRE(desks.has_value());
    REQUIRE(desks->size() == 1);
    CHECK(protocol::encode(desks->front()) == protocol::encode(desk));
    auto const one = store::desk_with(house.database, {"a1"});
    REQUIRE((one && *one));
    CHECK(protocol::encode(**one) == protocol::encode(desk));
    CHECK_FALSE(store::desk_with(house.database, {"a2"})->has_value());
}

TEST_CASE("all desks come in the order of their codes")
{
    House house;
    for (auto const* code : {"b", "10", "a", "9"}) {
        house.store(sample::desk(code, "窓口", Purpose::real));
    }
    auto const desks = store::all_desks(house.database);
    REQUIRE(desks.has_value());
    Texts codes;
    std::ranges::transform(*desks, std::back_inserter(codes),
                           [](auto const& desk) { return desk.desk.code.value; });
    CHECK(codes == Texts{"10", "9", "a", "b"});
}

TEST_CASE("the version of settings rises with each change, and only then")
{
    House house;
    auto desk = sample::desk("a1", "窓口", Purpose::real);
    CHECK(house.store(desk) == 1);
    CHECK(house.store(desk) == 1);
    desk.desk.name = "新しい名前";
    CHECK(house.store(desk) == 1);
    desk.settings.needed_staff = 3;
    CHECK(house.store(desk) == 2);
    auto const stored = store::all_desks(house.database);
    REQUIRE(stored.has_value());
    CHECK(protocol::encode(stored->front()) == protocol::encode(desk));
}

TEST_CASE("a desk keeps the purpose it was made for")
{
    House house;
    auto const real = sample::desk("a1", "窓口", Purpose::real);
    house.store(real);
    auto desk = sample::desk("a1", "体験", Purpose::demo);
    CHECK(store::store_desk(house.database, desk).error() == errc::other_purpose);
    CHECK(protocol::encode(store::all_desks(house.database)->front()) == protocol::encode(real));
}

TEST_CASE(
    "a desk without settings, or with some of another program, is refused by name of the rule")
{
    House house;
    house.store(sample::desk("a1", "窓口", Purpose::real));
    SECTION("there are none")
    {
        house.fresh.ask("delete from desk_settings");
    }
    SECTION("there is more in them than we know")
    {
        house.fresh.ask("update desk_settings set document = document || '{\"colour\": \"red\"}'");
    }
    SECTION("they break a rule")
    {
        house.fresh.ask("update desk_settings set document = document || '{\"most_sessions\": 9}'");
    }
    CHECK(store::all_desks(house.database).error() == errc::settings_unfit);
    house.store(sample::desk("a1", "窓口", Purpose::real));
    CHECK(store::all_desks(house.database).has_value());
}

TEST_CASE("the longest document fits")
{
    House house;
    auto desk = sample::desk("a1", "窓口", Purpose::real);
    std::string most;
    for (int n = 0; n < 64; ++n) {
        most += "窓";
    }
    auto contact = sample::net119();
    contact.name = contact.hours = contact.owner = most;
    contact.text = most + most.substr(0, 48);
    contact.address = "https://a.jp/" + std::string(187, 'a');
    contact.phone = std::string(20, '1');
    desk.settings.contacts.assign(8, contact);
    desk.settings.hours.clear();
    for (int n = 0; n < 28; ++n) {
        auto const hour = std::string(n % 4 == 0 ? "0" : "1") + std::to_string(n % 4);
        desk.settings.hours.push_back(
            {static_cast<protocol::Weekday>(n / 4), hour + ":00", hour + ":30"});
    }
    REQUIRE(protocol::faults_in(desk) == Texts{});
    house.store(desk);
    CHECK(protocol::encode(store::all_desks(house.database)->front()) == protocol::encode(desk));
    std::istringstream json(protocol::encode(desk));
    Mari mari;
    CHECK(commands::set_desk(mari.config, json, mari.says, mari.complains) == 0);
}

TEST_CASE("what show-desk writes is what set-desk takes")
{
    Mari mari;
    auto const desk = sample::desk("a1", "窓口 \"\\ {[,:]}", Purpose::real);
    REQUIRE(mari.set(protocol::encode(desk)) == 0);
    CHECK(mari.says.str() == "The desk a1 is set up; version of its settings: 1. A running server "
                             "takes them up when it is started again.\n");
    REQUIRE(mari.show("a1") == 0);
    auto const shown = mari.says.str();
    CHECK(shown.starts_with("{\n  \"desk\": {\n    \"code\": \"a1\",\n    \"name\": \"窓口 "));
    REQUIRE(mari.set(shown) == 0);
    CHECK(mari.fresh.ask("select version from desk_settings") == Texts{"1"});
    CHECK(protocol::encode(store::all_desks(mari.database)->front()) == protocol::encode(desk));
}

TEST_CASE("set-desk says all that is wrong, and stores nothing")
{
    Mari mari;
    auto desk = sample::desk("a1", "窓口", Purpose::real);
    desk.settings.lead.clear();
    desk.settings.contacts = {sample::fire()};
    CHECK(mari.set(protocol::encode(desk)) == exit_codes::configuration);
    CHECK(mari.complains.str() ==
          "yorisoi: the lead has 1 to 80 characters in one line.\n"
          "yorisoi: at least one contact can be reached without a voice: who is in danger may not "
          "be able to speak.\n");
    for (auto const* text : {"", "{}", "[]", "{\"desk\":{\"code\":\"A\",\"name\":\"b\"}}"}) {
        CHECK(mari.set(text) == exit_codes::configuration);
        CHECK(mari.complains.str().starts_with("yorisoi: the desk cannot be read: "));
    }
    CHECK(mari.fresh.ask("select code from desk").empty());
    CHECK(mari.show("a1") == exit_codes::configuration);
    CHECK(mari.complains.str().ends_with("yorisoi: there is no desk of this code.\n"));
    mari.config.database_url = "postgresql:///nowhere?host=/nonexistent";
    CHECK(mari.set(protocol::encode(sample::desk("a1", "窓口"))) ==
          exit_codes::database_unavailable);
    CHECK(mari.show("a1") == exit_codes::database_unavailable);
}
