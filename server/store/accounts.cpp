// The statements about accounts, and how their rows become values.
#include "store/accounts.hpp"

#include "store/desks.hpp"
#include "store/enum_field.hpp"
#include "store/transaction.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace store {
namespace {

constexpr Statement select_account_by_name{
    "account_by_name", "select account, sign_in_name, alias, role, password_hash,"
                       " disabled_at is not null as disabled, version"
                       " from account where sign_in_name = $1"};

constexpr Statement select_account_by_key{
    "account_by_key", "select account, sign_in_name, alias, role, password_hash,"
                      " disabled_at is not null as disabled, version"
                      " from account where account = $1"};

constexpr Statement select_desks_of{"desks_of",
                                    "select code, name, purpose from desk join desk_staff"
                                    " using (desk) where account = $1 order by code collate \"C\""};

constexpr Statement update_password_hash{
    "renew_password_hash",
    "update account set password_hash = $3 where account = $1 and password_hash = $2"};

// Gives no row for an account of a desk that is no demo.
constexpr Statement upsert_demo_account{
    "demo_account",
    "insert into account as kept (sign_in_name, alias, role, password_hash)"
    " values ($1, $2, $3::staff_role, $4)"
    " on conflict (sign_in_name) do update set alias = excluded.alias, role = excluded.role,"
    " password_hash = excluded.password_hash,"
    " version = kept.version + case when (kept.role, kept.password_hash)"
    " is distinct from (excluded.role, excluded.password_hash) then 1 else 0 end"
    " where not exists (select from desk_staff join desk using (desk)"
    " where desk_staff.account = kept.account and desk.purpose <> 'demo')"
    " returning account"};

constexpr Statement assign_to_desk{
    "assign", "insert into desk_staff (desk, account) values ($1, $2) on conflict do nothing"};

template <class Row>
staff::Account account_of(Row const& row)
{
    return {.account = staff::AccountId{row["account"].template as<std::uint64_t>()},
            .sign_in_name = row["sign_in_name"].c_str(),
            .alias = row["alias"].c_str(),
            .role = enum_of<protocol::api::Role>(row["role"]),
            .password_hash = row["password_hash"].c_str(),
            .disabled = row["disabled"].template as<bool>(),
            .version = row["version"].template as<std::uint32_t>()};
}

std::optional<staff::Account> first_account(pqxx::result const& rows)
{
    if (rows.empty()) {
        return std::nullopt;
    }
    return account_of(rows[0]);
}

std::vector<staff::Desk> desks_in(pqxx::result const& rows)
{
    std::vector<staff::Desk> desks;
    for (auto const& row : rows) {
        desks.push_back({.code = {row["code"].c_str()},
                         .name = row["name"].c_str(),
                         .purpose = enum_of<staff::Purpose>(row["purpose"])});
    }
    return desks;
}

// As sql/002 keeps them: at most 64 of [a-z0-9._-].
std::optional<std::string> kept_form(std::string_view sign_in_name)
{
    if (sign_in_name.empty() || sign_in_name.size() > 64) {
        return std::nullopt;
    }
    std::string kept(sign_in_name);
    std::transform(kept.begin(), kept.end(), kept.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    if (kept.find_first_not_of(allowed) != std::string::npos) {
        return std::nullopt;
    }
    return kept;
}

std::int64_t key(staff::AccountId account)
{
    return static_cast<std::int64_t>(account);
}

// The key of the one row; a guard in the statement that gave none means staff of a real desk.
std::int64_t stored_key(pqxx::result const& rows)
{
    if (rows.empty()) {
        throw Refusal{errc::not_a_demo};
    }
    return rows[0][0].as<std::int64_t>();
}

} // namespace

boost::system::result<std::optional<staff::Account>> account_named(Database& database,
                                                                   std::string_view sign_in_name)
{
    auto const kept = kept_form(sign_in_name);
    if (!kept) {
        return std::optional<staff::Account>{};
    }
    return database.run("account_named", [&](Transaction& transaction) {
        return first_account(transaction.run(select_account_by_name, *kept));
    });
}

boost::system::result<std::optional<staff::Account>> account_with(Database& database,
                                                                  staff::AccountId account)
{
    return database.run("account_with", [&](Transaction& transaction) {
        return first_account(transaction.run(select_account_by_key, key(account)));
    });
}

boost::system::result<std::vector<staff::Desk>> desks_of(Database& database,
                                                         staff::AccountId account)
{
    return database.run("desks_of", [&](Transaction& transaction) {
        return desks_in(transaction.run(select_desks_of, key(account)));
    });
}

boost::system::result<Renewal> renew_password_hash(Database& database, staff::AccountId account,
                                                   std::string_view old_hash,
                                                   std::string_view fresh_hash)
{
    return database.run("renew_password_hash", [&](Transaction& transaction) {
        auto const updated = transaction.run(update_password_hash, key(account),
                                             std::string(old_hash), std::string(fresh_hash));
        return updated.affected_rows() == 1 ? Renewal::renewed : Renewal::changed_meanwhile;
    });
}

boost::system::result<void> store_demo(Database& database, protocol::DeskDocument const& desk,
                                       std::span<AccountToStore const> accounts)
{
    return database.run("store_demo", [&](Transaction& transaction) {
        auto const key = put_desk(transaction, desk, errc::not_a_demo).key;
        for (auto const& account : accounts) {
            auto const* const role = boost::describe::enum_to_string(account.role, "");
            auto const stored =
                stored_key(transaction.run(upsert_demo_account, account.sign_in_name, account.alias,
                                           std::string(role), account.password_hash));
            transaction.run(assign_to_desk, key, stored);
        }
    });
}

} // namespace store
