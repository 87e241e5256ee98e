// The cookie of staff: exactly this text out, exactly this text in.
#include "staff/cookie.hpp"
#include "support/catch.hpp"

#include <string>

using staff::SignInToken;
using staff::token_in;
using staff::Transport;

namespace {

SignInToken counting()
{
    SignInToken token;
    for (std::size_t i = 0; i < token.bytes.size(); ++i) {
        token.bytes[i] = static_cast<std::uint8_t>(i);
    }
    return token;
}

std::string const text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

} // namespace

TEST_CASE("the cookie over https has the prefix and every protection")
{
    CHECK(staff::cookie_with(counting(), Transport::https) ==
          "__Host-yorisoi=" + text + "; Path=/; HttpOnly; SameSite=Strict; Secure");
    CHECK(staff::forgotten_cookie(Transport::https) ==
          "__Host-yorisoi=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0");
}

TEST_CASE("the cookie of development can be set over http")
{
    CHECK(staff::cookie_with(counting(), Transport::plain) ==
          "yorisoi=" + text + "; Path=/; HttpOnly; SameSite=Strict");
    CHECK(staff::forgotten_cookie(Transport::plain) ==
          "yorisoi=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_CASE("a token is read from the cookie as it was written")
{
    CHECK(token_in("__Host-yorisoi=" + text, Transport::https) == counting());
    CHECK(token_in("yorisoi=" + text, Transport::plain) == counting());

    SECTION("among cookies of others")
    {
        CHECK(token_in("a=b; yorisoi=" + text + "; c=d=e", Transport::plain) == counting());
        CHECK(token_in("odd; yorisoi=" + text, Transport::plain) == counting());
        CHECK(token_in("xyorisoi=1; yorisoi=" + text, Transport::plain) == counting());
    }
    SECTION("not from the cookie of the other transport")
    {
        CHECK_FALSE(token_in("yorisoi=" + text, Transport::https));
        CHECK_FALSE(token_in("__Host-yorisoi=" + text, Transport::plain));
    }
}

TEST_CASE("anything but exactly one token is none")
{
    auto const cookie = "yorisoi=" + text;
    auto other_end = text;
    other_end.back() = '9'; // the same 32 bytes to a careless reader
    for (auto const& field : {std::string(),
                              std::string(";"),
                              std::string("; ; "),
                              std::string("yorisoi"),
                              std::string("yorisoi="),
                              cookie + "A",
                              cookie.substr(0, cookie.size() - 1),
                              cookie + "=",
                              cookie + " ",
                              " " + cookie,
                              "a=b;" + cookie,
                              cookie + ";c=d",
                              "Yorisoi=" + text,
                              "yorisoi =" + text,
                              "yorisoi=\"" + text + "\"",
                              cookie + "; " + cookie,
                              cookie + "; yorisoi=",
                              "yorisoi=" + other_end,
                              "yorisoi=+/" + text.substr(2),
                              "yorisoi=" + std::string(43, '\0'),
                              std::string(100'000, ';'),
                              "yorisoi=" + std::string(100'000, 'A')}) {
        INFO(field.substr(0, 100));
        CHECK_FALSE(token_in(field, Transport::plain));
    }
}

TEST_CASE("the server keeps the SHA-256 of a token")
{
    // printf '%b' of the bytes 00 to 1f, sha256sum
    constexpr std::array<std::uint8_t, 4> start{0x63, 0x0d, 0xcd, 0x29};
    auto const hash = staff::hash_of(counting());
    CHECK(std::equal(start.begin(), start.end(), hash.bytes.begin()));
    CHECK(staff::hash_of(SignInToken{}) != hash);
}
