// The cookie of a signed-in staff page: how it is written and read, and the token inside. Visitors
// get no cookie. Pure text; knows neither who is signed in nor for how long.
#pragma once

#include "protocol/records.hpp"
#include "protocol/types.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace staff {

// 256 random bits for one sign-in, known to that browser only. Never logged.
using SignInToken = protocol::RandomName<struct SignInTokenTag, 32>;

// SHA-256 of a token: what the server keeps. One who reads our memory cannot sign in with it.
using protocol::records::SignInTokenHash;

[[nodiscard]] SignInTokenHash hash_of(SignInToken const& token);

// How pages reach us. Over plain HTTP (development on loopback) a browser would refuse the prefix
// `__Host-`, which is what keeps other hosts from setting this cookie.
enum class Transport { https, plain };

// The value of Set-Cookie. It ends with the browser; the limits of the sign-in are the server's.
[[nodiscard]] std::string cookie_with(SignInToken const& token, Transport transport);

// The value of Set-Cookie that makes the browser forget.
[[nodiscard]] std::string forgotten_cookie(Transport transport);

// The token in a Cookie field. Strict: exactly one cookie of our name, exactly as we wrote it;
// cookies of others are passed over. Nothing for anything else.
[[nodiscard]] std::optional<SignInToken> token_in(std::string_view cookie_field,
                                                  Transport transport);

} // namespace staff
