// Whose word on the address and the transport of a page counts: only that of a trusted proxy, only
// for the nearest hop that is none, and whatever the fields hold.
#include "net/forwarded.hpp"
#include "running.hpp"
#include "support/catch.hpp"

#include <random>
#include <string>
#include <vector>

namespace {

namespace ip = boost::asio::ip;
using net::Transport;

std::vector<AddressRange> ranges(std::vector<std::string> const& written)
{
    std::vector<AddressRange> ranges;
    for (auto const& one : written)
        ranges.push_back(address_range_in(one).value());
    return ranges;
}

net::Whence whence(std::string const& peer, std::string forwarded_for, std::string proto = {})
{
    static auto const proxies = ranges({"10.0.0.0/8", "::1"});
    net::RequestHead head;
    head.forwarded_for = std::move(forwarded_for);
    head.forwarded_proto = std::move(proto);
    return net::whence(ip::make_address(peer), head, proxies);
}

std::string address(std::string const& peer, std::string const& forwarded_for)
{
    auto const found = whence(peer, forwarded_for).address;
    auto const six = found.is_v6() && found.to_v6().is_v4_mapped();
    return (six ? ip::address(ip::make_address_v4(ip::v4_mapped, found.to_v6())) : found)
        .to_string();
}

} // namespace

TEST_CASE("an untrusted peer is who it is, whatever it says")
{
    CHECK(address("203.0.113.5", "198.51.100.7") == "203.0.113.5");
    CHECK(address("203.0.113.5", "10.0.0.1") == "203.0.113.5");
    CHECK_FALSE(whence("203.0.113.5", "", "https").transport);
}

TEST_CASE("the nearest hop that is no trusted proxy counts")
{
    CHECK(address("10.0.0.1", "198.51.100.7") == "198.51.100.7");
    CHECK(address("::1", "198.51.100.7") == "198.51.100.7");
    CHECK(address("::ffff:10.0.0.1", "198.51.100.7") == "198.51.100.7");
    CHECK(address("10.0.0.1", "1.1.1.1, 198.51.100.7") == "198.51.100.7");
    CHECK(address("10.0.0.1", "1.1.1.1, 198.51.100.7,10.2.3.4 , 10.0.0.2") == "198.51.100.7");
    CHECK(address("10.0.0.1", "2001:db8::7") == "2001:db8::7");
    CHECK(address("10.0.0.1", "[2001:db8::7]:4711") == "2001:db8::7");
    CHECK(address("10.0.0.1", "198.51.100.7:4711") == "198.51.100.7");
    CHECK(address("10.0.0.1", "10.0.0.3, 10.0.0.2") == "10.0.0.3");
    CHECK(address("10.0.0.1", "") == "10.0.0.1");
}

TEST_CASE("behind an element that is no address nothing is believed")
{
    for (auto const* garbage : {"unknown", "_hidden", "198.51.100.7, unknown", "198.51.100.7,", ",",
                                "[", "[]", "[::1", "198.51.100.999", "1.2.3.4.5", "::g",
                                "\"198.51.100.7\"", "a:b", ":", "::::", "%", "\t"}) {
        INFO(garbage);
        CHECK(address("10.0.0.1", garbage) == "10.0.0.1");
    }
    CHECK(address("10.0.0.1", "198.51.100.7, x, 10.0.0.2") == "10.0.0.2");
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text(random() % 200, ' ');
        for (auto& letter : text)
            letter = "0123456789abcdef.:,[]\" \t%/-"[random() % 27];
        static_cast<void>(whence("10.0.0.1", text, text));
    }
}

TEST_CASE("the transport is what the peer itself has written, and plain unless it is https")
{
    CHECK(whence("10.0.0.1", "", "https").transport == Transport::tls);
    CHECK(whence("10.0.0.1", "", "HTTPS").transport == Transport::tls);
    CHECK(whence("10.0.0.1", "", "http, https").transport == Transport::tls);
    CHECK(whence("10.0.0.1", "", "https, http").transport == Transport::plain);
    CHECK(whence("10.0.0.1", "", "wss").transport == Transport::plain);
    CHECK(whence("10.0.0.1", "", ",").transport == Transport::plain);
    CHECK_FALSE(whence("10.0.0.1", "", "").transport);
}

TEST_CASE("a server asks its Door with what a trusted proxy says, and else with what it sees")
{
    net::Settings settings;
    auto const trusting = GENERATE(true, false);
    if (trusting) settings.trusted_proxies = ranges({"127.0.0.1", "10.0.0.0/8"});
    Running server(settings);
    server.start();
    auto const ask = [&](std::vector<std::string> const& fields) {
        asked(server.port(), "GET /api/v1/me", fields);
        return server.door.requests().back();
    };
    auto const bare = ask({});
    auto const forwarded = ask({"X-Forwarded-For: 203.0.113.1"});
    auto const chained = ask({"X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 203.0.113.1",
                              "X-Forwarded-For: 10.0.0.9"});
    auto const other = ask({"X-Forwarded-For: 203.0.113.2"});
    auto const https = ask({"X-Forwarded-Proto: https"});
    auto const garbage = ask({"X-Forwarded-For: \xff\xfe, ;;", "X-Forwarded-Proto: \xff"});
    CHECK(bare.transport == Transport::plain);
    CHECK(garbage.transport == Transport::plain);
    CHECK(garbage.address == bare.address);
    CHECK((forwarded.address == bare.address) == !trusting);
    CHECK((other.address == forwarded.address) == !trusting);
    CHECK(chained.address == forwarded.address);
    CHECK((https.transport == Transport::tls) == trusting);

    Client page(server.port());
    auto request = upgrade_to("/ws/visitor");
    request.insert(request.size() - 2, "X-Forwarded-Proto: https\r\n");
    page.send(request);
    CHECK(page.until("\r\n\r\n").starts_with("HTTP/1.1 101"));
    CHECK((server.door.upgraded() == Transport::tls) == trusting);
}

TEST_CASE(
    "where nobody says how a page came, the setting says it, and a trusted proxy overrules it")
{
    net::Settings settings;
    settings.unsaid_transport = Transport::tls;
    settings.trusted_proxies = ranges({"127.0.0.1"});
    Running server(settings);
    server.start();
    asked(server.port(), "GET /api/v1/me");
    CHECK(server.door.requests().back().transport == Transport::tls);
    asked(server.port(), "GET /api/v1/me", {"X-Forwarded-Proto: http"});
    CHECK(server.door.requests().back().transport == Transport::plain);
}
