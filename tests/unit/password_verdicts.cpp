// Passwords: what is stored, what opens, and that unknown names cost the same.
#include "staff/password.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <string>

using staff::hash_password;
using staff::PasswordVerdict;
using staff::verify_password;

namespace {

std::chrono::duration<double> time_of(auto&& call)
{
    auto const start = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - start;
}

} // namespace

TEST_CASE("a password opens its hash and no other password does")
{
    std::string const password("十五文字より長い合言葉です。");
    auto const hash = hash_password(password);
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
    CHECK(verify_password(*hash, password) == PasswordVerdict::right);
    CHECK(verify_password(*hash, password + " ") == PasswordVerdict::wrong);
    CHECK(verify_password(*hash, "") == PasswordVerdict::wrong);

    SECTION("nor one that differs behind a NUL")
    {
        std::string const cut(password + std::string("\0x", 2));
        CHECK(verify_password(*hash, cut) == PasswordVerdict::wrong);
    }
    SECTION("and hashed again it looks different, because the salt is fresh")
    {
        CHECK(hash_password(password) != hash);
    }
}

TEST_CASE("a hash of older parameters opens and asks to be renewed")
{
    // Made by libsodium 1.0.18 with t = 2, m = 19 MiB.
    constexpr std::string_view old_hash =
        "$argon2id$v=19$m=19456,t=2,p=1$"
        "AywFSa2nvVtCKttWP++ayA$8LRtA8QXElid4kVV2krRXaSUs7tJTbcwOG97A9L8r3s";
    CHECK(verify_password(old_hash, "correct horse") == PasswordVerdict::right_but_old_parameters);
    CHECK(verify_password(old_hash, "wrong horse") == PasswordVerdict::wrong);
}

TEST_CASE("what is no hash opens for nobody")
{
    for (std::string const& broken :
         {std::string(), std::string("*"), std::string("$argon2id$"), std::string(127, 'a'),
          std::string(10'000, 'a'), std::string("$argon2id$\0", 11)}) {
        CHECK(verify_password(broken, "") == PasswordVerdict::wrong);
    }
}

TEST_CASE("a name that nobody has is always wrong and takes as long")
{
    auto const hash = hash_password("correct horse");
    REQUIRE(hash);
    CHECK(verify_password(std::nullopt, "") == PasswordVerdict::wrong);
    // The quicker of two, since the machine is busy with other things.
    auto const least = [](auto call) { return std::min(time_of(call), time_of(call)); };
    auto const known = least([&] { CHECK(verify_password(*hash, "x") == PasswordVerdict::wrong); });
    auto const unknown =
        least([&] { CHECK(verify_password(std::nullopt, "x") == PasswordVerdict::wrong); });
    CHECK(unknown > known / 2);
    CHECK(unknown < known * 2);
}
