#include "app/serve.hpp"

#include "app/api.hpp"
#include "app/first_page.hpp"
#include "app/house.hpp"
#include "app/runner.hpp"
#include "app/wall_clock.hpp"
#include "app/worker_pool.hpp"
#include "log.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"
#include "store/accounts.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <fstream>
#include <iostream>
#include <utility>

namespace app {

namespace {

namespace asio = boost::asio;

// SQL has one worker, because one Database has one connection. Hashing has as many as keep 64 MiB
// each affordable on a small machine. A job that waits behind a full pool would be given up by its
// page anyway.
constexpr std::size_t hashing_threads = 2;
constexpr std::size_t waiting_jobs = 32;

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
    return Opening{std::move(known), std::move(*files), std::move(*page)};
}

bool tell_port(std::filesystem::path const& file, std::uint16_t port)
{
    if (file.empty()) return true;
    auto const fresh = std::filesystem::path(file.string() + ".new");
    std::ofstream(fresh) << port << '\n';
    std::error_code error;
    std::filesystem::rename(fresh, file, error);
    return !error;
}

// One life of the server: a number that rises with each start, so that a session's name is never
// used twice. Seconds since 1970 do until the journal counts.
std::uint32_t incarnation()
{
    return static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(wall_clock().time_since_epoch()).count());
}

net::Settings net_settings(Config const& config)
{
    net::Settings settings;
    settings.endpoint = {asio::ip::make_address(config.listen.address), config.listen.port};
    settings.tls_certificate = config.tls_certificate;
    settings.tls_key = config.tls_key;
    return settings;
}

// Everybody in the house, in the order in which they need each other.
class Household {
public:
    Household(Config const& config, store::Database& database, Opening const& opening)
        : config_(config), transport_(config.tls_certificate.empty() ? staff::Transport::plain
                                                                     : staff::Transport::https),
          sql_(1, waiting_jobs), hashing_(hashing_threads, waiting_jobs),
          runner_(loop_, sign_ins_, incarnation()),
          api_({runner_, sign_ins_, database, sql_, hashing_, origins_, transport_}),
          house_(runner_, api_, sign_ins_, origins_, transport_, opening.first_page),
          server_(loop_, house_, opening.files, net_settings(config)), signals_(loop_)
    {
        for (auto const& desk : opening.desks)
            runner_.add_desk(desk);
    }

    std::optional<CannotServe> listen()
    {
        if (auto const error = server_.listen())
            return CannotServe{exit_codes::cannot_create, "cannot listen: " + error.message()};
        auto const port = server_.endpoint().port();
        auto const* const scheme = transport_ == staff::Transport::https ? "https" : "http";
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
        runner_.start();
        server_.start();
        logs::event(logs::Level::info, "listening", {{"port", server_.endpoint().port()}});
        loop_.run();
        logs::event(logs::Level::info, "stopped");
    }

private:
    void stop()
    {
        logs::event(logs::Level::info, "stopping");
        server_.stop([this] {
            runner_.stop();
            loop_.stop();
        });
    }

    Config const& config_;
    asio::io_context loop_{1};
    staff::Transport transport_;
    staff::SignIns sign_ins_{staff::SignInLimits{}};
    Origins origins_; // known once the port is
    WorkerPool sql_;
    WorkerPool hashing_;
    Runner runner_;
    Api api_;
    House house_;
    net::Server server_;
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
    store::Database database(config.database_url);
    auto const opening = read_all(config, database);
    if (auto const* const refusal = std::get_if<CannotServe>(&opening)) return refuse(*refusal);
    Household household(config, database, std::get<Opening>(opening));
    if (auto const refusal = household.listen()) return refuse(*refusal);
    household.run();
    return 0;
}

} // namespace app
