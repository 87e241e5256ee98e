// Who is signed in, for how long, and how many at once.
#include "staff/sign_ins.hpp"
#include "support/catch.hpp"

using namespace std::chrono_literals;
using staff::AccountId;
using staff::SignedIn;
using staff::SignIns;
using staff::SignInTokenHash;

namespace {

constexpr AccountId sora{1};
constexpr AccountId riku{2};
staff::Time const morning{std::chrono::hours(24 * 365 * 50)};

SignInTokenHash token(unsigned number)
{
    SignInTokenHash hash;
    hash.bytes[0] = static_cast<std::uint8_t>(number);
    hash.bytes[1] = static_cast<std::uint8_t>(number >> 8U);
    return hash;
}

SignedIn as(AccountId account)
{
    return {account, 1, {"相談員", protocol::api::Role::counsellor, {}}};
}

} // namespace

TEST_CASE("a sign-in")
{
    SignIns sign_ins({});
    CHECK_FALSE(sign_ins.begin(token(1), as(sora), morning).refused);

    SECTION("is found by its token and by no other")
    {
        REQUIRE(sign_ins.find(token(1), morning) != nullptr);
        CHECK(sign_ins.find(token(1), morning)->account == sora);
        CHECK(sign_ins.find(token(1), morning)->me.alias == "相談員");
        CHECK(sign_ins.find(token(2), morning) == nullptr);
    }
    SECTION("ends after an hour without use, and looking is no use")
    {
        CHECK(sign_ins.find(token(1), morning + 1h - 1ms) != nullptr);
        CHECK(sign_ins.find(token(1), morning + 1h) == nullptr);
        CHECK_FALSE(sign_ins.used(token(1), morning + 1h));
        CHECK(sign_ins.find(token(1), morning + 1h) == nullptr);
    }
    SECTION("goes on while it is used, but not beyond twelve hours")
    {
        for (auto time = morning; time < morning + 12h; time += 59min) {
            CHECK(sign_ins.used(token(1), time));
        }
        CHECK(sign_ins.find(token(1), morning + 12h - 1ms) != nullptr);
        CHECK(sign_ins.find(token(1), morning + 12h) == nullptr);
    }
    SECTION("is not made longer by a clock that was set back")
    {
        CHECK(sign_ins.used(token(1), morning + 30min));
        CHECK(sign_ins.used(token(1), morning));
        CHECK(sign_ins.find(token(1), morning + 90min - 1ms) != nullptr);
        CHECK(sign_ins.find(token(1), morning + 90min) == nullptr);
    }
    SECTION("ends when its owner signs out, once")
    {
        CHECK(sign_ins.sign_out(token(1)));
        CHECK(sign_ins.find(token(1), morning) == nullptr);
        CHECK_FALSE(sign_ins.sign_out(token(1)));
    }
    SECTION("that is over is told exactly once, so that its connections can be closed")
    {
        CHECK(sign_ins.expire(morning + 1h - 1ms).empty());
        CHECK(sign_ins.expire(morning + 1h) == std::vector{token(1)});
        CHECK(sign_ins.expire(morning + 1h).empty());
        CHECK(sign_ins.size() == 0);
    }
}

TEST_CASE("the sign-ins of an account")
{
    SignIns sign_ins({});
    static_cast<void>(sign_ins.begin(token(1), as(sora), morning));
    static_cast<void>(sign_ins.begin(token(2), as(sora), morning + 1min));
    static_cast<void>(sign_ins.begin(token(3), as(riku), morning + 2min));
    CHECK(sign_ins.used(token(1), morning + 5min));

    SECTION("are listed, the latest used first")
    {
        auto const list = sign_ins.of(sora, morning + 5min);
        REQUIRE(list.size() == 2);
        CHECK(list[0].token_hash == token(1));
        CHECK(list[0].began == morning);
        CHECK(list[0].last_used == morning + 5min);
        CHECK(list[1].token_hash == token(2));
    }
    SECTION("are listed only while they last")
    {
        CHECK(sign_ins.of(sora, morning + 62min).size() == 1);
    }
    SECTION("end together, and nobody else's do")
    {
        CHECK(sign_ins.sign_out_all(sora, 1) == std::vector{token(1), token(2)});
        CHECK(sign_ins.find(token(3), morning + 5min) != nullptr);
        CHECK(sign_ins.size() == 1);
    }
    SECTION("end but for those made since the account was changed")
    {
        auto anew = as(sora);
        anew.account_version = 2;
        static_cast<void>(sign_ins.begin(token(4), std::move(anew), morning + 5min));
        CHECK(sign_ins.sign_out_all(sora, 1) == std::vector{token(1), token(2)});
        CHECK(sign_ins.find(token(4), morning + 5min) != nullptr);
        CHECK(sign_ins.sign_out_all(sora, 2) == std::vector{token(4)});
    }
}

TEST_CASE("one browser too many of a person ends the one unused for longest")
{
    SignIns sign_ins({.of_one_account = 3});
    for (unsigned n = 1; n <= 3; ++n) {
        CHECK_FALSE(sign_ins.begin(token(n), as(sora), morning + n * 1min).displaced);
    }
    static_cast<void>(sign_ins.begin(token(9), as(riku), morning));
    CHECK(sign_ins.used(token(1), morning + 10min));
    auto const began = sign_ins.begin(token(4), as(sora), morning + 11min);
    CHECK_FALSE(began.refused);
    CHECK(began.displaced == token(2));
    CHECK(sign_ins.find(token(2), morning + 11min) == nullptr);
    CHECK(sign_ins.find(token(9), morning + 11min) != nullptr);
    CHECK(sign_ins.of(sora, morning + 11min).size() == 3);
}

TEST_CASE("more sign-ins than there may be are refused until one ends")
{
    staff::SignInLimits const limits;
    SignIns sign_ins(limits);
    for (unsigned n = 0; n < limits.of_all; ++n) {
        REQUIRE_FALSE(sign_ins.begin(token(n), as(AccountId{n}), morning).refused);
    }
    CHECK(sign_ins.begin(token(60'000), as(riku), morning).refused);
    CHECK(sign_ins.find(token(60'000), morning) == nullptr);
    CHECK(sign_ins.size() == limits.of_all);
    CHECK(sign_ins.sign_out(token(7)));
    CHECK_FALSE(sign_ins.begin(token(60'000), as(riku), morning).refused);
}
