#include "app/serve.hpp"

#include "app/api.hpp"
#include "app/house.hpp"
#include "app/instruments.hpp"
#include "app/listening.hpp"
#include "app/opening.hpp"
#include "app/replay.hpp"
#include "app/runner.hpp"
#include "app/scribe.hpp"
#include "app/shift_keys.hpp"
#include "app/sign_in_check.hpp"
#include "app/upkeep.hpp"
#include "app/wall_clock.hpp"
#include "app/worker_pool.hpp"
#include "log.hpp"
#include "net/server.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
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

// A stop takes no longer, flushes included.
constexpr auto stop_time = std::chrono::seconds(3);

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

// Everybody in the house, in the order in which they need each other.
class Household {
public:
    Household(Config const& config, store::Database& database, Opening& opening)
        : config_(config), incarnation_(incarnation_after(opening.journal.recovered.incarnation)),
          sql_(1, waiting_jobs), disk_(1, waiting_jobs), hashing_(hashing_threads, waiting_jobs),
          scribe_(loop_, opening.journal.journal, disk_, incarnation_, wall_clock),
          replay_(loop_, opening.journal.journal, disk_, database, sql_),
          shift_keys_(loop_, disk_, config.data),
          runner_(loop_, sign_ins_, scribe_, shift_keys_, incarnation_),
          sign_in_check_(loop_, runner_, sign_ins_, database, sql_),
          upkeep_(loop_, replay_, database, sql_, wall_clock),
          api_({runner_, sign_ins_, database, sql_, hashing_, origins_}),
          instruments_(runner_, scribe_, replay_, api_, counts_),
          house_(runner_, api_, sign_ins_, origins_, instruments_, std::move(opening.first_page)),
          server_(loop_, house_, opening.files, people_settings(config), counts_), signals_(loop_)
    {
        if (auto const settings = operator_settings(config))
            metrics_.emplace(loop_, house_, opening.files, *settings, operator_counts_);
    }

    // What the journal holds, into everybody it is about.
    std::optional<CannotServe> restore(Opening& opening)
    {
        sign_ins_.restore(opening.pasts[house], wall_clock());
        if (opening.from == DesksFrom::database) {
            sign_in_check_.now();
            upkeep_.now(opening.journal.journal.next_position());
        }
        for (auto const& desk : opening.desks)
            if (!runner_.add_desk(desk, opening.pasts[desk.desk.code]))
                return unreadable_journal("its facts about the desk " + desk.desk.code.value +
                                          " contradict each other");
        shift_keys_.sweep();
        if (opening.from != DesksFrom::database) {
            replay_.begin_without_database();
            runner_.storage_changed(desk::Storage::database, desk::Reach::away);
        }
        return std::nullopt;
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
        scribe_.start({[this] { return open_state(); },
                       [this] {
                           runner_.flushed();
                           replay_.flushed(scribe_.flushed());
                       },
                       [this](Disk disk) { disk_changed(disk); }});
        replay_.start([this](desk::Reach database) { database_changed(database); });
        upkeep_.start();
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
    void disk_changed(Disk disk)
    {
        runner_.storage_changed(desk::Storage::disk,
                                disk == Disk::takes ? desk::Reach::back : desk::Reach::away);
    }

    void database_changed(desk::Reach reach)
    {
        runner_.storage_changed(desk::Storage::database, reach);
        if (reach == desk::Reach::back) sign_in_check_.begin();
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
        auto const until = std::chrono::steady_clock::now() + stop_time;
        runner_.close_sessions();
        server_.stop([this, until] {
            runner_.stop();
            asio::co_spawn(loop_, end(until), or_end);
        });
    }

    // Facts that were handed in are brought to the disk, if it takes them in time; of those that
    // are not, nobody has been told.
    asio::awaitable<void> end(std::chrono::steady_clock::time_point until)
    {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        auto const all = co_await scribe_.on_disk(scribe_.written(), left);
        if (!all)
            logs::event(logs::Level::warning, "stopped_without_disk",
                        {{"waiting", scribe_.written() - scribe_.flushed()}});
        loop_.stop();
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
    ShiftKeys shift_keys_;
    Runner runner_;
    SignInCheck sign_in_check_;
    Upkeep upkeep_;
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
    auto opening = read_opening(config, database);
    if (auto const* const refusal = std::get_if<CannotServe>(&opening)) return refuse(*refusal);
    Household household(config, database, std::get<Opening>(opening));
    if (auto const refusal = household.restore(std::get<Opening>(opening))) return refuse(*refusal);
    if (auto const refusal = household.listen()) return refuse(*refusal);
    household.run();
    return 0;
}

} // namespace app
