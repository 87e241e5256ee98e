// Puts the rooms together for the small commands.
#include "commands.hpp"

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "seed_demo.hpp"
#include "store/desks.hpp"
#include "store/migrations.hpp"

#include <istream>
#include <ostream>

namespace commands {
namespace {

int exit_code_of(boost::system::error_code error)
{
    return store::away(error) ? exit_codes::database_unavailable : exit_codes::configuration;
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

// One value a line, for people who read and change it.
std::string spread_out(std::string_view json)
{
    std::string text;
    std::size_t depth = 0;
    bool in_text = false;
    auto const line = [&] { text.append(1, '\n').append(2 * depth, ' '); };
    for (std::size_t at = 0; at < json.size(); ++at) {
        auto const c = json[at];
        if (in_text) {
            text += c;
            if (c == '\\') {
                text += json[++at];
            }
            in_text = c != '"';
        } else if (c == '{' || c == '[') {
            text += c;
            ++depth;
            line();
        } else if (c == '}' || c == ']') {
            --depth;
            line();
            text += c;
        } else {
            text += c;
            in_text = c == '"';
            if (c == ',') {
                line();
            } else if (c == ':') {
                text += ' ';
            }
        }
    }
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

int set_desk(Config const& config, std::istream& json, std::ostream& says, std::ostream& complains)
{
    auto const read = protocol::decode_body<protocol::DeskDocument>(all_of(json));
    if (!read) {
        complains << "yorisoi: the desk cannot be read: " << read.error().message() << ".\n";
        return exit_codes::configuration;
    }
    if (auto const faults = protocol::faults_in(*read); !faults.empty()) {
        for (auto const& fault : faults) {
            complains << "yorisoi: " << fault << ".\n";
        }
        return exit_codes::configuration;
    }
    store::Database database(config.database_url);
    auto const version = store::store_desk(database, *read);
    if (!version) {
        return complain(complains, version.error());
    }
    says << "The desk " << read->desk.code.value
         << " is set up; version of its settings: " << *version
         << ". A running server takes them up when it is started again.\n";
    return 0;
}

int show_desk(Config const& config, std::ostream& says, std::ostream& complains)
{
    store::Database database(config.database_url);
    auto const desk = store::desk_with(database, {config.desk});
    if (!desk) {
        return complain(complains, desk.error());
    }
    if (!*desk) {
        complains << "yorisoi: there is no desk of this code.\n";
        return exit_codes::configuration;
    }
    says << spread_out(protocol::encode(**desk)) << '\n';
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
    auto const stored = store::store_demo(database, demo.document(), *accounts);
    if (!stored) {
        return complain(complains, stored.error());
    }
    says << "The demo desk " << demo.desk.code.value << " is set up; accounts: " << accounts->size()
         << ".\n";
    return 0;
}

} // namespace commands
