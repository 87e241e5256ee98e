// What the running server may do in the database, and what it may not.
#include "store/accounts.hpp"
#include "store/desks.hpp"
#include "store/figures.hpp"
#include "store/migrations.hpp"
#include "store/rows_evening.hpp"
#include "store/transaction.hpp"
#include "support/catch.hpp"

using namespace evening;
using store::Database;
using store::errc;
using store::Rights;
using Texts = std::vector<std::string>;

namespace {

boost::system::result<void> run(Database& database, std::string const& sql)
{
    return database.run("test",
                        [&](store::Transaction& transaction) { transaction.run_script(sql); });
}

constexpr store::Statement who{"who", "select current_user"};

std::string role_of(Database& database)
{
    auto const role = database.run("test", [](store::Transaction& transaction) {
        return std::string(transaction.run(who)[0][0].c_str());
    });
    REQUIRE(role.has_value());
    return *role;
}

// A database server on which the owner of the database is nobody special.
class PlainOwner : public FreshDatabase {
public:
    explicit PlainOwner(std::string const& may)
    {
        ask("create role plain_owner nologin " + may);
        ask("alter database " + ask("select current_database()")[0] + " owner to plain_owner");
    }
    ~PlainOwner()
    {
        ask("drop owned by plain_owner cascade");
        ask("alter database " + ask("select current_database()")[0] + " owner to current_user");
        ask("drop role plain_owner");
    }
    std::string plain_url() const { return url() + "&options=-crole%3Dplain_owner"; }
};

// Roles are of the whole cluster: as long as this lives there is none of the server's name.
class NoServerRole {
public:
    explicit NoServerRole(FreshDatabase const& any) : any_(any)
    {
        exists_ = !any.ask("select rolname from pg_roles where rolname = 'yorisoi_server'").empty();
        if (exists_) {
            any_.ask("alter role yorisoi_server rename to set_aside");
        }
    }
    ~NoServerRole()
    {
        if (!any_.ask("select rolname from pg_roles where rolname = 'yorisoi_server'").empty()) {
            any_.ask("drop owned by yorisoi_server");
            any_.ask("drop role yorisoi_server");
        }
        if (exists_) {
            any_.ask("alter role set_aside rename to yorisoi_server");
        }
    }

private:
    FreshDatabase const& any_;
    bool exists_;
};

} // namespace

TEST_CASE("the server does all its jobs with the rights of its role")
{
    House house;
    Database server(house.url(), Rights::server);
    CHECK(role_of(server) == "yorisoi_server");
    CHECK(store::check_schema(server, store::embedded_migrations()).has_value());
    CHECK(store::all_desks(server)->size() == 2);
    REQUIRE(store::account_named(server, "sora")->has_value());
    CHECK(*store::renew_password_hash(server, staff::AccountId{sora}, "$argon2id$",
                                      "$argon2id$fresh") == store::Renewal::renewed);
    auto const facts = whole();
    CHECK(*store::rows::apply(server, facts.all()) == facts.all().size());
    CHECK(*store::rows::replayed_up_to(server) == facts.all().size());
    CHECK(store::figures::today(server, {"line"}, jst(20, 0)).has_value());
    CHECK(role_of(house.database) != "yorisoi_server");
}

TEST_CASE("the server's role changes no schema, no account and no history")
{
    House house;
    house.apply(whole());
    Database server(house.url(), Rights::server);
    auto const before = house.rows();
    for (auto const* sql :
         {"drop table ticket",
          "drop table journal_position",
          "create table mine (a integer)",
          "alter table ticket add column words text",
          "truncate ticket",
          "delete from account",
          "delete from ticket",
          "delete from shift",
          "delete from presence",
          "delete from funnel_day",
          "delete from journal_position",
          "insert into journal_position (one, position) values (false, 1)",
          "update account set role = 'supervisor'",
          "update account set disabled_at = null",
          "insert into account (sign_in_name, alias, role, password_hash)"
          " values ('eve', 'eve', 'supervisor', '$argon2id$')",
          "update desk set purpose = 'real'",
          "update desk_settings set document = '{}'",
          "delete from desk_settings",
          "insert into desk_staff values (1, 1)",
          "insert into migration values (99, 'x', '', now(), 'x')",
          "delete from migration",
          "create role another",
          "create schema mine",
          "create or replace function grant_to_server() returns boolean language sql"
          " return true"}) {
        CAPTURE(sql);
        CHECK(run(server, sql).error() == errc::refused);
    }
    CHECK(house.rows() == before);
}

