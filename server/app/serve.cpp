#include "app/serve.hpp"

#include "app/api.hpp"
#include "app/first_page.hpp"
#include "app/house.hpp"
#include "app/instruments.hpp"
#include "app/listening.hpp"
#include "app/past.hpp"
#include "app/replay.hpp"
#include "app/runner.hpp"
#include "app/scribe.hpp"
#include "app/wall_clock.hpp"
#include "app/worker_pool.hpp"
#include "log.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"
#include "store/accounts.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"
#include "store/migrations.hpp"
#include "store/rows.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <utility>

namespace app {

namespace {

namespace asio = boost::asio;

// SQL has one worker, because one Database has one connection; so has the disk, for the journal.
// Hashing has as many as keep 64 MiB each affordable on a small machine. A job that waits behind a
// full pool would be given up by its page anyway.
constexpr std::size_t hashing_threads = 2;
constexpr std::size_t waiting_jobs = 32;

// Facts under this code are of the house, not of a desk.
protocol::DeskCode const house{};

// One life of the server, so that no session's name is used twice: one more than the last life's.
// The first of a journal is taken from the clock, in case the database knows lives of a lost
// journal.
std::uint32_t incarnation_after(std::uint32_t last)
{
    if (last != 0) return last + 1;
    auto const since_1970 = wall_clock().time_since_epoch();
    return static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(since_1970).count());
}

// Sentences for the operator and the exit code, when the house cannot be built.
struct CannotServe {
    int exit_code{};
    std::string sentence;
};

// What is read once, before anybody is let in.
struct Opening {
    std::vector<staff::Desk> desks;
    net::StaticFiles files;
    std::shared_ptr<std::string const> first_page;
    store::OpenedJournal journal;
    Pasts pasts;
};

std::variant<std::vector<staff::Desk>, CannotServe> read_desks(store::Database& database)
{
    auto const unfit = [](boost::system::error_code error) {
        auto const away = error == store::errc::unavailable || error == store::errc::too_slow;
        return CannotServe{away ? exit_codes::database_unavailable : exit_codes::configuration,
                           "the database: " + error.message()};
    };
    if (auto const schema = store::check_schema(database, store::embedded_migrations()); !schema)
        return unfit(schema.error());
    auto desks = store::all_desks(database);
    if (!desks) return unfit(desks.error());
    if (desks->empty())
        return CannotServe{exit_codes::configuration,
                           "the database has no desk yet; `seed-demo` makes one to look at"};
    return std::move(*desks);
}

std::variant<Opening, CannotServe> read_all(Config const& config, store::Database& database)
{
    auto desks = read_desks(database);
    if (auto const* const refusal = std::get_if<CannotServe>(&desks)) return *refusal;
    auto& known = std::get<std::vector<staff::Desk>>(desks);
    auto files = net::StaticFiles::load(config.public_folder);
    auto page = first_page(config.public_folder, known.front());
    if (!files || !page) {
        auto const error = files ? page.error() : files.error();
        return CannotServe{exit_codes::configuration,
                           "the public folder does not hold the built pages (" + error.message() +
                               ")"};
    }
    auto journal = store::Journal::open(config.data / "journal");
    if (!journal)
        return CannotServe{exit_codes::cannot_create, "the journal: " + journal.error().message()};
    auto const replayed = store::rows::replayed_up_to(database);
    if (!replayed)
        return CannotServe{exit_codes::database_unavailable,
                           "the database: " + replayed.error().message()};
    if (*replayed >= journal->journal.next_position()) {
        logs::event(logs::Level::warning, "journal_older_than_database",
                    {{"journal", journal->journal.next_position() - 1}, {"database", *replayed}});
        journal->journal.go_on_after(*replayed);
    }
    auto past = pasts(journal->recovered, wall_clock());
    if (!past)
        return CannotServe{exit_codes::configuration,
                           "the journal holds what this program cannot read (" +
                               past.error().message() + ")"};
    return Opening{std::move(known), std::move(*files), std::move(*page), std::move(*journal),
                   std::move(*past)};
}

// Everybody in the house, in the order in which they need each other.
class Household {
public:
    Household(Config const& config, store::Database& database, Opening& opening)
        : config_(config), incarnation_(incarnation_after(opening.journal.recovered.incarnation)),
          sql_(1, waiting_jobs), disk_(1, waiting_jobs), hashing_(hashing_threads, waiting_jobs),
          scribe_(loop_, opening.journal.journal, disk_, incarnation_),
          replay_(loop_, opening.journal.journal, disk_, database, sql_),
          runner_(loop_, sign_ins_, scribe_, incarnation_),
          api_({runner_, sign_ins_, database, sql_, hashing_, origins_}),
          instruments_(runner_, scribe_, replay_, api_, counts_),
          house_(runner_, api_, sign_ins_, origins_, instruments_, opening.first_page),
          server_(loop_, house_, opening.files, people_settings(config), counts_), signals_(loop_)
    {
        if (auto const settings = operator_settings(config))
            metrics_.emplace(loop_, house_, opening.files, *settings, operator_counts_);
        sign_ins_.restore(opening.pasts[house], wall_clock());
        dismiss_changed(database);
        for (auto const& desk : opening.desks)
            runner_.add_desk(desk, opening.pasts[desk.code]);
    }

