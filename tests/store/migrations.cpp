// The schema is made once, by one program at a time, and never by guessing.
#include "store/migrations.hpp"

#include "store/fresh_database.hpp"
#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <thread>

using store::check_schema;
using store::embedded_migrations;
using store::migrate;
using store::Migration;

namespace {

constexpr std::string_view version = "1.2.3";

// The first `count` of the program's own, for tests that add one.
std::vector<Migration> first(std::size_t count)
{
    auto const all = embedded_migrations();
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<Migration> with_one_more(std::string_view sql)
{
    auto more = first(embedded_migrations().size());
    more.push_back(
        {static_cast<int>(more.size()) + 1, "later",
         std::string_view("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
         sql});
    return more;
}

} // namespace

TEST_CASE("the program carries the files of sql/, numbered without gaps")
{
    FreshDatabase fresh;
    std::set<std::string> files;
    for (auto const& entry : std::filesystem::directory_iterator(root() / "sql")) {
        files.insert(entry.path().stem().string());
    }
    int number = 0;
    for (auto const& migration : embedded_migrations()) {
        CHECK(migration.number == ++number);
        CHECK(files.erase(std::string(migration.name)) == 1);
        std::ifstream file(root() / "sql" / (std::string(migration.name) + ".sql"));
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        CHECK(migration.sql == text);
        CHECK(fresh.ask("select encode(sha256(convert_to($yorisoi$" + text +
                        "$yorisoi$, 'UTF8')), 'hex')") ==
              std::vector{std::string(migration.sha256)});
    }
    CHECK(number >= 2);
    CHECK(files.empty());
}

TEST_CASE("an empty database gets the whole schema, and a second time nothing happens")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    auto const all = embedded_migrations();
    CHECK(check_schema(database, all).error() == store::errc::older_schema);

    auto const applied = migrate(database, all, version);
    REQUIRE(applied);
    CHECK(*applied == static_cast<int>(all.size()));
    CHECK(check_schema(database, all));
    CHECK(fresh.ask("select count(*) from migration where program_version = '1.2.3'"
                    " and applied_at > now() - interval '1 minute'") ==
          std::vector{std::to_string(all.size())});

    auto const again = migrate(database, all, "9.9.9");
    REQUIRE(again);
    CHECK(*again == 0);
    CHECK(fresh.ask("select count(*) from migration where program_version = '9.9.9'") ==
          std::vector<std::string>{"0"});
}

TEST_CASE("a database of an older program gets only what is missing")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(migrate(database, first(1), version));
    CHECK(check_schema(database, embedded_migrations()).error() == store::errc::older_schema);
    auto const applied = migrate(database, embedded_migrations(), version);
    REQUIRE(applied);
    CHECK(*applied == static_cast<int>(embedded_migrations().size()) - 1);
}

TEST_CASE("several programs that migrate at once apply each file once")
{
    FreshDatabase fresh;
    constexpr std::size_t programs = 4;
    std::vector<boost::system::result<int>> results(programs, 0);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < programs; ++i) {
        threads.emplace_back([&, i] {
            store::Database database(fresh.url());
            results[i] = migrate(database, embedded_migrations(), version);
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    int applied = 0;
    for (auto const& result : results) {
        REQUIRE(result);
        applied += *result;
    }
    CHECK(applied == static_cast<int>(embedded_migrations().size()));
}

TEST_CASE("a changed file is refused before anything is applied")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(migrate(database, embedded_migrations(), version));
    auto changed = with_one_more("create table must_not_exist (x integer)");
    SECTION("when its checksum differs")
    {
        changed[0].sha256 = changed.back().sha256;
    }
    SECTION("when its number is missing in the database")
    {
        REQUIRE(fresh.ask("delete from migration where number = 1").empty());
    }
    CHECK(migrate(database, changed, version).error() == store::errc::changed_migration);
    CHECK(check_schema(database, changed).error() == store::errc::changed_migration);
    CHECK(fresh.ask("select to_regclass('must_not_exist')") == std::vector<std::string>{""});
}

TEST_CASE("the schema of a later program is refused")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(migrate(database, with_one_more("select 1"), version));
    CHECK(migrate(database, embedded_migrations(), version).error() == store::errc::newer_schema);
    CHECK(check_schema(database, embedded_migrations()).error() == store::errc::newer_schema);
}

TEST_CASE("a file that fails halfway leaves nothing behind")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    auto const broken = with_one_more("create table half (x integer); select 1 / 0");
    CHECK(migrate(database, broken, version).error() == store::errc::refused);
    CHECK(fresh.ask("select to_regclass('half')") == std::vector<std::string>{""});
    CHECK(check_schema(database, embedded_migrations()));
}
