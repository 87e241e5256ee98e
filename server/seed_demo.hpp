// The demo of a first evening: a desk and its staff, given as JSON. Strict about what is given;
// knows neither where it is stored nor where it came from.
#pragma once

#include "protocol/desk_settings.hpp"
#include "store/accounts.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct DemoAccount {
    std::string name; // to sign in with
    std::string password;
    protocol::api::Role role{};
    std::string alias;
};
BOOST_DESCRIBE_STRUCT(DemoAccount, (), (name, password, role, alias))

// A desk as `set-desk` takes it, whose purpose is demo, and "accounts":[{"name":"sora",
// "password":"…","role":"counsellor","alias":"相談員"}].
struct Demo {
    protocol::api::DeskName desk;
    protocol::api::Purpose purpose{};
    protocol::DeskSettings settings;
    std::vector<DemoAccount> accounts;

    protocol::DeskDocument document() const { return {desk, purpose, settings}; }
};
BOOST_DESCRIBE_STRUCT(Demo, (), (desk, purpose, settings, accounts))

// A demo that the schema will take, or a sentence that says what is wrong with the text.
[[nodiscard]] std::variant<Demo, std::string> demo_in(std::string_view json);

// What is to be stored for this account: the hash that is there when its password is the same,
// else a fresh one. Takes about a fifth of a second. Nothing when there is no memory for hashing.
[[nodiscard]] std::optional<store::AccountToStore>
account_to_store(DemoAccount const& account, std::optional<staff::Account> const& existing);