    std::optional<CannotServe> listen()
    {
        auto error = server_.listen();
        if (!error && metrics_) error = metrics_->listen();
        if (error) return CannotServe{exit_code_of(error), "cannot listen: " + error.message()};
        auto const port = server_.endpoint().port();
        auto const* const scheme = config_.tls_certificate.empty() ? "http" : "https";
        origins_ = origins_of(scheme, port, config_.public_origins);
        if (!tell_port(config_.port_file, port))
            return CannotServe{exit_codes::cannot_create, "cannot write the port file"};
        return std::nullopt;
    }

    void run()
    {
        signals_.add(SIGTERM);
        signals_.add(SIGINT);
        signals_.async_wait([this](boost::system::error_code error, int) {
            if (!error) stop();
        });
        scribe_.start([this] { return open_state(); },
                      [this] {
                          runner_.flushed();
                          replay_.flushed(scribe_.flushed());
                      });
        replay_.start();
        runner_.start();
        server_.start();
        if (metrics_) {
            metrics_->start();
            logs::event(logs::Level::info, "metrics_listening",
                        {{"port", metrics_->endpoint().port()}});
        }
        logs::event(logs::Level::info, "listening", {{"port", server_.endpoint().port()}});
        loop_.run();
        logs::event(logs::Level::info, "stopped");
    }

private:
    // A sign-in that outlived a start ends when its account has changed meanwhile.
    void dismiss_changed(store::Database& database)
    {
        for (auto const& who : sign_ins_.signed_in()) {
            auto const account = store::account_with(database, who.account);
            if (!account) return; // away again already: they are asked for at the next start
            if (!*account || (*account)->disabled || (*account)->version != who.account_version)
                sign_ins_.sign_out_all(who.account);
        }
    }

    std::vector<store::JournalEntry> open_state()
    {
        auto state = sign_ins_.open_state();
        std::ranges::move(runner_.open_state(), std::back_inserter(state));
        return state;
    }

    void stop()
    {
        logs::event(logs::Level::info, "stopping");
        instruments_.stop();
        server_.stop([this] {
            runner_.stop();
            loop_.stop();
        });
    }

    Config const& config_;
    asio::io_context loop_{1};
    Origins origins_;           // known once the port is
    std::uint32_t incarnation_; // this life of the server: no session's name is used twice
    WorkerPool sql_;
    WorkerPool disk_;
    WorkerPool hashing_;
    Scribe scribe_;
    SignInBook sign_ins_{scribe_};
    Replay replay_;
    Runner runner_;
    Api api_;
    net::Counts counts_;          // of the people's listener
    net::Counts operator_counts_; // of the operator's own; nobody asks for them
    Instruments instruments_;
    House house_;
    net::Server server_;
    std::optional<net::Server> metrics_;
    asio::signal_set signals_;
};

int refuse(CannotServe const& refusal)
{
    std::cerr << "yorisoi: " << refusal.sentence << '\n';
    return refusal.exit_code;
}

} // namespace

int serve(Config const& config)
{
    store::Database database(config.database_url, store::Rights::server);
    auto opening = read_all(config, database);
    if (auto const* const refusal = std::get_if<CannotServe>(&opening)) return refuse(*refusal);
    Household household(config, database, std::get<Opening>(opening));
    if (auto const refusal = household.listen()) return refuse(*refusal);
    household.run();
    return 0;
}

} // namespace app
