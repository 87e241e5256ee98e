// Passwords of staff: Argon2id through libsodium (docs/decisions/libsodium-argon2id.md).
//
// Each call takes about a fifth of a second and 64 MiB on purpose: call it on a worker, at most
// four at a time. Knows neither accounts nor what a good password is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace staff {

enum class PasswordVerdict {
    wrong,
    right,
    right_but_old_parameters, // right; store a fresh hash while the password is at hand
};

// A hash with a fresh salt, as the text that libsodium stores ("$argon2id$v=19$m=65536,t=3,p=1$…").
// Nothing when the machine has no 64 MiB left.
[[nodiscard]] std::optional<std::string> hash_password(std::string_view password);

// Whether the password belongs to the hash. Without a hash (nobody has that name, or the account is
// disabled) it works as long and says `wrong`, so that time tells nobody which names exist.
[[nodiscard]] PasswordVerdict verify_password(std::optional<std::string_view> hash,
                                              std::string_view password);

} // namespace staff
