// Limits of a connection that only a whole server can reach: how many there may be, readers that do
// not read, and, tagged [patience] because they take as long as they say, each deadline.
#include "net/errors.hpp"
#include "net/limits.hpp"
#include "running.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

std::string const health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

// A server that speaks TLS, with a certificate of its own.
net::Settings with_tls(Folder const& folder)
{
    net::Settings settings;
    settings.tls_certificate = folder.path() / "certificate.pem";
    settings.tls_key = folder.path() / "key.pem";
    auto const command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                         "-subj /CN=localhost -keyout " +
                         settings.tls_key.string() + " -out " + settings.tls_certificate.string() +
                         " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    return settings;
}

bool eventually(auto&& holds)
{
    auto const until = Clock::now() + 10s;
    while (Clock::now() < until) {
        if (holds()) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

void check_between(Clock::duration took, Clock::duration least, Clock::duration most)
{
    INFO(std::chrono::duration<double>(took).count());
    CHECK(took >= least);
    CHECK(took <= most);
}

} // namespace

TEST_CASE("as many connections as are needed are served, and the next one when one has gone")
{
    net::Settings settings;
    settings.connections = 2;
    Running server(settings);
    server.start();
    auto first = std::make_unique<Client>(server.port());
    Client second(server.port());
    for (auto* const page : {first.get(), &second}) {
        page->send(upgrade_to("/ws/visitor"));
        page->until("101");
    }
    Client third(server.port()); // waits in the kernel's queue
    third.send(health);
    std::this_thread::sleep_for(500ms);
    CHECK(server.counts().sockets == 2);
    first.reset();
    CHECK(third.until("ok").starts_with("HTTP/1.1 200"));
    CHECK(server.counts().sockets == 3);
}

TEST_CASE("of connections that nobody needs the oldest make way, of the others none")
{
    net::Settings settings;
    settings.connections = 4;
    Running server(settings);
    server.start();
    Client needed(server.port());
    needed.send(upgrade_to("/ws/visitor"));
    needed.until("101");
    Client asked(server.port());
    asked.send(health);
    asked.until("ok");
    Client silent(server.port());
    Client newest(server.port());
    CHECK(eventually([&] { return server.counts().sockets == 4; }));
    Client next(server.port());
    next.send(health);
    CHECK(next.until("ok").starts_with("HTTP/1.1 200"));
    CHECK(asked.until_end().empty());
    Client behind(server.port());
    behind.send(health);
    CHECK(behind.until("ok").starts_with("HTTP/1.1 200"));
    CHECK(silent.until_end().empty());
    newest.send(health);
    CHECK(newest.until("ok").starts_with("HTTP/1.1 200"));
    CHECK(server.door.lost_count == 0);
}

TEST_CASE("a page without a place that makes way is told to come back later")
{
    net::Settings settings;
    settings.connections = 1;
    Running server(settings);
    server.door.somebodys = false;
    server.start();
    Client page(server.port());
    page.send(upgrade_to("/ws/visitor"));
    page.until("101");
    Client next(server.port());
    next.send(health);
    CHECK(next.until("ok").starts_with("HTTP/1.1 200"));
    CHECK(page.until_end().ends_with("\x88\x02\x0f\xa3")); // 4003
    CHECK(server.counts().closed[4003] == 1);
    CHECK(server.door.lost_count == 1);
}

TEST_CASE("as many handshakes as there may be are under way, and the next one when one is over")
{
    Folder folder;
    auto settings = with_tls(folder);
    settings.handshakes = 2;
    Running server(settings);
    server.start();
    auto const began = Clock::now();
    Client first(server.port());
    Client second(server.port());
    CHECK(eventually([&] { return server.counts().sockets == 2; }));
    Client third(server.port());

    SECTION("because it was none")
    {
        first.send("no handshake\r\n");
        first.until_end();
        CHECK(eventually([&] { return server.counts().sockets == 3; }));
    }
    SECTION("because it takes long, and somebody waits")
    {
        CHECK(eventually([&] { return server.counts().sockets == 3; }));
        check_between(Clock::now() - began, net::limits::handshake_grace,
                      net::limits::handshake_time - 500ms);
        CHECK(first.until_end().empty());
    }
}

TEST_CASE("a page that does not read is closed as slow, and counted")
{
    // One frame after the other, as they are asked for: so many have begun when the kernel takes no
    // more.
    std::string const text(20'000, 'x');
    std::string const framed = std::string("\x81\x7e\x4e\x20") + text;
    Running server({});
    std::atomic<int> told = 0;
    server.door.on_opened = [&](net::Connection& connection) {
        server.door.on_received = [&] {
            connection.send(text);
            ++told;
        };
    };
    server.start();
    Client page(server.port());
    page.send(upgrade_to("/ws/visitor"));
    page.until("\r\n\r\n");
    auto const closed = [&] { return server.counts().closed.contains(4001); };
    for (int asked = 0; asked < 600 && !closed(); ++asked) {
        page.send(std::string("\x81\x80\0\0\0\0", 6));
        std::this_thread::sleep_for(1ms);
    }
    CHECK(eventually(closed));
    auto come = page.until_end();
    std::size_t frames = 0;
    for (; come.starts_with(framed); ++frames)
        come.erase(0, framed.size());
    CHECK(come == "\x88\x02\x0f\xa1"); // 4001, and nothing half
    CHECK(frames > 3);
    CHECK(frames < static_cast<std::size_t>(told));
    CHECK(eventually([&] { return server.door.lost_count == 1; }));
    auto const counts = server.counts();
    CHECK(counts.closed == std::map<std::uint16_t, std::uint64_t>{{4001, 1}});
    CHECK(counts.frames_sent == frames);
}

TEST_CASE("what is no frame of RFC 6455 is counted under the code that it is closed with")
{
    Running server({});
    server.start();
    auto const close_of = [&](std::string const& frame) {
        Client page(server.port());
        page.send(upgrade_to("/ws/visitor"));
        page.until("\r\n\r\n");
        page.send(frame);
        page.until("\x88");
    };
    close_of(std::string("\x81\x02{}", 4));                        // not masked
    close_of(std::string("\x81\x81\0\0\0\0\xff", 7));              // not UTF-8
    close_of(std::string("\x81\xff\0\0\1\0\0\0\0\0\0\0\0\0", 14)); // very long
    close_of(std::string("\x82\x80\0\0\0\0", 6));                  // binary
    close_of(std::string("\x88\x82\0\0\0\0\x13\x88", 8));          // a close with 5000
    close_of(std::string("\x88\x82\0\0\0\0\x03\xea", 8)); // a page that refuses ours is not
    CHECK(eventually([&] {
        return server.counts().closed ==
               std::map<std::uint16_t, std::uint64_t>{{1002, 2}, {1003, 1}, {1007, 1}, {1009, 1}};
    }));
}

TEST_CASE("frames are counted, and a code that a page chooses is not")
{
    Running server({});
    server.door.on_opened = [](net::Connection& connection) { connection.send("{}"); };
    server.start();
    {
        Client page(server.port());
        page.send(upgrade_to("/ws/visitor"));
        page.until("{}");
        page.send(std::string("\x81\x82\0\0\0\0{}", 8));
        page.send(std::string("\x88\x82\0\0\0\0\x12\x34", 8)); // close, 4660
        page.until("\x88");
    }
    CHECK(eventually([&] { return server.door.lost_count == 1; }));
    auto const counts = server.counts();
    CHECK(counts.frames_received == 1);
    CHECK(counts.frames_sent == 1);
    CHECK(counts.closed.empty());
}

TEST_CASE("a folder with too many or too large files is not taken for built pages")
{
    Folder folder;
    folder.write_pages();
    SECTION("too many")
    {
        for (std::size_t n = 0; n <= net::limits::static_files; ++n)
            folder.write("assets/a" + std::to_string(n) + ".js", "1");
    }
    SECTION("too large")
    {
        folder.write("assets/a.js", std::string(net::limits::static_file_bytes + 1, ' '));
    }
    auto const files = net::StaticFiles::load(folder.path());
    REQUIRE_FALSE(files.has_value());
    CHECK(files.error() == net::errc::public_folder_unfit);
}

TEST_CASE("whoever goes on sending after a refusal is cut off")
{
    Running server({});
    server.start();
    Client client(server.port());
    client.send("GET / HTTP/1.0\r\n\r\n");
    auto const began = Clock::now();
    client.until("\r\n\r\n");
    client.send(std::string(4 * net::limits::linger_bytes, 'x'));
    client.until_end();
    CHECK(Clock::now() - began < net::limits::linger_time + 1s);
}

TEST_CASE("a handshake that does not come lasts 5 s", "[patience]")
{
    Folder folder;
    Running server(with_tls(folder));
    server.start();
    auto const began = Clock::now();
    Client client(server.port());
    client.until_end();
    check_between(Clock::now() - began, net::limits::handshake_time - 500ms, 8s);
}

TEST_CASE("an answer that does not come, and one that is not read, have their time", "[patience]")
{
    Running server({});
    server.door.answers = false;
    server.start();
    std::thread unanswered([&] {
        auto const began = Clock::now();
        CHECK(asked(server.port(), "GET /api/v1/me").empty());
        check_between(Clock::now() - began, net::limits::answer_time - 500ms, 40s);
    });
    auto const began = Clock::now();
    Client reader(server.port());
    // More than kernels keep for both sides; the clock begins when the answer does.
    reader.send("GET /assets/page.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
    std::this_thread::sleep_for(net::limits::response_time - 2s);
    unanswered.join();
    CHECK(asked(server.port(), "GET /healthz").starts_with("HTTP/1.1 200"));
    std::this_thread::sleep_for(began + net::limits::response_time + 3s - Clock::now());
    CHECK(reader.until_end().size() < 4U * 1024 * 1024);
}
