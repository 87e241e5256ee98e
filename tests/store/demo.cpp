// The two small commands, from JSON and settings to what is in the database and what a person
// reads.
#include "commands.hpp"
#include "protocol/codec.hpp"
#include "seed_demo.hpp"
#include "staff/password.hpp"
#include "store/fresh_database.hpp"
#include "store/migrations.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

#include <sstream>

namespace {

std::string const demo_json =
    R"({"desk":{"code":"demo","name":"体験用 相談窓口"},"purpose":"demo","settings":)" +
    protocol::encode(sample::settings()) + R"(,"accounts":[
    {"name":"sora","password":"そらのあいことば","role":"counsellor","alias":"相談員"},
    {"name":"riku","password":"riku の合言葉","role":"supervisor","alias":"スーパーバイザー"}]})";

std::string replaced(std::string text, std::string const& from, std::string const& to)
{
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

struct Operator {
    Operator() { config.database_url = fresh.url(); }

    int migrate() { return commands::migrate(config, says, complains); }
    int seed(std::string const& text)
    {
        std::istringstream json(text);
        return commands::seed_demo(config, json, says, complains);
    }
    std::string hash_of(std::string const& name)
    {
        return fresh.ask("select password_hash from account where sign_in_name = '" + name + "'")
            .at(0);
    }

    FreshDatabase fresh;
    Config config;
    std::ostringstream says;
    std::ostringstream complains;
};

} // namespace

TEST_CASE("migrate and seed-demo set up a desk at which its staff can sign in")
{
    Operator mari;
    REQUIRE(mari.migrate() == 0);
    CHECK(mari.says.str() == "The schema is up to date; migrations applied now: " +
                                 std::to_string(store::embedded_migrations().size()) + ".\n");
    REQUIRE(mari.seed(demo_json) == 0);
    CHECK(mari.complains.str().empty());

    store::Database database(mari.fresh.url());
    auto const sora = store::account_named(database, "sora");
    REQUIRE((sora && *sora));
    CHECK(staff::verify_password((*sora)->password_hash, "そらのあいことば") ==
          staff::PasswordVerdict::right);
    CHECK((*sora)->role == protocol::api::Role::counsellor);
    auto const desks = store::desks_of(database, (*sora)->account);
    REQUIRE((desks && desks->size() == 1));
    CHECK(desks->at(0).purpose == staff::Purpose::demo);

    SECTION("again, without a change")
    {
        auto const before = mari.hash_of("sora");
        REQUIRE(mari.migrate() == 0);
        REQUIRE(mari.seed(demo_json) == 0);
        CHECK(mari.hash_of("sora") == before);
        CHECK(mari.fresh.ask("select version from account") == std::vector<std::string>{"1", "1"});
    }
    SECTION("again, with another password for one of them")
    {
        auto const before = mari.hash_of("sora");
        REQUIRE(mari.seed(replaced(demo_json, "riku の合言葉", "別の合言葉")) == 0);
        CHECK(mari.hash_of("sora") == before);
        CHECK(staff::verify_password(mari.hash_of("riku"), "別の合言葉") ==
              staff::PasswordVerdict::right);
    }
    SECTION("but not over a real desk")
    {
        mari.fresh.ask("update desk set purpose = 'real'");
        CHECK(mari.seed(demo_json) == exit_codes::configuration);
        CHECK(mari.complains.str().find("does not belong to a demo") != std::string::npos);
    }
}

TEST_CASE("a demo that is not as expected is refused with a reason, and nothing is stored")
{
    Operator mari;
    REQUIRE(mari.migrate() == 0);
    for (auto const& text :
         {std::string(),
          std::string("{}"),
          std::string("[]"),
          demo_json + "x",
          replaced(demo_json, "\"desk\"", "\"more\":1,\"desk\""),
          replaced(demo_json, ",\"alias\":\"相談員\"", ""),
          replaced(demo_json, "\"alias\":\"相談員\"", "\"alias\":\"相談員\",\"alias\":\"b\""),
          replaced(demo_json, "counsellor", "owner"),
          replaced(demo_json, "\"demo\"", "\"D\""),
          replaced(demo_json, "\"purpose\":\"demo\"", "\"purpose\":\"real\""),
          replaced(demo_json, "\"needs_voice\":false", "\"needs_voice\":true"),
          replaced(demo_json, "sora", "Sora"),
          replaced(demo_json, "sora", ""),
          replaced(demo_json, "sora", "sora@example.org"),
          replaced(demo_json, "riku", "sora"),
          replaced(demo_json, "sora", "so\\u0000ra"),
          replaced(demo_json, "そらのあいことば", ""),
          replaced(demo_json, "相談員", ""),
          replaced(demo_json, "相談員", std::string(33, 'a')),
          replaced(demo_json, "体験用 相談窓口", ""),
          replaced(demo_json, "体験用 相談窓口", std::string(65, 'a')),
          demo_json + std::string(30'000, ' ')}) {
        INFO(text.substr(0, 300));
        mari.complains.str("");
        CHECK(mari.seed(text) == exit_codes::configuration);
        CHECK(mari.complains.str().starts_with("yorisoi: the demo "));
        CHECK(mari.complains.str().find("そらのあいことば") == std::string::npos);
    }
    CHECK(mari.fresh.ask("select code from desk").empty());
}

TEST_CASE("the longest names that the schema takes are taken")
{
    Operator mari;
    REQUIRE(mari.migrate() == 0);
    std::string alias;
    std::string desk;
    for (int n = 0; n < 32; ++n) {
        alias += "窓";
        desk += "窓窓";
    }
    CHECK(mari.seed(replaced(replaced(demo_json, "相談員", alias), "体験用 相談窓口", desk)) == 0);
}

TEST_CASE("the commands say what is wrong with the database")
{
    Operator mari;
    SECTION("it is not migrated")
    {
        CHECK(mari.seed(demo_json) == exit_codes::configuration);
        CHECK(mari.complains.str() ==
              "yorisoi: the schema of the database is old; run `migrate`.\n");
    }
    SECTION("it is away")
    {
        mari.config.database_url = "postgresql:///nowhere?host=/nonexistent";
        CHECK(mari.migrate() == exit_codes::database_unavailable);
        CHECK(mari.seed(demo_json) == exit_codes::database_unavailable);
        CHECK(mari.complains.str().starts_with("yorisoi: the database does not answer.\n"));
    }
    SECTION("it belongs to a later program")
    {
        REQUIRE(mari.migrate() == 0);
        mari.fresh.ask("insert into migration values (999, 'later', repeat('a', 64), now(), '9')");
        CHECK(mari.migrate() == exit_codes::configuration);
        CHECK(mari.complains.str().find("later version") != std::string::npos);
    }
}
