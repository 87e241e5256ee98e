// What may be stored is decided in docs/privacy.md, column by column. A column that is not there,
// or of another type, fails here.
#include "store/fresh_database.hpp"
#include "store/migrations.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <optional>

namespace {

// "table.column type" of a line that begins with | `table.column` | type |
std::optional<std::string> column_in(std::string const& line)
{
    std::string const before = "| `";
    std::string const between = "` | ";
    auto const name_end = line.find(between);
    auto const type = name_end + between.size();
    if (!line.starts_with(before) || name_end == std::string::npos) {
        return std::nullopt;
    }
    auto const type_end = line.find(" |", type);
    return line.substr(before.size(), name_end - before.size()) + " " +
           line.substr(type, type_end - type);
}

std::vector<std::string> columns_in_document()
{
    std::ifstream file(root() / "docs/privacy.md");
    std::vector<std::string> columns;
    for (std::string line; std::getline(file, line);) {
        if (auto column = column_in(line)) {
            columns.push_back(std::move(*column));
        }
    }
    std::sort(columns.begin(), columns.end());
    return columns;
}

// Of everything of ours that has columns: tables and views.
constexpr char const* columns_in_database =
    "select relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)"
    " from pg_attribute join pg_class on pg_class.oid = attrelid"
    " join pg_namespace on pg_namespace.oid = relnamespace"
    " where relkind in ('r', 'p', 'v', 'm', 'f') and attnum > 0 and not attisdropped"
    " and nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg_toast%'";

} // namespace

TEST_CASE("the columns of the database are those of docs/privacy.md")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(store::migrate(database, store::embedded_migrations(), "1"));
    auto const documented = columns_in_document();
    CHECK(documented.size() > 15);
    auto stored = fresh.ask(columns_in_database);
    std::sort(stored.begin(), stored.end());
    CHECK(stored == documented);
}

TEST_CASE("every table and column says what it is for")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(store::migrate(database, store::embedded_migrations(), "1"));
    CHECK(fresh
              .ask("select relname from pg_class"
                   " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')"
                   " and coalesce(obj_description(oid, 'pg_class'), '') = ''")
              .empty());
    CHECK(fresh
              .ask("select attrelid::regclass || '.' || attname from pg_attribute"
                   " join pg_class on pg_class.oid = attrelid"
                   " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')"
                   " and attnum > 0 and not attisdropped"
                   " and coalesce(col_description(attrelid, attnum), '') = ''")
              .empty());
}

TEST_CASE("times are stored with their zone")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(store::migrate(database, store::embedded_migrations(), "1"));
    CHECK(fresh
              .ask("select column_name from information_schema.columns"
                   " where table_schema = 'public' and data_type like '%without time zone'")
              .empty());
}
