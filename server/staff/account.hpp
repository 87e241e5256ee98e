// Who may sign in, as values: an account, and the desks it belongs to. Knows neither where accounts
// are stored nor how one signs in.
#pragma once

#include "protocol/api.hpp"
#include "protocol/types.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace staff {

enum class AccountId : std::uint64_t {};

// Wall-clock time: limits of a sign-in hold while the server is down, too.
using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;

struct Account {
    AccountId account{};
    std::string sign_in_name;
    std::string alias; // what others see
    protocol::api::Role role{};
    std::string password_hash; // Argon2id with its salt and parameters; never leaves the server
    bool disabled{};
    // Rises with each change that must end the sign-ins of this account: password, role, disabling.
    std::uint32_t version{};
};

using protocol::api::Purpose;

struct Desk {
    protocol::DeskCode code;
    std::string name;
    Purpose purpose{};
};

} // namespace staff
