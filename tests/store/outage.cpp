// A database that is away, slow, started anew or killed is an answer, not a hang and not an
// exception.
#include "store/desks.hpp"
#include "store/fresh_database.hpp"
#include "store/migrations.hpp"
#include "store/transaction.hpp"
#include "support/catch.hpp"

#include <chrono>
#include <csignal>
#include <fstream>

using namespace std::chrono_literals;
using store::errc;

namespace {

auto time_of(auto&& call)
{
    auto const start = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - start;
}

boost::system::result<void> run_script(store::Database& database, std::string const& sql)
{
    return database.run("test",
                        [&](store::Transaction& transaction) { transaction.run_script(sql); });
}

// The cluster is stopped for the time of this; other test cases need it again.
class Stopped {
public:
    explicit Stopped(std::string const& how) { cluster(how); }
    ~Stopped() { cluster("start"); }
};

} // namespace

TEST_CASE("a database that was never there is unavailable at once")
{
    for (auto const* url :
         {"postgresql:///nowhere?host=/nonexistent", "host=/nonexistent dbname=nowhere",
          "postgresql://127.0.0.1:1/nowhere", "nonsense"}) {
        store::Database database(url);
        auto const elapsed =
            time_of([&] { CHECK(store::all_desks(database).error() == errc::unavailable); });
        CHECK(elapsed < 1s);
    }
}

TEST_CASE("a database that is not migrated says so")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    CHECK(store::all_desks(database).error() == errc::older_schema);
}

TEST_CASE("a stopped database is unavailable at once and used again when it is back")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(store::migrate(database, store::embedded_migrations(), "1"));
    REQUIRE(store::all_desks(database).has_value());
    for (auto const* how : {"stop", "kill"}) {
        {
            Stopped const stopped(how);
            for (int n = 0; n < 3; ++n) {
                auto const elapsed = time_of(
                    [&] { CHECK(store::all_desks(database).error() == errc::unavailable); });
                CHECK(elapsed < 1s);
            }
        }
        CHECK(store::all_desks(database).has_value());
    }
}

TEST_CASE("a database that was started anew between two jobs is not noticed")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(store::migrate(database, store::embedded_migrations(), "1"));
    REQUIRE(store::all_desks(database).has_value());
    {
        Stopped const stopped("stop");
    }
    CHECK(store::all_desks(database).has_value());
}

TEST_CASE("a job that kills its connection is tried twice, not for ever")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(run_script(database, "select 1"));
    int runs = 0;
    auto const outcome = database.run("test", [&](store::Transaction& transaction) {
        ++runs;
        transaction.run_script("select pg_terminate_backend(pg_backend_pid())");
    });
    CHECK(outcome.error() == errc::unavailable);
    CHECK(runs == 2);
    CHECK(run_script(database, "select 1"));
}

TEST_CASE("a connection lost while storing leaves the outcome in doubt and is not tried again")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(run_script(
        database,
        "create table doubtful (x integer);"
        "create function die() returns trigger language plpgsql as"
        " 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';"
        "create constraint trigger dies after insert on doubtful deferrable initially deferred"
        " for each row execute function die()"));
    int runs = 0;
    auto const outcome = database.run("test", [&](store::Transaction& transaction) {
        ++runs;
        transaction.run_script("insert into doubtful values (1)");
    });
    CHECK(outcome.error() == errc::in_doubt);
    CHECK(store::away(outcome.error())); // a start that only reads meets it, too, and is to go on
    CHECK(runs == 1);
    CHECK(run_script(database, "select 1"));
}

TEST_CASE("a statement may take five seconds")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    auto const elapsed = time_of(
        [&] { CHECK(run_script(database, "select pg_sleep(20)").error() == errc::too_slow); });
    CHECK(elapsed > 4500ms);
    CHECK(elapsed < 7s);
    CHECK(run_script(database, "select 1"));
}

TEST_CASE("a frozen database is given up while connecting")
{
    FreshDatabase fresh;
    int postmaster = 0;
    std::ifstream(from_part("CLUSTER") + "/cluster/postmaster.pid") >> postmaster;
    REQUIRE(postmaster > 1);
    store::Database database(fresh.url());
    REQUIRE(kill(postmaster, SIGSTOP) == 0);
    auto const elapsed =
        time_of([&] { CHECK(run_script(database, "select 1").error() == errc::unavailable); });
    REQUIRE(kill(postmaster, SIGCONT) == 0);
    CHECK(elapsed > 2s);
    CHECK(elapsed < 5s);
    CHECK(run_script(database, "select 1"));
}

TEST_CASE("a failed job leaves nothing and the next one works")
{
    FreshDatabase fresh;
    store::Database database(fresh.url());
    REQUIRE(run_script(database, "create table kept (x integer primary key)"));
    CHECK(run_script(database, "insert into kept values (1), (1)").error() == errc::conflict);
    CHECK(run_script(database, "insert into kept values (2); select 1 / 0").error() ==
          errc::refused);
    CHECK(run_script(database, "insert into nowhere values (2)").error() == errc::older_schema);
    CHECK(fresh.ask("select x from kept").empty());
    CHECK(run_script(database, "insert into kept values (3)"));
    CHECK(fresh.ask("select x from kept") == std::vector<std::string>{"3"});
}
