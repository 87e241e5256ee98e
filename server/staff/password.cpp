// Calls libsodium with our parameters, and nothing else.
#include "staff/password.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

namespace staff {
namespace {

// RFC 9106, section 4, second recommended option (t = 3, m = 64 MiB) with the one lane that
// libsodium offers; well above OWASP's least (19 MiB, t = 2). Four at once stay below 300 MiB.
constexpr unsigned long long operations = 3;
constexpr std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;

// What is verified when there is no account: an ordinary hash of 32 random bytes that nobody kept.
// Its parameters must be the ones above, else it would take another time; a test compares them.
constexpr std::string_view nobodys_hash =
    "$argon2id$v=19$m=65536,t=3,p=1$"
    "nYhlIc+7/u5XMHbPLUY6Rw$MZ+UUTWQloR/kJLrpATvqoCQ92AwDBAMdonK9e8jWIY";

void ready_sodium()
{
    static int const outcome = sodium_init();
    if (outcome < 0) {
        std::abort(); // no source of randomness: confidentiality before availability
    }
}

// libsodium takes a terminated text; a longer or broken one cannot be a hash of ours.
std::optional<std::array<char, crypto_pwhash_STRBYTES>> terminated(std::string_view hash)
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (hash.size() >= text.size() || hash.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    hash.copy(text.data(), hash.size());
    return text;
}

} // namespace

std::optional<std::string> hash_password(std::string_view password)
{
    ready_sodium();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), operations,
                              memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return std::nullopt;
    }
    return std::string(text.data());
}

PasswordVerdict verify_password(std::optional<std::string_view> hash, std::string_view password)
{
    ready_sodium();
    auto const text = terminated(hash.value_or(nobodys_hash));
    if (!text) {
        return PasswordVerdict::wrong;
    }
    bool const right =
        crypto_pwhash_str_verify(text->data(), password.data(), password.size()) == 0;
    if (!right || !hash) {
        return PasswordVerdict::wrong;
    }
    bool const old = crypto_pwhash_str_needs_rehash(text->data(), operations, memory_bytes) != 0;
    return old ? PasswordVerdict::right_but_old_parameters : PasswordVerdict::right;
}

} // namespace staff
