#include "app/opening.hpp"

#include "app/first_page.hpp"
#include "app/wall_clock.hpp"
#include "log.hpp"
#include "store/desks.hpp"
#include "store/kept_desks.hpp"
#include "store/migrations.hpp"
#include "store/rows.hpp"

#include <optional>
#include <utility>

namespace app {

namespace {

struct Desks {
    std::vector<protocol::DeskDocument> known;
    DesksFrom from{};
};

using boost::system::error_code;

boost::system::result<std::vector<protocol::DeskDocument>> stored_desks(store::Database& database)
{
    auto const schema = store::check_schema(database, store::embedded_migrations());
    if (!schema) return schema.error();
    return store::all_desks(database);
}

std::variant<Desks, CannotServe> desks_of_last_start(Config const& config, error_code why)
{
    auto kept = store::kept_desks(config.data);
    if (!kept)
        return CannotServe{exit_codes::database_unavailable,
                           "the database: " + why.message() +
                               "; and there are no desks of an earlier start to go on with (" +
                               kept.error().message() + ")"};
    logs::event(logs::Level::warning, "started_without_database", {{"why", why.message()}});
    return Desks{std::move(*kept), DesksFrom::last_start};
}

std::variant<Desks, CannotServe> read_desks(Config const& config, store::Database& database)
{
    auto stored = stored_desks(database);
    if (!stored && store::away(stored.error())) return desks_of_last_start(config, stored.error());
    if (!stored)
        return CannotServe{exit_codes::configuration, "the database: " + stored.error().message()};
    if (stored->empty())
        return CannotServe{exit_codes::configuration,
                           "the database has no desk yet; `set-desk` makes one, `seed-demo` one to "
                           "look at"};
    if (auto const kept = store::keep_desks(config.data, *stored); !kept)
        logs::event(logs::Level::warning, "desks_not_kept", {{"why", kept.error().message()}});
    return Desks{std::move(*stored), DesksFrom::database};
}

// Positions must go on behind what the database knows, or facts would be taken for done. Only the
// database can say that of a journal that is new.
std::optional<CannotServe> continue_journal(store::OpenedJournal& journal,
                                            store::Database& database)
{
    auto const replayed = store::rows::replayed_up_to(database);
    auto const fresh = journal.recovered.incarnation == 0;
    if (!replayed && (fresh || !store::away(replayed.error())))
        return CannotServe{exit_codes::database_unavailable,
                           "the database: " + replayed.error().message()};
    if (replayed && *replayed >= journal.journal.next_position()) {
        logs::event(logs::Level::warning, "journal_older_than_database",
                    {{"journal", journal.journal.next_position() - 1}, {"database", *replayed}});
        journal.journal.go_on_after(*replayed);
    }
    return std::nullopt;
}

} // namespace

CannotServe unreadable_journal(std::string_view why)
{
    return {exit_codes::configuration,
            "the journal holds what this program cannot read: " + std::string(why) +
                "; move the folder journal in the data folder away, or "
                "start with a fresh data folder"};
}

std::variant<Opening, CannotServe> read_opening(Config const& config, store::Database& database)
{
    auto desks = read_desks(config, database);
    if (auto const* const refusal = std::get_if<CannotServe>(&desks)) return *refusal;
    auto& [known, from] = std::get<Desks>(desks);
    auto files = net::StaticFiles::load(config.public_folder);
    auto page = first_page(config.public_folder, known.front());
    auto about = about_pages(config.public_folder, known.front());
    if (!files || !page || !about) {
        auto const error = !files ? files.error() : !page ? page.error() : about.error();
        return CannotServe{exit_codes::configuration,
                           "the public folder does not hold the built pages (" + error.message() +
                               ")"};
    }
    for (auto& [path, html] : *about)
        files->add_page(path, std::move(html));
    auto journal = store::Journal::open(config.data / "journal");
    if (!journal)
        return CannotServe{exit_codes::cannot_create, "the journal: " + journal.error().message()};
    if (auto const refusal = continue_journal(*journal, database)) return *refusal;
    auto past = pasts(journal->recovered, wall_clock());
    if (!past)
        return unreadable_journal(past.error().message() + ", as another version would write it");
    return Opening{std::move(known), from, std::move(*files), std::move(*page), std::move(*journal),
                   std::move(*past)};
}

} // namespace app
