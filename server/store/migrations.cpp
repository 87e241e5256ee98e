// Compares what a database has with what the program brings, and applies the difference.
#include "store/migrations.hpp"

#include "store/transaction.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace store {
namespace {

// The lock is held to the end of each file's transaction, not of the session, so it cannot survive
// a lost connection. Its number is ours alone. A file may take as long as it needs; waiting for
// another program that migrates may not.
constexpr char const* preparations = "set transaction isolation level read committed;"
                                     "set local statement_timeout = 0;"
                                     "set local lock_timeout = '60s';"
                                     "select pg_advisory_xact_lock(5021972340118217)";

constexpr Statement any_applied{"any_applied",
                                "select to_regclass('migration') is not null as found"};
constexpr Statement applied_migrations{"applied_migrations",
                                       "select number, sha256 from migration order by number"};
constexpr Statement remember_migration{
    "remember_migration",
    "insert into migration (number, name, sha256, program_version) values ($1, $2, $3, $4)"};

// How many of the migrations the database has; refuses when what it has is not a beginning of them.
std::size_t applied_count(Transaction& transaction, std::span<Migration const> migrations)
{
    if (!transaction.run(any_applied)[0]["found"].as<bool>()) {
        return 0;
    }
    auto const rows = transaction.run(applied_migrations);
    auto const count = static_cast<std::size_t>(rows.size());
    if (count > migrations.size()) {
        throw Refusal{errc::newer_schema};
    }
    auto const same = [](auto const& row, Migration const& migration) {
        return row["number"].template as<int>() == migration.number &&
               row["sha256"].template as<std::string>() == migration.sha256;
    };
    if (!std::equal(rows.begin(), rows.end(), migrations.begin(), same)) {
        throw Refusal{errc::changed_migration};
    }
    return count;
}

enum class Step { applied_one, nothing_left };

Step apply_next(Transaction& transaction, std::span<Migration const> migrations,
                std::string const& program_version)
{
    transaction.run_script(preparations);
    auto const applied = applied_count(transaction, migrations);
    if (applied == migrations.size()) {
        return Step::nothing_left;
    }
    auto const& next = migrations[applied];
    transaction.run_script(std::string(next.sql));
    transaction.run(remember_migration, next.number, std::string(next.name),
                    std::string(next.sha256), program_version);
    return Step::applied_one;
}

} // namespace

boost::system::result<int> migrate(Database& database, std::span<Migration const> migrations,
                                   std::string_view program_version)
{
    for (int applied = 0;; ++applied) {
        auto const step = database.run("migrate", [&](Transaction& transaction) {
            return apply_next(transaction, migrations, std::string(program_version));
        });
        if (!step) {
            return step.error();
        }
        if (*step == Step::nothing_left) {
            return applied;
        }
    }
}

boost::system::result<void> check_schema(Database& database, std::span<Migration const> migrations)
{
    return database.run("check_schema", [&](Transaction& transaction) {
        if (applied_count(transaction, migrations) < migrations.size()) {
            throw Refusal{errc::older_schema};
        }
    });
}

} // namespace store
