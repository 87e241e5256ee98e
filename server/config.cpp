// One declaration for each setting, and the checks that no single setting can make.
#include "config.hpp"

#include "origin.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>

namespace {

// A setting that is missing or wrong; the text is a sentence for the operator.
struct WrongSetting : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// --data -> YORISOI_DATA
std::string environment_name(std::string_view setting)
{
    std::string name("YORISOI_");
    for (char const letter : setting) {
        name.push_back(letter == '-' ? '_' : static_cast<char>(std::toupper(letter)));
    }
    return name;
}

std::string from_environment(std::string_view setting)
{
    auto const* const value = std::getenv(environment_name(setting).c_str());
    return value == nullptr ? std::string() : std::string(value);
}

// CLI11 lets the file win over the environment. Here the environment is what a service or a
// container adds to a file, so what it sets is passed over in the file.
class TomlBelowEnvironment : public CLI::ConfigBase {
public:
    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override
    {
        auto settings = CLI::ConfigBase::from_config(input);
        std::erase_if(settings, [](CLI::ConfigItem const& item) {
            return item.parents.empty() && !from_environment(item.name).empty();
        });
        return settings;
    }
};

// Fewer would be a desk for nobody; more than the ports of one address can hold is a wrong number.
constexpr std::size_t least_connections = 100;
constexpr std::size_t most_connections = 1'000'000;

// What the settings say before they are put together.
struct Written {
    Config config;
    std::string listen = "127.0.0.1:8080";
    std::string database_url_file;
    std::string metrics_listen;
    std::vector<std::string> trusted_proxies;
};

void declare(CLI::App& app, Written& written)
{
    auto& config = written.config;
    auto const setting = [&app](std::string const& name, auto& into, std::string const& help) {
        return app.add_option("--" + name, into, help)->envname(environment_name(name));
    };
    setting("listen", written.listen, "HOST:PORT to listen on")->capture_default_str();
    setting("database-url", config.database_url, "where PostgreSQL is (better: in a file)");
    setting("database-url-file", written.database_url_file, "file that holds the database URL");
    setting("data", config.data, "the server's own folder");
    setting("public", config.public_folder, "folder of the built pages");
    setting("port-file", config.port_file, "file to write the port to, once listening");
    setting("tls-certificate", config.tls_certificate, "certificate chain (PEM)");
    setting("tls-key", config.tls_key, "private key (PEM)");
    setting("public-origin", config.public_origins,
            "another origin under which pages reach us; may be given more than once")
        ->delimiter(',')
        ->allow_extra_args(false);
    setting("trusted-proxy", written.trusted_proxies,
            "address or range (10.0.0.0/8) of a proxy whose X-Forwarded-For and "
            "X-Forwarded-Proto count; may be given more than once")
        ->delimiter(',')
        ->allow_extra_args(false);
    setting("metrics-listen", written.metrics_listen,
            "HOST:PORT of this machine to answer /metrics on; none without it");
    setting("connections", config.connections,
            "connections held at once; beyond that the oldest that nobody needs make way")
        ->check(CLI::Range(least_connections, most_connections))
        ->capture_default_str();

    auto const file = from_environment("config");
    app.set_config("--config", file, "TOML file with settings, named like the flags",
                   !file.empty());
    app.config_formatter(std::make_shared<TomlBelowEnvironment>());
    app.allow_config_extras(CLI::config_extras_mode::error);

    app.require_subcommand(1);
    app.fallthrough(); // settings may stand before or behind the command
    auto const command = [&](std::string const& name, Command value, std::string const& help) {
        auto* const subcommand = app.add_subcommand(name, help);
        subcommand->configurable(false)->fallthrough()->callback(
            [&config, value] { config.command = value; });
        return subcommand;
    };
    command("serve", Command::serve, "run the server");
    command("migrate", Command::migrate, "bring the schema of the database up to date");
    command("set-desk", Command::set_desk, "create or change the desk in JSON on standard input");
    command("show-desk", Command::show_desk, "write a desk as JSON that set-desk takes")
        ->add_option("code", config.desk, "code of the desk")
        ->required();
    command("seed-demo", Command::seed_demo, "set up a demo desk from JSON on standard input");
    command("version", Command::version, "say which version this is");
}

ListenAddress listen_address(std::string const& written)
{
    auto const listen = listen_address_in(written);
    if (!listen) {
        throw WrongSetting("--listen takes a numeric address and a port, like 127.0.0.1:8080 or "
                           "[::1]:8080.");
    }
    return *listen;
}

std::optional<ListenAddress> metrics_address(std::string const& written)
{
    if (written.empty()) {
        return std::nullopt;
    }
    auto listen = listen_address_in(written);
    if (!listen || !loopback(*listen)) {
        throw WrongSetting("--metrics-listen takes an address of this machine only and a port, "
                           "like 127.0.0.1:9464: the figures are for the operator.");
    }
    return listen;
}

std::vector<AddressRange> proxies(std::vector<std::string> const& written)
{
    std::vector<AddressRange> ranges;
    for (auto const& one : written) {
        auto const range = address_range_in(one);
        if (!range) {
            throw WrongSetting("--trusted-proxy " + one +
                               " is neither a numeric address nor a range like 10.0.0.0/8 with "
                               "nothing set behind its prefix.");
        }
        ranges.push_back(*range);
    }
    return ranges;
}

// The first line of a file that holds a secret.
std::string secret_in(std::string const& path)
{
    constexpr std::size_t longest = 4096; // no address is longer; a wrong file may be
    std::ifstream file(path, std::ios::binary);
    std::string secret(longest + 1, '\0');
    file.read(secret.data(), static_cast<std::streamsize>(secret.size()));
    secret.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) {
        secret.pop_back();
    }
    if (file.bad() || secret.empty() || secret.size() > longest ||
        secret.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) {
        throw WrongSetting("the file " + path + " does not hold one line with a secret.");
    }
    return secret;
}

