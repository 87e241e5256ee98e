#include "app/listening.hpp"

#include "log.hpp"
#include "net/errors.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <system_error>

namespace app {

namespace {

boost::asio::ip::tcp::endpoint endpoint_of(ListenAddress const& listen)
{
    return {boost::asio::ip::make_address(listen.address), listen.port};
}

// Where neither our own TLS nor a trusted proxy says how a page reached us: by https, when the
// operator has named https origins only.
net::Transport unsaid_transport(Config const& config)
{
    auto const& origins = config.public_origins;
    auto const https = [](std::string const& origin) { return origin.starts_with("https:"); };
    return !origins.empty() && std::ranges::all_of(origins, https) ? net::Transport::tls
                                                                   : net::Transport::plain;
}

// As many of `wanted` as the machine allows, but for what is no connection: journal, database,
// keys, logs.
std::size_t connections_of(std::size_t wanted)
{
    constexpr rlim_t others = 200;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max; // a low one to begin with is for programs that use select
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    auto const allowed = limit.rlim_cur > others ? limit.rlim_cur - others : 1;
    if (allowed < wanted)
        logs::event(logs::Level::warning, "few_descriptors", {{"connections", allowed}});
    return std::min<std::size_t>(wanted, allowed);
}

} // namespace

net::Settings people_settings(Config const& config)
{
    net::Settings settings;
    settings.endpoint = endpoint_of(config.listen);
    settings.tls_certificate = config.tls_certificate;
    settings.tls_key = config.tls_key;
    settings.trusted_proxies = config.trusted_proxies;
    settings.unsaid_transport = unsaid_transport(config);
    settings.connections = connections_of(config.connections);
    return settings;
}

std::optional<net::Settings> operator_settings(Config const& config)
{
    if (!config.metrics_listen) return std::nullopt;
    net::Settings settings;
    settings.serves = net::Serves::operator_only;
    settings.endpoint = endpoint_of(*config.metrics_listen);
    settings.connections = 16; // a few tools, each with one or two
    return settings;
}

int exit_code_of(boost::system::error_code error)
{
    auto const setting = make_error_code(net::errc::tls_unavailable);
    return error.category() == setting.category() ? exit_codes::configuration
                                                  : exit_codes::cannot_create;
}

bool tell_port(std::filesystem::path const& file, std::uint16_t port)
{
    if (file.empty()) return true;
    auto const fresh = std::filesystem::path(file.string() + ".new");
    std::ofstream out(fresh);
    out << port << '\n';
    out.close();
    if (!out) return false; // a full disk takes the name and not the number
    std::error_code error;
    std::filesystem::rename(fresh, file, error);
    return !error;
}

} // namespace app
