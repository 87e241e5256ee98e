// Accounts in the database: what sign-in reads, and what setting up writes. Knows neither passwords
// (only their hashes) nor who is signed in.
#pragma once

#include "protocol/desk_settings.hpp"
#include "staff/account.hpp"
#include "store/database.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// The account of that name, whatever case its letters are typed in. Any bytes may be asked for;
// what cannot be a sign-in name finds nothing.
[[nodiscard]] boost::system::result<std::optional<staff::Account>>
account_named(Database& database, std::string_view sign_in_name);

// For sign-ins that outlived a start or a change of their account.
[[nodiscard]] boost::system::result<std::optional<staff::Account>>
account_with(Database& database, staff::AccountId account);

// The desks at which an account works, by code.
[[nodiscard]] boost::system::result<std::vector<staff::Desk>> desks_of(Database& database,
                                                                       staff::AccountId account);

enum class Renewal {
    renewed,
    changed_meanwhile, // another password was set; it stays
};

// Puts a fresh hash of the same password in the place of the old one. The sign-ins of the account
// go on.
[[nodiscard]] boost::system::result<Renewal> renew_password_hash(Database& database,
                                                                 staff::AccountId account,
                                                                 std::string_view old_hash,
                                                                 std::string_view fresh_hash);

struct AccountToStore {
    std::string sign_in_name; // lower case
    std::string alias;
    protocol::api::Role role{};
    std::string password_hash;
};

// Sets up a demo desk and its staff, all or nothing; what is there already is brought up to date.
// Refuses not_a_demo when the desk exists with another purpose, or when one of the accounts works
// at a desk that is no demo: a demo's well-known passwords must never open a real desk.
// requires: the desk's purpose is demo, and faults_in found none.
[[nodiscard]] boost::system::result<void> store_demo(Database& database,
                                                     protocol::DeskDocument const& desk,
                                                     std::span<AccountToStore const> accounts);

} // namespace store
