// What the machine's keeper asks: whether the server lives and can serve, and its figures on their
// own listener.
#include "running.hpp"
#include "support/catch.hpp"

#include <string>
#include <utility>

namespace {

bool ends_with_body(std::string const& answer, std::string const& body)
{
    return answer.ends_with("\r\n\r\n" + body);
}

} // namespace

TEST_CASE("/readyz says whether people can be served, and /healthz only that somebody is there")
{
    Running server({});
    server.start();
    using net::Readiness;
    for (auto const& [ready, status, body] :
         {std::tuple{Readiness::ready, "200", R"({"status":"ready"})"},
          std::tuple{Readiness::database_away, "200",
                     R"({"status":"degraded","why":"database_away"})"},
          std::tuple{Readiness::starting, "503", R"({"status":"unready","why":"starting"})"},
          std::tuple{Readiness::disk_away, "503", R"({"status":"unready","why":"disk_away"})"},
          std::tuple{Readiness::stopping, "503", R"({"status":"unready","why":"stopping"})"}}) {
        INFO(body);
        server.door.ready = ready;
        auto const answer = asked(server.port(), "GET /readyz");
        CHECK(answer.starts_with(std::string("HTTP/1.1 ") + status));
        CHECK(answer.find("Content-Type: application/json\r\n") != answer.npos);
        CHECK(answer.find("Cache-Control: no-store\r\n") != answer.npos);
        CHECK(ends_with_body(answer, body));
        auto const alive = asked(server.port(), "GET /healthz");
        CHECK(alive.starts_with("HTTP/1.1 200"));
        CHECK(ends_with_body(alive, R"({"status":"ok"})"));
    }
    CHECK(ends_with_body(asked(server.port(), "HEAD /readyz"), ""));
    CHECK(asked(server.port(), "DELETE /readyz").starts_with("HTTP/1.1 405"));
}

TEST_CASE("the people's listener has no /metrics")
{
    Running server({});
    server.start();
    CHECK(asked(server.port(), "GET /metrics").starts_with("HTTP/1.1 404"));
}

TEST_CASE("the operator's listener has /metrics and nothing else")
{
    net::Settings settings;
    settings.serves = net::Serves::operator_only;
    Running server(settings);
    server.start();
    auto const answer = asked(server.port(), "GET /metrics");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n") != answer.npos);
    CHECK(ends_with_body(answer, "figures 1\n"));
    CHECK(asked(server.port(), "POST /metrics", {"Content-Length: 0"}).starts_with("HTTP/1.1 405"));
    for (auto const* path : {"/", "/healthz", "/readyz", "/api/v1/me", "/counsellor/", "/icon.svg",
                             "/ws/visitor", "/metrics/x"}) {
        INFO(path);
        CHECK(asked(server.port(), std::string("GET ") + path).starts_with("HTTP/1.1 404"));
    }
    Client page(server.port());
    page.send(upgrade_to("/ws/visitor"));
    CHECK(page.until("\r\n\r\n").starts_with("HTTP/1.1 404"));
    CHECK(server.door.requests().empty());
}
