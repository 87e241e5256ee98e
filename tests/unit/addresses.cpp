// How addresses of listeners and ranges of proxies are read, and which settings refuse them.
#include "config.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace {

AddressBytes bytes(std::string const& address)
{
    auto const read = address_bytes_in(address);
    REQUIRE(read);
    return *read;
}

bool within(std::string const& range, std::string const& address)
{
    auto const read = address_range_in(range);
    REQUIRE(read);
    return read->contains(bytes(address));
}

std::variant<Config, ConfigRefusal> serve(std::vector<std::string> const& more)
{
    auto const folder = std::filesystem::temp_directory_path().string();
    std::vector<std::string> words{"yorisoi",  "serve", "--data",         folder,
                                   "--public", folder,  "--database-url", "host=/nowhere"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char const*> arguments;
    for (auto const& word : words)
        arguments.push_back(word.c_str());
    return read_config(static_cast<int>(arguments.size()), arguments.data());
}

Config good(std::vector<std::string> const& more)
{
    auto const config = serve(more);
    REQUIRE(std::holds_alternative<Config>(config));
    return std::get<Config>(config);
}

} // namespace

TEST_CASE("a range holds the addresses that begin like it, in either spelling")
{
    CHECK(within("127.0.0.1", "127.0.0.1"));
    CHECK(within("127.0.0.1", "::ffff:127.0.0.1"));
    CHECK_FALSE(within("127.0.0.1", "127.0.0.2"));
    CHECK(within("10.0.0.0/8", "10.255.0.1"));
    CHECK_FALSE(within("10.0.0.0/8", "11.0.0.0"));
    CHECK(within("192.168.128.0/17", "192.168.255.255"));
    CHECK_FALSE(within("192.168.128.0/17", "192.168.127.255"));
    CHECK(within("fd00::/8", "fdff::1"));
    CHECK_FALSE(within("fd00::/8", "fc00::1"));
    CHECK(within("::1", "::1"));
    CHECK(within("0.0.0.0/0", "203.0.113.9"));
    CHECK_FALSE(within("0.0.0.0/0", "2001:db8::1"));
    CHECK(within("::/0", "203.0.113.9"));
}

TEST_CASE("what is no range is refused, with 78")
{
    for (auto const* range :
         {"", "proxy", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.1.2.3/8",
          "fd00::1/8", "::/129", "[::1]", "127.0.0.1:80", "10.0.0.0/0x8", " 10.0.0.0/8"}) {
        INFO(range);
        CHECK_FALSE(address_range_in(range));
    }
    auto const refused = serve({"--trusted-proxy", "10.1.2.3/8"});
    REQUIRE(std::holds_alternative<ConfigRefusal>(refused));
    CHECK(std::get<ConfigRefusal>(refused).exit_code == exit_codes::configuration);
    CHECK(std::get<ConfigRefusal>(refused).sentence.find("--trusted-proxy 10.1.2.3/8") == 0);
}

TEST_CASE("proxies are named one by one or in a list, and nobody is trusted by itself")
{
    CHECK(good({}).trusted_proxies.empty());
    auto const config = good({"--trusted-proxy", "127.0.0.1", "--trusted-proxy", "10.0.0.0/8,::1"});
    REQUIRE(config.trusted_proxies.size() == 3);
    CHECK(config.trusted_proxies[1].contains(bytes("10.9.9.9")));
}

TEST_CASE("the figures are answered on this machine only, and only when asked for")
{
    CHECK_FALSE(good({}).metrics_listen);
    auto const listen = good({"--metrics-listen", "[::1]:9464"}).metrics_listen;
    REQUIRE(listen);
    CHECK(listen->address == "::1");
    CHECK(listen->port == 9464);
    for (auto const* beyond :
         {"0.0.0.0:9464", "[::]:9464", "192.0.2.1:9464", "9464", "127.0.0.1", "metrics:9464"}) {
        INFO(beyond);
        auto const refused = serve({"--metrics-listen", beyond});
        REQUIRE(std::holds_alternative<ConfigRefusal>(refused));
        CHECK(std::get<ConfigRefusal>(refused).exit_code == exit_codes::configuration);
    }
}

TEST_CASE("an empty variable is no setting, as an unfilled .env leaves it")
{
    for (auto const* name :
         {"YORISOI_METRICS_LISTEN", "YORISOI_TRUSTED_PROXY", "YORISOI_PUBLIC_ORIGIN"})
        setenv(name, "", 1);
    auto const config = good({});
    CHECK_FALSE(config.metrics_listen);
    CHECK(config.trusted_proxies.empty());
    CHECK(config.public_origins.empty());
    for (auto const* name :
         {"YORISOI_METRICS_LISTEN", "YORISOI_TRUSTED_PROXY", "YORISOI_PUBLIC_ORIGIN"})
        unsetenv(name);
}
