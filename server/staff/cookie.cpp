// Writes and reads the cookie; base64url and SHA-256 are libsodium's.
#include "staff/cookie.hpp"

#include <sodium.h>

#include <array>

namespace staff {
namespace {

constexpr int base64url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t token_characters = 43; // 32 bytes

constexpr std::string_view cookie_name(Transport transport)
{
    return transport == Transport::https ? "__Host-yorisoi" : "yorisoi";
}

std::string cookie(std::string_view value, Transport transport)
{
    std::string text(cookie_name(transport));
    text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict");
    if (transport == Transport::https) {
        text.append("; Secure");
    }
    return text;
}

std::string text_of(SignInToken const& token)
{
    std::array<char, token_characters + 1> text{};
    sodium_bin2base64(text.data(), text.size(), token.bytes.data(), token.bytes.size(), base64url);
    return std::string(text.data(), token_characters);
}

std::optional<SignInToken> token_from(std::string_view value)
{
    if (value.size() != token_characters) {
        return std::nullopt;
    }
    SignInToken token;
    std::size_t length = 0;
    if (sodium_base642bin(token.bytes.data(), token.bytes.size(), value.data(), value.size(),
                          nullptr, &length, nullptr, base64url) != 0 ||
        length != token.bytes.size()) {
        return std::nullopt;
    }
    return token;
}

} // namespace

SignInTokenHash hash_of(SignInToken const& token)
{
    SignInTokenHash hash;
    static_assert(SignInTokenHash::size == crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash.bytes.data(), token.bytes.data(), token.bytes.size());
    return hash;
}

std::string cookie_with(SignInToken const& token, Transport transport)
{
    return cookie(text_of(token), transport);
}

std::string forgotten_cookie(Transport transport)
{
    return cookie("", transport) + "; Max-Age=0";
}

std::optional<SignInToken> token_in(std::string_view cookie_field, Transport transport)
{
    constexpr std::string_view separator = "; "; // RFC 6265, section 4.2.1: exactly this
    std::optional<std::string_view> ours;
    while (!cookie_field.empty()) {
        auto const end = cookie_field.find(separator);
        auto const pair = cookie_field.substr(0, end);
        auto const equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == cookie_name(transport)) {
            if (ours) {
                return std::nullopt; // two of ours: somebody planted one
            }
            ours = pair.substr(equals + 1);
        }
        if (end == std::string_view::npos) {
            break;
        }
        cookie_field.remove_prefix(end + separator.size());
    }
    return ours ? token_from(*ours) : std::nullopt;
}

} // namespace staff
