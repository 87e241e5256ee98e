// Reads with the strict JSON of the protocol, then checks what the schema would refuse, because a
// database can only say "refused".
#include "seed_demo.hpp"

#include "protocol/characters.hpp"
#include "protocol/json.hpp"
#include "protocol/reading.hpp"
#include "staff/password.hpp"

#include <algorithm>
#include <cstddef>
#include <set>

namespace {

// Nothing, or what is wrong. The bounds are those of sql/002_desks_and_accounts.sql.
std::string complaint_about(DemoAccount const& account)
{
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    if (account.name.empty() || account.name.size() > 64 ||
        account.name.find_first_not_of(allowed) != std::string::npos) {
        return "the name of an account has 1 to 64 characters of a-z, 0-9, dot, hyphen and "
               "underscore";
    }
    if (account.alias.empty() || protocol::characters(account.alias) > 32) {
        return "the alias of an account has 1 to 32 characters";
    }
    if (account.password.empty()) {
        return "an account has no password";
    }
    return {};
}

std::string complaint_about(Demo const& demo)
{
    if (demo.purpose != protocol::api::Purpose::demo) {
        return "the purpose of its desk is demo";
    }
    if (auto faults = protocol::faults_in(demo.document()); !faults.empty()) {
        return std::move(faults.front());
    }
    std::set<std::string_view> names;
    for (auto const& account : demo.accounts) {
        if (auto complaint = complaint_about(account); !complaint.empty()) {
            return complaint;
        }
        if (!names.insert(account.name).second) {
            return "two accounts have the same name";
        }
    }
    return {};
}

} // namespace

std::variant<Demo, std::string> demo_in(std::string_view json)
{
    auto parsed = protocol::json::parse(json);
    if (!parsed) {
        return "the demo cannot be read: " + parsed.error().message();
    }
    Demo demo;
    if (auto const error =
            protocol::json::read_parts<protocol::json::Absent::refused>(std::move(*parsed), demo)) {
        return "the demo is not as expected: " + error.message();
    }
    if (auto const complaint = complaint_about(demo); !complaint.empty()) {
        return "the demo is not as expected: " + complaint;
    }
    return demo;
}

std::optional<store::AccountToStore> account_to_store(DemoAccount const& account,
                                                      std::optional<staff::Account> const& existing)
{
    store::AccountToStore result{account.name, account.alias, account.role, {}};
    if (existing && staff::verify_password(existing->password_hash, account.password) ==
                        staff::PasswordVerdict::right) {
        result.password_hash = existing->password_hash;
        return result;
    }
    auto fresh = staff::hash_password(account.password);
    if (!fresh) {
        return std::nullopt;
    }
    result.password_hash = std::move(*fresh);
    return result;
}