std::string database_url(Written const& written)
{
    auto const& direct = written.config.database_url;
    if (!direct.empty() && !written.database_url_file.empty()) {
        throw WrongSetting("--database-url and --database-url-file exclude each other.");
    }
    auto url = written.database_url_file.empty() ? direct : secret_in(written.database_url_file);
    if (url.empty()) {
        throw WrongSetting("this command needs --database-url or --database-url-file.");
    }
    bool const address = url.starts_with("postgresql://") || url.starts_with("postgres://");
    if (!address && url.find('=') == std::string::npos) {
        throw WrongSetting("the database URL must look like postgresql://… or key=value ….");
    }
    return url;
}

void check_origin(std::string const& origin)
{
    switch (fault_in(origin)) {
    case OriginFault::none: return;
    case OriginFault::form:
        throw WrongSetting("--public-origin " + origin +
                           " is not as browsers write an origin: scheme://host or "
                           "scheme://host:port, lower case, no path, no usual port.");
    case OriginFault::insecure:
        throw WrongSetting("--public-origin " + origin +
                           " must begin with https:// - by http from beyond this machine browsers "
                           "lock no words. / https:// で始めてください。この機械の外からの http "
                           "では、ブラウザがメッセージを暗号化できません。");
    }
}

Config checked(Written const& written)
{
    Config config = written.config;
    if (config.command == Command::version) {
        return config;
    }
    config.database_url = database_url(written);
    if (config.command != Command::serve) {
        return config;
    }
    config.listen = listen_address(written.listen);
    config.metrics_listen = metrics_address(written.metrics_listen);
    config.trusted_proxies = proxies(written.trusted_proxies);
    if (config.data.empty() || config.public_folder.empty()) {
        throw WrongSetting("serve needs --data and --public.");
    }
    if (!std::filesystem::is_directory(config.public_folder)) {
        throw WrongSetting("--public " + config.public_folder.string() + " is not a folder.");
    }
    if (config.tls_certificate.empty() != config.tls_key.empty()) {
        throw WrongSetting("--tls-certificate and --tls-key belong together.");
    }
    std::for_each(config.public_origins.begin(), config.public_origins.end(), check_origin);
    return config;
}

} // namespace

std::variant<Config, ConfigRefusal> read_config(int argc, char const* const* argv)
{
    CLI::App app("Yorisoi: anonymous chat consultation. Every flag is also a setting in the "
                 "environment (--data is YORISOI_DATA) and in the TOML file.",
                 "yorisoi");
    Written written;
    try {
        declare(app, written);
        app.parse(argc, argv);
        return checked(written);
    } catch (CLI::CallForHelp const&) {
        return ConfigRefusal{0, app.help()};
    } catch (CLI::ExtrasError const& error) {
        return ConfigRefusal{exit_codes::usage, error.what()};
    } catch (CLI::ArgumentMismatch const& error) {
        return ConfigRefusal{exit_codes::usage, error.what()};
    } catch (CLI::RequiredError const& error) {
        return ConfigRefusal{exit_codes::usage, app.get_subcommands().empty()
                                                    ? "exactly one command is needed: serve, "
                                                      "migrate, set-desk, show-desk, seed-demo or "
                                                      "version."
                                                    : error.what()};
    } catch (CLI::Error const& error) { // a value from wherever, or the file
        return ConfigRefusal{exit_codes::configuration, error.what()};
    } catch (WrongSetting const& error) {
        return ConfigRefusal{exit_codes::configuration, error.what()};
    }
}
