// The pure pieces of the network room at their exact bounds, which bytes on a socket cannot show:
// outbox, allowance of frames, head scan, address hash.
#include "net/address_hash.hpp"
#include "net/frame_allowance.hpp"
#include "net/head_scan.hpp"
#include "net/negotiation.hpp"
#include "net/outbox.hpp"
#include "support/catch.hpp"

#include <string>

using namespace std::chrono_literals;
using Verdict = net::HeadScan::Verdict;

namespace {

std::string head_of(std::size_t bytes)
{
    std::string const begin = "GET / HTTP/1.1\r\nX-A: ";
    return begin + std::string(bytes - begin.size() - 4, 'a') + "\r\n\r\n";
}

Verdict scan(std::string const& bytes)
{
    net::HeadScan head;
    return head.take(bytes);
}

} // namespace

TEST_CASE("the outbox keeps order and takes frames up to its bound")
{
    net::Outbox outbox;
    std::string const text(1000, 'x');
    auto const framed = text.size() + 4;
    while (outbox.push(net::Opcode::text, text)) {
    }
    auto const waiting = outbox.begin(2 * net::limits::outbox_bytes).size();
    CHECK(waiting % framed == 0);
    CHECK(waiting > net::limits::outbox_bytes - framed - net::limits::frame_head_bytes);
    CHECK(waiting <= net::limits::outbox_bytes);

    SECTION("a frame that has left makes room for one")
    {
        CHECK(outbox.sent(framed) == 1);
        CHECK(outbox.push(net::Opcode::text, text));
        CHECK_FALSE(outbox.push(net::Opcode::text, text));
    }
    SECTION("empty, it takes as much again")
    {
        CHECK(outbox.sent(waiting) == waiting / framed);
        CHECK(outbox.empty());
        CHECK(outbox.push(net::Opcode::text, std::string(net::limits::outbox_bytes / 2, 'x')));
    }
}

TEST_CASE("a slow reader keeps only what is on its way, to the end of its frame")
{
    net::Outbox outbox;
    for (auto const* text : {"first", "second", "third"})
        REQUIRE(outbox.push(net::Opcode::text, text));
    auto const all = std::string(outbox.begin(0)) + "\x81\x05"
                                                    "first"
                                                    "\x81\x06"
                                                    "second";
    CHECK(outbox.begin(9) == all.substr(0, 9));
    SECTION("from within a frame")
    {
        CHECK(outbox.sent(3) == 0);
        outbox.keep_begun();
        CHECK(outbox.begin(100) == all.substr(3));
        CHECK(outbox.sent(all.size() - 3) == 2);
    }
    SECTION("that ends where another would begin")
    {
        CHECK(outbox.sent(7) == 1);
        outbox.keep_begun();
        CHECK(outbox.begin(100) == all.substr(7));
        CHECK(outbox.sent(8) == 1);
    }
    CHECK(outbox.empty());
}

TEST_CASE("an outbox that is never empty does not grow with what has left")
{
    net::Outbox outbox;
    std::string const text(10'000, 'x');
    auto const framed = text.size() + 4;
    REQUIRE(outbox.push(net::Opcode::text, text));
    std::size_t texts = 0;
    for (auto count = 0; count < 1000; ++count) {
        REQUIRE(outbox.push(net::Opcode::text, text));
        CHECK(outbox.begin(framed).substr(4) == text);
        texts += outbox.sent(framed);
        CHECK(outbox.held() < 8 * framed);
    }
    CHECK(texts == 1000);
    CHECK(outbox.sent(framed) == 1);
    CHECK(outbox.empty());
    CHECK(outbox.held() < 100);
}

TEST_CASE("a page may send a burst, then a steady stream")
{
    net::FrameAllowance allowance;
    auto now = std::chrono::steady_clock::now();
    for (int count = 0; count < int(net::limits::burst_frames); ++count)
        REQUIRE(allowance.take(now));
    CHECK_FALSE(allowance.take(now));
    now += 500ms;
    for (int count = 0; count < int(net::limits::frames_per_second / 2); ++count) {
        REQUIRE(allowance.take(now));
    }
    CHECK_FALSE(allowance.take(now));
    now += 1h;
    for (int count = 0; count < int(net::limits::burst_frames); ++count)
        REQUIRE(allowance.take(now));
    CHECK_FALSE(allowance.take(now));
}

TEST_CASE("a request head ends at its bound, however it is cut")
{
    CHECK(scan(head_of(net::limits::head_bytes)) == Verdict::whole);
    CHECK(scan(head_of(net::limits::head_bytes + 1)) == Verdict::too_large);

    std::string fields = "GET / HTTP/1.1\r\n";
    for (std::size_t count = 0; count < net::limits::head_fields; ++count)
        fields += "A: 1\r\n";
    CHECK(scan(fields + "\r\n") == Verdict::whole);
    CHECK(scan(fields + "A: 1\r\n\r\n") == Verdict::too_large);

    net::HeadScan bytewise;
    auto const head = head_of(60);
    for (char const byte : head) {
        REQUIRE(bytewise.size() < head.size());
        bytewise.take({&byte, 1});
    }
    CHECK(bytewise.take("GET /next") == Verdict::whole);
    CHECK(bytewise.size() == head.size());
}

TEST_CASE("an address hash tells peers apart, for ten minutes")
{
    auto const begin = std::chrono::steady_clock::now();
    net::AddressHash hash;
    auto const at = [&](char const* address, std::chrono::minutes minutes) {
        return hash.of(boost::asio::ip::make_address(address), begin + minutes);
    };
    auto const first = at("192.0.2.1", 0min);
    CHECK_FALSE(first.before);
    CHECK(at("192.0.2.1", 9min) == first);
    CHECK(at("::ffff:192.0.2.1", 9min) == first);
    CHECK(at("192.0.2.2", 9min) != first);
    CHECK(at("2001:db8::1", 9min) == at("2001:db8::ffff:1", 9min));
    CHECK(at("2001:db8::1", 9min) != at("2001:db8:0:1::1", 9min));

    SECTION("and once more as what it was before")
    {
        auto const second = at("192.0.2.1", 10min);
        CHECK(second.now != first.now);
        CHECK(second.before == first.now);
        CHECK(at("192.0.2.2", 10min).before != first.now);
        auto const third = at("192.0.2.1", 20min);
        CHECK(third.before == second.now);
        CHECK(third.now != first.now);
    }
    SECTION("and not at all when nobody has asked for a while")
    {
        CHECK_FALSE(at("192.0.2.1", 20min).before);
    }
    SECTION("and nobody else's hash is the same")
    {
        net::AddressHash another;
        auto const young =
            std::chrono::steady_clock::time_point() + 1min; // since the machine began
        auto const other = another.of(boost::asio::ip::make_address("192.0.2.1"), young);
        CHECK(other.now != first.now);
        CHECK_FALSE(other.before);
    }
}

TEST_CASE("weights of codings are read as written")
{
    auto const weights = net::coding_weights("br;q=0.25, *;q=0.5");
    CHECK(weights.br == 250);
    CHECK(weights.gzip == 500);
    CHECK(weights.identity == 500);
    CHECK(net::coding_weights("").identity > 0);
    CHECK(net::coding_weights("identity;q=0").identity == 0);
    CHECK(net::coding_weights("gzip;q=1.001").gzip == 0);
    CHECK(net::names_tag("\"a\", W/\"b\"", "\"b\""));
    CHECK_FALSE(net::names_tag("\"ab\"", "\"b\""));
}
