// Puts the rooms together for the two small commands.
#include "commands.hpp"

#include "protocol/limits.hpp"
#include "seed_demo.hpp"
#include "store/migrations.hpp"

#include <istream>
#include <ostream>

namespace commands {
namespace {

int exit_code_of(boost::system::error_code error)
{
    if (error == store::errc::unavailable || error == store::errc::too_slow ||
        error == store::errc::in_doubt) {
        return exit_codes::database_unavailable;
    }
    return exit_codes::configuration;
}

int complain(std::ostream& complains, boost::system::error_code error)
{
    complains << "yorisoi: " << error.message() << ".\n";
    return exit_code_of(error);
}

// One byte more than a text may have, so that a longer one is refused and not cut.
std::string all_of(std::istream& input)
{
    std::string text(protocol::limits::frame_bytes + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    return text;
}

boost::system::result<std::vector<store::AccountToStore>>
accounts_to_store(store::Database& database, Demo const& demo)
{
    std::vector<store::AccountToStore> accounts;
    for (auto const& account : demo.accounts) {
        auto const existing = store::account_named(database, account.name);
        if (!existing) {
            return existing.error();
        }
        auto stored = account_to_store(account, *existing);
        if (!stored) {
            return make_error_code(boost::system::errc::not_enough_memory);
        }
        accounts.push_back(std::move(*stored));
    }
    return accounts;
}

} // namespace

int migrate(Config const& config, std::ostream& says, std::ostream& complains)
{
    store::Database database(config.database_url);
    auto const applied = store::migrate(database, store::embedded_migrations(), program_version);
    if (!applied) {
        return complain(complains, applied.error());
    }
    says << "The schema is up to date; migrations applied now: " << *applied << ".\n";
    return 0;
}

int seed_demo(Config const& config, std::istream& json, std::ostream& says, std::ostream& complains)
{
    auto const read = demo_in(all_of(json));
    if (auto const* const complaint = std::get_if<std::string>(&read)) {
        complains << "yorisoi: " << *complaint << ".\n";
        return exit_codes::configuration;
    }
    auto const& demo = std::get<Demo>(read);
    store::Database database(config.database_url);
    auto const accounts = accounts_to_store(database, demo);
    if (!accounts) {
        return complain(complains, accounts.error());
    }
    auto const stored = store::store_demo(database, demo.desk.code, demo.desk.name, *accounts);
    if (!stored) {
        return complain(complains, stored.error());
    }
    says << "The demo desk " << demo.desk.code.value << " is set up; accounts: " << accounts->size()
         << ".\n";
    return 0;
}

} // namespace commands
