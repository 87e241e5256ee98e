// Accounts, written and read; and names that nobody should have.
#include "store/accounts.hpp"

#include "store/desks.hpp"
#include "store/fresh_database.hpp"
#include "store/migrations.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

#include <algorithm>

using protocol::api::Role;
using store::account_named;
using store::store_demo;

namespace {

constexpr char const* some_hash = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA";
constexpr char const* other_hash = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$b3RoZXI";

std::vector<store::AccountToStore> staff_of_demo()
{
    return {{"sora", "相談員", Role::counsellor, some_hash},
            {"riku.2", "スーパーバイザー", Role::supervisor, some_hash}};
}

struct House {
    House() { REQUIRE(store::migrate(database, store::embedded_migrations(), "1")); }

    staff::Account account(std::string_view name)
    {
        auto const found = account_named(database, name);
        REQUIRE(found.has_value());
        REQUIRE(*found);
        return **found;
    }

    FreshDatabase fresh;
    store::Database database{fresh.url()};
};

} // namespace

TEST_CASE("a stored account is found as it was stored")
{
    House house;
    REQUIRE(store_demo(house.database, sample::desk("demo", "体験用 相談窓口"), staff_of_demo()));
    auto const sora = house.account("sora");
    CHECK(sora.sign_in_name == "sora");
    CHECK(sora.alias == "相談員");
    CHECK(sora.role == Role::counsellor);
    CHECK(sora.password_hash == some_hash);
    CHECK_FALSE(sora.disabled);
    CHECK(sora.version == 1);
    CHECK(house.account("riku.2").role == Role::supervisor);

    SECTION("whatever the case of the letters typed")
    {
        CHECK(house.account("SoRa").account == sora.account);
    }
    SECTION("and by its key")
    {
        auto const found = store::account_with(house.database, sora.account);
        REQUIRE(found.has_value());
        REQUIRE(*found);
        CHECK((*found)->sign_in_name == "sora");
        auto const nobody = store::account_with(house.database, staff::AccountId{999'999});
        REQUIRE(nobody.has_value());
        CHECK_FALSE(*nobody);
    }
    SECTION("with its desks")
    {
        auto const desks = store::desks_of(house.database, sora.account);
        REQUIRE(desks.has_value());
        REQUIRE(desks->size() == 1);
        CHECK((*desks)[0].code.value == "demo");
        CHECK((*desks)[0].name == "体験用 相談窓口");
        CHECK((*desks)[0].purpose == staff::Purpose::demo);
    }
    SECTION("and says when it is disabled")
    {
        house.fresh.ask("update account set disabled_at = now() where sign_in_name = 'sora'");
        CHECK(house.account("sora").disabled);
    }
}

TEST_CASE("any bytes may be asked for as a name")
{
    House house;
    REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), staff_of_demo()));
    for (auto const& name :
         {std::string(), std::string("sora'"), std::string("' or 1=1 --"),
          std::string("sora\"; drop table account; --"), std::string("sora\0", 5),
          std::string("\0sora", 5), std::string("sora\0x", 6), std::string("sor%"),
          std::string("s_ra"), std::string(" sora"), std::string("sora\n"), std::string("そら"),
          std::string("ｓｏｒａ"), std::string("\xff\xfe"), std::string("\xc3"),
          std::string(10'000, 'a'), std::string(65, 'a'), std::string(10'000, '\'')}) {
        INFO(name.substr(0, 40));
        auto const found = account_named(house.database, name);
        REQUIRE(found.has_value());
        CHECK_FALSE(*found);
    }
    CHECK(house.account("sora").sign_in_name == "sora");
}

