// Origins: what an operator may name, and the exact list that comes of it.
#include "app/origins.hpp"

#include "config.hpp"
#include "origin.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <variant>

namespace {

TEST_CASE("http is an origin of this machine only")
{
    for (auto const* mine : {"http://localhost", "http://localhost:9000", "http://127.0.0.1:0",
                             "http://127.9.9.9", "http://[::1]:8080"}) {
        INFO(mine);
        CHECK(fault_in(mine) == OriginFault::none);
    }
    for (auto const* beyond :
         {"http://chat.example", "http://192.0.2.7:8080", "http://[2001:db8::1]:8080",
          "http://localhost.example", "http://127.0.0.1.example", "http://0.0.0.0:8080",
          "http://128.0.0.1", "http://[::1].example", "http://localhost."}) {
        INFO(beyond);
        CHECK(fault_in(beyond) == OriginFault::insecure);
        std::string secure(beyond);
        CHECK(fault_in(secure.replace(0, 4, "https")) == OriginFault::none);
    }
}

TEST_CASE("an insecure origin is refused with what to do, in both languages")
{
    char const* const words[] = {"yorisoi",         "serve",
                                 "--data",          ".",
                                 "--public",        ".",
                                 "--database-url",  "postgresql:///yorisoi",
                                 "--public-origin", "http://chat.example"};
    auto const read = read_config(static_cast<int>(std::size(words)), words);
    REQUIRE(std::holds_alternative<ConfigRefusal>(read));
    auto const& refusal = std::get<ConfigRefusal>(read);
    CHECK(refusal.exit_code == exit_codes::configuration);
    CHECK(refusal.sentence.find("--public-origin http://chat.example must begin with https://") ==
          0);
    CHECK(refusal.sentence.find("https:// で始めてください") != std::string::npos);
}

TEST_CASE("the list is what was named and this machine's own, as browsers write them")
{
    CHECK(app::origins_of("http", 8080, {"https://chat.example"}) ==
          app::Origins{"https://chat.example", "http://localhost:8080", "http://127.0.0.1:8080",
                       "http://[::1]:8080"});
    CHECK(app::origins_of("https", 443, {}) ==
          app::Origins{"https://localhost", "https://127.0.0.1", "https://[::1]"});
    CHECK(app::origins_of("http", 443, {}).contains("http://localhost:443"));
    CHECK(app::origins_of("http", 80, {}).contains("http://localhost"));
}

TEST_CASE("what was named with port 0 is at the port that is listened on")
{
    auto const origins =
        app::origins_of("https", 40123, {"https://192.0.2.7:0", "https://[2001:db8::1]:0"});
    CHECK(origins.size() == 5);
    CHECK(origins.contains("https://192.0.2.7:40123"));
    CHECK(origins.contains("https://[2001:db8::1]:40123"));
}

} // namespace