TEST_CASE("the rights of the server's role are these and no others")
{
    House house;
    CHECK(house.ask("select table_name || ': ' || string_agg(lower(privilege_type), ' '"
                    " order by privilege_type) from information_schema.role_table_grants"
                    " where grantee = 'yorisoi_server' group by table_name order by table_name") ==
          Texts{"account: select", "cool_down: insert select update", "desk: select",
                "desk_settings: select", "desk_staff: select", "funnel_day: insert select update",
                "journal_position: select update", "migration: select",
                "open_session: delete insert select update",
                "open_ticket: delete insert select update", "presence: insert select update",
                "shift: insert select update", "ticket: insert select update"});
    CHECK(house.ask("select table_name || '.' || column_name"
                    " from information_schema.column_privileges where grantee = 'yorisoi_server'"
                    " and privilege_type = 'UPDATE' and table_name = 'account'") ==
          Texts{"account.password_hash"});
    CHECK(house.ask("select rolcanlogin or rolsuper or rolcreaterole or rolcreatedb"
                    " or rolreplication or rolbypassrls from pg_roles"
                    " where rolname = 'yorisoi_server'") == Texts{"f"});
}

TEST_CASE("an owner who may not create roles goes on with the owner's rights")
{
    PlainOwner plain("");
    Database owner(plain.plain_url());
    auto const facts = whole();
    SECTION("when there is no such role")
    {
        NoServerRole const none(plain);
        REQUIRE(store::migrate(owner, store::embedded_migrations(), "1"));
        CHECK(plain.ask("select rolname from pg_roles where rolname = 'yorisoi_server'").empty());
        Database server(plain.plain_url(), Rights::server);
        CHECK(role_of(server) == "plain_owner");
        CHECK(*store::rows::replayed_up_to(server) == 0);
    }
    SECTION("when the role is somebody else's, who gets nothing here")
    {
        House const others; // makes the role
        REQUIRE(store::migrate(owner, store::embedded_migrations(), "1"));
        Database server(plain.plain_url(), Rights::server);
        CHECK(role_of(server) == "plain_owner");
        CHECK(*store::rows::apply(server, facts.all()) == facts.all().size());
        CHECK(plain
                  .ask("select table_name from information_schema.role_table_grants"
                       " where grantee = 'yorisoi_server'")
                  .empty());
    }
    SECTION("until somebody who may grants it")
    {
        House const others;
        REQUIRE(store::migrate(owner, store::embedded_migrations(), "1"));
        plain.ask("grant yorisoi_server to plain_owner");
        REQUIRE(run(owner, "select grant_to_server()").has_value());
        Database server(plain.plain_url(), Rights::server);
        CHECK(role_of(server) == "yorisoi_server");
        CHECK(*store::rows::apply(server, facts.all()) == facts.all().size());
        CHECK(run(server, "drop table ticket").error() == errc::refused);
    }
}

TEST_CASE("an owner who may create roles makes the server's role")
{
    PlainOwner plain("createrole");
    NoServerRole const none(plain);
    Database owner(plain.plain_url());
    REQUIRE(store::migrate(owner, store::embedded_migrations(), "1"));
    Database server(plain.plain_url(), Rights::server);
    CHECK(role_of(server) == "yorisoi_server");
    CHECK(run(server, "delete from account").error() == errc::refused);
}