TEST_CASE("what the database cannot hold is refused, and nothing of it stays")
{
    House house;
    auto accounts = staff_of_demo();
    auto const refused_as = [&](std::string_view desk_name) {
        auto const stored =
            store_demo(house.database, sample::desk("demo", std::string(desk_name)), accounts);
        REQUIRE_FALSE(stored);
        CHECK(house.fresh.ask("select code from desk").empty());
        CHECK(house.fresh.ask("select sign_in_name from account").empty());
        return stored.error();
    };
    SECTION("a NUL, which would be cut off")
    {
        accounts[1].alias = std::string("a\0b", 3);
        CHECK(refused_as("体験") == store::errc::refused);
    }
    SECTION("bytes that are no text")
    {
        accounts[1].alias = "\xff";
        CHECK(refused_as("体験") == store::errc::refused);
    }
    SECTION("a name in another form than it is looked up")
    {
        accounts[1].sign_in_name = "Riku";
        CHECK(refused_as("体験") == store::errc::conflict);
    }
    SECTION("a name that could be a mail address")
    {
        accounts[1].sign_in_name = "riku@example.org";
        CHECK(refused_as("体験") == store::errc::conflict);
    }
    SECTION("a password that is not hashed")
    {
        accounts[1].password_hash = "himitsu";
        CHECK(refused_as("体験") == store::errc::conflict);
    }
    SECTION("texts that are too long")
    {
        CHECK(refused_as(std::string(10'000, 'a')) == store::errc::conflict);
    }
}

TEST_CASE("hostile texts in names that people see are stored as they are")
{
    House house;
    std::string const alias = "'; drop table account; --\\\"$1";
    REQUIRE(store_demo(
        house.database, sample::desk("demo", "<b>\"'\\ 窓口 $$"),
        std::vector<store::AccountToStore>{{"sora", alias, Role::counsellor, some_hash}}));
    CHECK(house.account("sora").alias == alias);
    auto const desks = store::all_desks(house.database);
    REQUIRE(desks.has_value());
    CHECK(desks->at(0).desk.name == "<b>\"'\\ 窓口 $$");
}

TEST_CASE("a fresh hash replaces only the one it was made for")
{
    House house;
    REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), staff_of_demo()));
    auto const sora = house.account("sora");
    auto const renewed =
        store::renew_password_hash(house.database, sora.account, some_hash, other_hash);
    REQUIRE(renewed.has_value());
    CHECK(*renewed == store::Renewal::renewed);
    CHECK(house.account("sora").password_hash == other_hash);
    CHECK(house.account("sora").version == 1);
    CHECK(house.account("riku.2").password_hash == some_hash);

    auto const late =
        store::renew_password_hash(house.database, sora.account, some_hash, some_hash);
    REQUIRE(late.has_value());
    CHECK(*late == store::Renewal::changed_meanwhile);
    CHECK(house.account("sora").password_hash == other_hash);
}

TEST_CASE("a demo stored again")
{
    House house;
    REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), staff_of_demo()));
    auto const key = house.account("sora").account;
    auto accounts = staff_of_demo();

    SECTION("unchanged changes nothing")
    {
        REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), accounts));
        CHECK(house.account("sora").account == key);
        CHECK(house.account("sora").version == 1);
        CHECK(house.fresh.ask("select count(*) from desk_staff") == std::vector<std::string>{"2"});
    }
    SECTION("with another alias goes on with the same sign-ins")
    {
        accounts[0].alias = "そら";
        REQUIRE(store_demo(house.database, sample::desk("demo", "新しい名前"), accounts));
        CHECK(house.account("sora").alias == "そら");
        CHECK(house.account("sora").version == 1);
        CHECK(store::all_desks(house.database)->at(0).desk.name == "新しい名前");
    }
    SECTION("with another password or role ends the sign-ins")
    {
        accounts[0].password_hash = other_hash;
        accounts[1].role = Role::counsellor;
        REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), accounts));
        CHECK(house.account("sora").version == 2);
        CHECK(house.account("riku.2").version == 2);
    }
}

TEST_CASE("a demo never touches a desk or a person of real work")
{
    House house;
    REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), staff_of_demo()));
    house.fresh.ask("insert into desk (code, name, purpose) values ('a1', '本物', 'real')");
    auto accounts = staff_of_demo();
    accounts[0].password_hash = other_hash;

    SECTION("not the desk")
    {
        CHECK(store_demo(house.database, sample::desk("a1", "体験"), accounts).error() ==
              store::errc::not_a_demo);
        CHECK(house.fresh.ask("select name from desk where code = 'a1'") ==
              std::vector<std::string>{"本物"});
    }
    SECTION("not the person")
    {
        house.fresh.ask("insert into desk_staff select desk, account from desk, account"
                        " where code = 'a1' and sign_in_name = 'sora'");
        CHECK(store_demo(house.database, sample::desk("demo", "体験"), accounts).error() ==
              store::errc::not_a_demo);
    }
    CHECK(house.account("sora").password_hash == some_hash);
}

TEST_CASE("a role that a later program added is refused, not guessed")
{
    House house;
    REQUIRE(store_demo(house.database, sample::desk("demo", "体験"), staff_of_demo()));
    house.fresh.ask("alter type staff_role add value 'gardener'");
    house.fresh.ask("update account set role = 'gardener' where sign_in_name = 'sora'");
    CHECK(account_named(house.database, "sora").error() == store::errc::newer_schema);
}
