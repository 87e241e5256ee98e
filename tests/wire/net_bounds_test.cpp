// The pure pieces of the network room at their exact bounds, which bytes on a socket cannot show:
// outbox, allowance of frames, head scan, address hash.
#include "net/address_hash.hpp"
#include "net/frame_allowance.hpp"
#include "net/head_scan.hpp"
#include "net/negotiation.hpp"
#include "net/outbox.hpp"
#include "support/catch.hpp"

#include <memory>
#include <string>

using namespace std::chrono_literals;
using Verdict = net::HeadScan::Verdict;

namespace {

std::shared_ptr<std::string const> text_of(std::size_t bytes)
{
    return std::make_shared<std::string const>(bytes, 'x');
}

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
    auto const cost = 1000 + net::limits::outbox_frame_bytes;
    auto const most = net::limits::outbox_bytes / cost;
    for (std::size_t count = 0; count < most; ++count)
        REQUIRE(outbox.push(text_of(1000)));
    CHECK_FALSE(outbox.push(text_of(1000)));

    SECTION("a frame that has left makes room for one")
    {
        outbox.pop();
        CHECK(outbox.push(text_of(1000)));
        CHECK_FALSE(outbox.push(text_of(1000)));
    }
    SECTION("a slow reader keeps only the frame that is on its way")
    {
        outbox.keep_first();
        outbox.pop();
        CHECK(outbox.empty());
        CHECK(outbox.push(text_of(net::limits::outbox_bytes - net::limits::outbox_frame_bytes)));
    }
    SECTION("empty frames also reach the bound")
    {
        while (!outbox.empty())
            outbox.pop();
        std::size_t count = 0;
        while (outbox.push(text_of(0)))
            ++count;
        CHECK(count == net::limits::outbox_bytes / net::limits::outbox_frame_bytes);
    }
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
