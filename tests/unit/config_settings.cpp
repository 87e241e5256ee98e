// What an operator may write, where it comes from and which wins, and with which sentence and exit
// code the rest is refused.
#include "config.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <map>
#include <random>

namespace {

using Words = std::vector<std::string>;

// A folder and environment variables that are gone afterwards.
class Surroundings {
public:
    Surroundings()
        : folder_(std::filesystem::temp_directory_path() /
                  ("yorisoi_config_" + std::to_string(std::random_device()())))
    {
        std::filesystem::create_directory(folder_);
    }
    ~Surroundings()
    {
        std::filesystem::remove_all(folder_);
        for (auto const& name : names_) {
            unsetenv(name.c_str());
        }
    }
    Surroundings(Surroundings const&) = delete;
    Surroundings& operator=(Surroundings const&) = delete;

    std::string folder() const { return folder_.string(); }
    std::string file(std::string const& name, std::string const& text) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return (folder_ / name).string();
    }
    void environment(std::string const& name, std::string const& value)
    {
        names_.push_back(name);
        setenv(name.c_str(), value.c_str(), 1);
    }
    // `serve` with what it cannot do without, and more.
    Words serve(Words const& more) const
    {
        Words words{"serve",
                    "--data",
                    folder(),
                    "--public",
                    folder(),
                    "--database-url",
                    "postgresql:///yorisoi"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

private:
    std::filesystem::path folder_;
    Words names_;
};

std::variant<Config, ConfigRefusal> read(Words const& words)
{
    std::vector<char const*> arguments{"yorisoi"};
    for (auto const& word : words) {
        arguments.push_back(word.c_str());
    }
    return read_config(static_cast<int>(arguments.size()), arguments.data());
}

Config good(Words const& words)
{
    auto const config = read(words);
    if (auto const* const refusal = std::get_if<ConfigRefusal>(&config)) {
        FAIL(refusal->sentence);
    }
    return std::get<Config>(config);
}

ConfigRefusal refused(Words const& words)
{
    auto const config = read(words);
    REQUIRE(std::holds_alternative<ConfigRefusal>(config));
    auto refusal = std::get<ConfigRefusal>(config);
    CHECK_FALSE(refusal.sentence.empty());
    return refusal;
}

} // namespace

TEST_CASE("serve takes its settings from flags")
{
    Surroundings here;
    auto const certificate = here.file("c.pem", "");
    auto const config =
        good(here.serve({"--listen", "[::1]:0", "--port-file", "p", "--tls-certificate",
                         certificate, "--tls-key", certificate, "--public-origin",
                         "https://a.example", "--public-origin", "http://localhost:8080"}));
    CHECK(config.command == Command::serve);
    CHECK(config.listen.address == "::1");
    CHECK(config.listen.port == 0);
    CHECK(config.data == here.folder());
    CHECK(config.public_folder == here.folder());
    CHECK(config.database_url == "postgresql:///yorisoi");
    CHECK(config.port_file == "p");
    CHECK(config.tls_certificate == certificate);
    CHECK(config.tls_key == certificate);
    CHECK(config.public_origins == Words{"https://a.example", "http://localhost:8080"});
}

TEST_CASE("serve listens on loopback, port 8080, unless told otherwise")
{
    Surroundings here;
    auto const config = good(here.serve({}));
    CHECK(config.listen.address == "127.0.0.1");
    CHECK(config.listen.port == 8080);
    CHECK(config.tls_certificate.empty());
    CHECK(config.public_origins.empty());
}

TEST_CASE("a flag wins over the environment, and that over the file, and that over the default")
{
    Surroundings here;
    auto const file = here.file("y.toml", "listen = \"127.0.0.1:1003\"\n"
                                          "public-origin = [\"https://file.example\"]\n"
                                          "port-file = \"from-file\"\n");
    CHECK(good(here.serve({"--config", file})).listen.port == 1003);
    CHECK(good(here.serve({"--config", file})).port_file == "from-file");
    CHECK(good(here.serve({"--config", file})).public_origins == Words{"https://file.example"});

    here.environment("YORISOI_LISTEN", "127.0.0.1:1002");
    here.environment("YORISOI_PUBLIC_ORIGIN", "https://one.example,https://two.example");
    CHECK(good(here.serve({"--config", file})).listen.port == 1002);
    CHECK(good(here.serve({"--config", file})).public_origins ==
          Words{"https://one.example", "https://two.example"});
    CHECK(good(here.serve({"--config", file})).port_file == "from-file");
    CHECK(good(here.serve({})).listen.port == 1002);

    CHECK(good(here.serve({"--config", file, "--listen", "127.0.0.1:1001"})).listen.port == 1001);
    CHECK(good(here.serve({"--public-origin", "https://flag.example"})).public_origins ==
          Words{"https://flag.example"});

    here.environment("YORISOI_CONFIG", file);
    CHECK(good(here.serve({})).port_file == "from-file");
}

TEST_CASE("the database URL may stand in a file of its own")
{
    Surroundings here;
    auto const file = here.file("url", "postgresql:///from_file\n");
    CHECK(good({"migrate", "--database-url-file", file}).database_url == "postgresql:///from_file");
    here.environment("YORISOI_DATABASE_URL_FILE", file);
    CHECK(good({"migrate"}).database_url == "postgresql:///from_file");

    SECTION("but not in two places")
    {
        CHECK(refused({"migrate", "--database-url", "postgresql:///x"}).exit_code ==
              exit_codes::configuration);
    }
}

TEST_CASE("a file without exactly one line is no secret")
{
    Surroundings here;
    for (auto const& text :
         {std::string(), std::string("\n"), std::string("postgresql:///a\npostgresql:///b\n"),
          std::string("postgresql:///a\0b", 17), "postgresql:///" + std::string(5000, 'a')}) {
        auto const file = here.file("url", text);
        CHECK(refused({"migrate", "--database-url-file", file}).exit_code ==
              exit_codes::configuration);
    }
    for (auto const& path : {here.folder() + "/missing", here.folder()}) {
        CHECK(refused({"migrate", "--database-url-file", path}).exit_code ==
              exit_codes::configuration);
    }
}

TEST_CASE("a refusal never repeats the secret")
{
    Surroundings here;
    for (auto const& words :
         {Words{"migrate", "--database-url", "geheim"},
          Words{"migrate", "--database-url-file", here.file("url", "geheim\ngeheim")},
          Words{"migrate", "--database-url", "postgresql://geheim", "--unknown"}}) {
        CHECK(refused(words).sentence.find("geheim") == std::string::npos);
    }
}

TEST_CASE("each command is known by its name")
{
    CHECK(good({"version"}).command == Command::version);
    CHECK(good({"migrate", "--database-url", "host=/x"}).command == Command::migrate);
    CHECK(good({"seed-demo", "--database-url", "host=/x"}).command == Command::seed_demo);
    CHECK(good({"set-desk", "--database-url", "host=/x"}).command == Command::set_desk);
    auto const show = good({"show-desk", "a1", "--database-url", "host=/x"});
    CHECK((show.command == Command::show_desk && show.desk == "a1"));
    CHECK(good({"--database-url", "host=/x", "migrate"}).command == Command::migrate);
}

TEST_CASE("a command line that cannot be understood ends with 64")
{
    for (auto const& words :
         {Words{}, Words{"dance"}, Words{"--dance"}, Words{"serve", "--dance"},
          Words{"version", "--dance"}, Words{"version", "more"}, Words{"serve", "migrate"},
          Words{"serve", "--listen"}, Words{"-x", "version"}, Words{"--liste", "a", "version"},
          Words{"show-desk"}, Words{"show-desk", "a", "b"}}) {
        INFO(Catch::Detail::stringify(words));
        CHECK(refused(words).exit_code == exit_codes::usage);
    }
}

TEST_CASE("help is no error")
{
    auto const help = refused({"--help"});
    CHECK(help.exit_code == 0);
    for (auto const* word : {"serve", "migrate", "seed-demo", "--listen", "YORISOI_DATA"}) {
        CHECK(help.sentence.find(word) != std::string::npos);
    }
    CHECK(refused({"serve", "--help"}).exit_code == 0);
}

TEST_CASE("a setting that is wrong or missing ends with 78")
{
    Surroundings here;
    auto const with = [&](std::string const& flag, std::string const& value) {
        return here.serve({flag, value});
    };
    for (auto const& words : {Words{"migrate"},
                              Words{"serve"},
                              Words{"serve", "--database-url", "host=/x"},
                              Words{"migrate", "--database-url", "nonsense"},
                              with("--config", here.folder() + "/missing.toml"),
                              with("--config", here.file("a.toml", "liste = \"127.0.0.1:1\"\n")),
                              with("--config", here.file("b.toml", "listen\n")),
                              with("--config", here.file("c.toml", "listen = \"nowhere\"\n")),
                              with("--tls-key", here.file("k.pem", "")),
                              with("--listen", "8080"),
                              with("--listen", "127.0.0.1"),
                              with("--listen", "127.0.0.1:"),
                              with("--listen", "127.0.0.1:65536"),
                              with("--listen", "127.0.0.1:-1"),
                              with("--listen", "127.0.0.1:80x"),
                              with("--listen", "127.0.0.1:+80"),
                              with("--listen", ":8080"),
                              with("--listen", "::1:8080"),
                              with("--listen", "[]:8080"),
                              with("--listen", "[127.0.0.1]:8080"),
                              with("--listen", "127.1:8080"),
                              with("--listen", "example.org:8080"),
                              with("--connections", "99"),
                              with("--connections", "1000001"),
                              with("--connections", "many"),
                              with("--listen", "[::1]")}) {
        INFO(Catch::Detail::stringify(words));
        CHECK(refused(words).exit_code == exit_codes::configuration);
    }
    CHECK(good(with("--connections", "60000")).connections == 60'000);
    auto words = here.serve({});
    words[4] = here.folder() + "/missing";
    CHECK(refused(words).exit_code == exit_codes::configuration);
}

TEST_CASE("pages may be served to others, figures to this machine only")
{
    Surroundings here;
    for (auto const* loopback : {"127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "localhost:1"}) {
        INFO(loopback);
        CHECK(good(here.serve({"--listen", loopback})).listen.port == 1);
        CHECK(good(here.serve({"--metrics-listen", loopback})).metrics_listen->port == 1);
    }
    CHECK(good(here.serve({"--listen", "localhost:1"})).listen.address == "127.0.0.1");
    for (auto const* beyond : {"0.0.0.0:1", "[::]:1", "192.0.2.1:1", "128.0.0.1:1",
                               "[2001:db8::1]:1", "[::ffff:127.0.0.1]:1", "126.255.255.255:1"}) {
        INFO(beyond);
        CHECK(good(here.serve({"--listen", beyond})).listen.port == 1);
        auto const refusal = refused(here.serve({"--metrics-listen", beyond}));
        CHECK(refusal.exit_code == exit_codes::configuration);
    }
}

TEST_CASE("an origin is written as browsers write it")
{
    Surroundings here;
    for (auto const* origin :
         {"https://chat.example.org", "http://localhost:8080", "https://[2001:db8::1]:8443"}) {
        CHECK(good(here.serve({"--public-origin", origin})).public_origins == Words{origin});
    }
    for (auto const* origin :
         {"chat.example.org", "https://chat.example.org/", "https://Chat.example.org", "https://",
          "ftp://chat.example.org", "https://chat.example.org:443", "http://chat.example.org:80",
          "https://a@chat.example.org", "https://chat.example.org?", "https://:8080",
          "https://chat.example.org:", "*", "null", "https://*.example.org"}) {
        INFO(origin);
        CHECK(refused(here.serve({"--public-origin", origin})).exit_code ==
              exit_codes::configuration);
    }
}
