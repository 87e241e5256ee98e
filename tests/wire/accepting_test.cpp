// Letting people in while many wait at the door, and when the system says that one of them has gone
// again. `accept` is this file's own for the whole program: it does what the kernel does, unless a
// test has said that the next one fails.
#include "net/limits.hpp"
#include "running.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cerrno>
#include <future>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

std::string const health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::atomic<int> accepted = 0;
std::atomic<int> without_delay = 0; // of these, those that send small frames at once
std::atomic<int> fails_with = 0;    // the next one, taken out of the queue all the same
std::atomic<int> refuses_with = 0;

// A page that is in, and a loop that stands still when it has opened, until `go_on`.
class Held {
public:
    explicit Held(net::Settings settings) : server(std::move(settings))
    {
        server.door.on_opened = [this](net::Connection&) {
            if (stands_) return;
            stands_ = true;
            still_.set_value();
            gone_on_.get_future().wait();
        };
        server.start();
        page = std::make_unique<Client>(server.port());
        page->send(upgrade_to("/ws/visitor"));
        still_.get_future().wait();
    }

    // They come to the door one after the other; nobody opens.
    std::vector<std::unique_ptr<Client>> crowd(std::size_t count, std::string const& asking) const
    {
        std::vector<std::unique_ptr<Client>> clients;
        while (clients.size() < count) {
            clients.push_back(std::make_unique<Client>(server.port()));
            clients.back()->send(asking);
        }
        return clients;
    }

    void go_on() { gone_on_.set_value(); }

private:
    bool stands_ = false; // of the loop's thread, which outlives what is below

public:
    Running server;
    std::unique_ptr<Client> page;

private:
    std::promise<void> still_;
    std::promise<void> gone_on_;
};

} // namespace

extern "C" int accept(int listener, sockaddr* address, socklen_t* size)
{
    if (auto const error = refuses_with.exchange(0)) {
        errno = error;
        return -1;
    }
    auto const descriptor = ::accept4(listener, address, size, 0);
    if (descriptor == -1) return -1;
    ++accepted;
    int no_delay = 0;
    socklen_t bytes = sizeof no_delay;
    ::getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &no_delay, &bytes);
    without_delay += no_delay;
    if (auto const error = fails_with.exchange(0)) {
        ::close(descriptor);
        errno = error;
        return -1;
    }
    return descriptor;
}

TEST_CASE("a crowd at the door is let in, all of it, and whoever is in is heard meanwhile")
{
    constexpr std::size_t many = 3 * net::limits::accepted_at_once + 5;
    accepted = 0;
    without_delay = 0;
    Held held({});
    std::atomic<int> in_before_the_page = 0;
    held.server.door.on_received = [&] { in_before_the_page = accepted.load(); };
    held.page->until("101");
    auto const crowd = held.crowd(many, health);
    held.page->send(std::string("\x81\x80\0\0\0\0", 6));
    held.go_on();
    for (auto const& client : crowd)
        CHECK(client->until("ok").starts_with("HTTP/1.1 200"));
    CHECK(held.server.counts().sockets == many + 1);
    CHECK(in_before_the_page > 0);
    CHECK(in_before_the_page < static_cast<int>(many));
    CHECK(without_delay == static_cast<int>(many + 1));
}

TEST_CASE("of a crowd no more are let in than there may be")
{
    net::Settings settings;
    settings.connections = 3;
    Held held(settings);
    auto crowd = held.crowd(5, upgrade_to("/ws/visitor"));
    held.go_on();
    for (auto const& client : {crowd[0].get(), crowd[1].get()})
        client->until("101");
    std::this_thread::sleep_for(500ms);
    CHECK(held.server.counts().sockets == 3);
    crowd.erase(crowd.begin());
    crowd[1]->until("101");
    CHECK(held.server.counts().sockets == 4);
}

TEST_CASE("one who has gone again before being let in holds nobody up")
{
    auto const error = GENERATE(ECONNABORTED, EPROTO);
    Running server({});
    server.start();
    Client page(server.port());
    page.send(health);
    page.until("ok");
    fails_with = error;
    Client gone(server.port());
    CHECK(gone.until_end().empty());
    page.send(health);
    CHECK(page.until("ok").starts_with("HTTP/1.1 200"));
    CHECK(asked(server.port(), "GET /healthz").starts_with("HTTP/1.1 200"));
    CHECK(server.counts().sockets == 2);
}

TEST_CASE("when the system lets nobody in, whoever waits is let in a moment later")
{
    Running server({});
    server.start();
    auto const began = std::chrono::steady_clock::now();
    refuses_with = EMFILE;
    CHECK(asked(server.port(), "GET /healthz").starts_with("HTTP/1.1 200"));
    CHECK(std::chrono::steady_clock::now() - began >= net::limits::accept_pause);
}
