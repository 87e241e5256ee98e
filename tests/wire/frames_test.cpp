// The frames of a page against a naive reading of RFC 6455: made up at random, spoiled at random,
// and cut anywhere. Which frame is closed with which code is said one by one in
// web_socket.test.mjs.
#include "net/frames.hpp"
#include "net/limits.hpp"
#include "protocol/limits.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using net::Opcode;

namespace {

constexpr auto longest = protocol::limits::frame_bytes;

// What a reader found: texts and control frames as `opcode:payload`, then the refusal, if any.
using Found = std::vector<std::string>;

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t bound) { return engine_() % bound; }
    bool one_in(std::size_t many) { return below(many) == 0; }
    char byte() { return static_cast<char>(below(256)); }

private:
    std::mt19937 engine_;
};

std::string masked(unsigned first, std::string const& payload, Random& random)
{
    std::string bytes(1, static_cast<char>(first));
    auto const size = payload.size();
    if (size < 126) {
        bytes += static_cast<char>(0x80 | size);
    } else if (size < 65536) {
        bytes += {static_cast<char>(0x80 | 126), static_cast<char>(size >> 8),
                  static_cast<char>(size & 255)};
    } else {
        bytes += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(size >> shift & 255);
    }
    std::string const key{random.byte(), random.byte(), random.byte(), random.byte()};
    bytes += key;
    for (std::size_t at = 0; at < size; ++at)
        bytes += static_cast<char>(payload[at] ^ key[at % 4]);
    return bytes;
}

std::string text_of(Random& random, std::size_t most)
{
    static std::vector<std::string> const signs{"a", "{", "é", "声", "𠮷", "\n"};
    std::string text;
    for (auto left = random.below(most + 1); left > 0; --left)
        text += signs[random.below(signs.size())];
    return text;
}

// Some texts, whole and in fragments, with control frames between and inside; and what is in them.
struct Talk {
    std::string bytes;
    Found found;
};

void control_frame(Talk& talk, Random& random)
{
    auto const opcode = random.one_in(2) ? Opcode::ping : Opcode::pong;
    auto const payload = text_of(random, 30);
    talk.bytes += masked(0x80U | static_cast<unsigned>(opcode), payload, random);
    talk.found.push_back((opcode == Opcode::ping ? "9:" : "10:") + payload);
}

Talk talk_of(Random& random)
{
    Talk talk;
    for (auto left = 1 + random.below(6); left > 0; --left) {
        if (random.one_in(3)) control_frame(talk, random);
        auto const text = text_of(random, random.one_in(5) ? longest / 4 : 200);
        std::size_t at = 0;
        unsigned opcode = 1;
        while (random.one_in(2)) {
            auto const part = random.below(text.size() - at + 1);
            talk.bytes += masked(opcode, text.substr(at, part), random);
            at += part;
            opcode = 0;
            if (random.one_in(3)) control_frame(talk, random);
        }
        talk.bytes += masked(0x80U | opcode, text.substr(at), random);
        talk.found.push_back("1:" + text);
    }
    return talk;
}

// Reads these bytes in pieces of at most `piece`.
Found read(std::string bytes, Random& random, std::size_t piece)
{
    net::FrameReader reader;
    Found found;
    for (std::size_t at = 0; at < bytes.size();) {
        auto const size = std::min(bytes.size() - at, 1 + random.below(piece));
        reader.give({bytes.data() + at, size});
        at += size;
        while (auto const frame = reader.next())
            found.push_back(std::to_string(int(frame->opcode)) + ':' + std::string(frame->payload));
        CHECK_FALSE(reader.next());
    }
    if (reader.refusal()) found.push_back("refused " + std::to_string(*reader.refusal()));
    return found;
}

bool valid_utf8(std::string const& text)
{
    auto const byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    for (std::size_t at = 0; at < text.size();) {
        auto const first = byte(at);
        std::size_t const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if ((first >= 0x80 && first < 0xc0) || first > 0xf7) return false;
        std::uint32_t code = size == 1 ? first : first & (0xffU >> (size + 1));
        for (std::size_t more = 1; more < size; ++more) {
            if ((byte(at + more) & 0xc0) != 0x80) return false;
            code = code << 6 | (byte(at + more) & 0x3f);
        }
        std::uint32_t const least[]{0, 0x80, 0x800, 0x10000};
        if (code < least[size - 1] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
            return false;
        at += size;
    }
    return true;
}

// RFC 6455 read from one string, without haste and without a state that goes on.
Found read_naively(std::string const& bytes)
{
    Found found;
    std::optional<std::string> text;
    auto const refused = [&](int code) {
        found.push_back("refused " + std::to_string(code));
        return found;
    };
    for (std::size_t at = 0;;) {
        auto const byte = [&](std::size_t n) {
            return std::uint64_t(static_cast<unsigned char>(bytes[at + n]));
        };
        if (bytes.size() - at < 2) return found;
        auto const [fin, reserved, opcode] =
            std::array{byte(0) >> 7, byte(0) >> 4 & 7, byte(0) & 15};
        if (reserved != 0 || byte(1) >> 7 == 0) return refused(1002);
        std::size_t const width = (byte(1) & 127) == 126 ? 2 : (byte(1) & 127) == 127 ? 8 : 0;
        if (bytes.size() - at < 2 + width) return found;
        std::uint64_t length = width == 0 ? byte(1) & 127 : 0;
        for (std::size_t n = 0; n < width; ++n)
            length = length << 8 | byte(2 + n);
        if ((width == 2 && length < 126) || (width == 8 && length < 65536)) return refused(1002);
        if ((opcode > 2 && opcode < 8) || opcode > 10) return refused(1002);
        if (opcode >= 8 && (fin == 0 || length > 125)) return refused(1002);
        if (opcode < 8 && text.has_value() != (opcode == 0)) return refused(1002);
        if (opcode == 2) return refused(1003);
        if (opcode < 8 &&
            text.value_or("").size() + std::min<std::uint64_t>(length, longest + 1) > longest)
            return refused(1009);
        auto const head = 2 + width + 4;
        if (bytes.size() - at < head || bytes.size() - at - head < length) return found;
        std::string payload;
        for (std::size_t n = 0; n < length; ++n)
            payload += static_cast<char>(byte(head + n) ^ byte(2 + width + n % 4));
        at += head + length;
        if (opcode >= 8) {
            found.push_back(std::to_string(opcode) + ':' + payload);
            continue;
        }
        text = text.value_or("") + payload;
        if (fin == 0) continue;
        if (!valid_utf8(*text)) return refused(1007);
        found.push_back("1:" + *text);
        text.reset();
    }
}

} // namespace

TEST_CASE("what a page sends is read the same, however it is cut")
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        INFO(seed);
        Random random(seed);
        auto const talk = talk_of(random);
        REQUIRE(read(talk.bytes, random, talk.bytes.size()) == talk.found);
        REQUIRE(read(talk.bytes, random, 1 + random.below(300)) == talk.found);
        if (talk.bytes.size() < 4000) REQUIRE(read(talk.bytes, random, 1) == talk.found);
    }
}

TEST_CASE(
    "spoiled frames are judged the same, however they are cut, and what was before them counts")
{
    std::size_t refused = 0;
    for (unsigned seed = 1; seed <= 4000; ++seed) {
        INFO(seed);
        Random random(seed);
        auto talk = talk_of(random);
        for (auto left = 1 + random.below(3); left > 0; --left) {
            auto const at = random.below(std::min<std::size_t>(talk.bytes.size(), 600));
            if (random.one_in(3))
                talk.bytes.erase(at, 1 + random.below(4));
            else
                talk.bytes[at] = random.byte();
        }
        auto const at_once = read_naively(talk.bytes);
        REQUIRE(read(talk.bytes, random, talk.bytes.size()) == at_once);
        REQUIRE(read(talk.bytes, random, 1 + random.below(50)) == at_once);
        if (!at_once.empty() && at_once.back().starts_with("refused")) ++refused;
    }
    CHECK(refused > 1000);
    CHECK(refused < 4000);
}

TEST_CASE("bytes without meaning are refused, or wait for more")
{
    for (unsigned seed = 1; seed <= 4000; ++seed) {
        Random random(seed);
        std::string bytes;
        for (auto left = random.below(300); left > 0; --left)
            bytes += random.byte();
        auto const at_once = read_naively(bytes);
        REQUIRE(read(bytes, random, 300) == at_once);
        REQUIRE(read(bytes, random, 1) == at_once);
    }
}

TEST_CASE("a text may be as long as a frame may be, in fragments as well")
{
    Random random(1);
    std::string const text(longest, 'x');
    auto const one_more = text + 'x';
    CHECK(read(masked(0x81, text, random), random, 100'000) == Found{"1:" + text});
    CHECK(read(masked(0x81, one_more, random), random, 100'000) == Found{"refused 1009"});
    auto const begun = masked(0x01, text, random);
    CHECK(read(begun + masked(0x80, "", random), random, 100'000) == Found{"1:" + text});
    CHECK(read(begun + masked(0x80, "x", random), random, 100'000) == Found{"refused 1009"});
}

TEST_CASE("what is written is read by the rules, and measured as it is")
{
    for (std::size_t const size : {0U, 1U, 125U, 126U, 65535U, 65536U, 70000U}) {
        std::string bytes;
        net::append_frame(bytes, Opcode::text, std::string(size, 'x'));
        auto const head = size < 126 ? 2U : size < 65536 ? 4U : 10U;
        CHECK(bytes.size() == head + size);
        CHECK(bytes.front() == '\x81');
        net::append_frame(bytes, Opcode::ping, "p");
        CHECK(net::written_frame(bytes).size == head + size);
        CHECK(net::written_frame(bytes).text);
        CHECK_FALSE(net::written_frame(std::string_view(bytes).substr(head + size)).text);
    }
}

TEST_CASE("a text has not more fragments than anybody needs")
{
    Random random(1);
    auto bytes = masked(0x01, "a", random);
    for (int count = 1; count < net::limits::fragments; ++count)
        bytes += masked(0x00, "", random);
    CHECK(read(bytes, random, 100'000).empty());
    CHECK(read(bytes + masked(0x80, "b", random), random, 100'000) == Found{"refused 1009"});
}

TEST_CASE("the code of a close frame is one that a page may send")
{
    for (unsigned code = 0; code <= 65535; ++code) {
        std::string const payload{static_cast<char>(code >> 8), static_cast<char>(code & 255)};
        auto const reserved = code == 1004 || code == 1005 || code == 1006;
        auto const named = code >= 1000 && code <= 1014 && !reserved;
        auto const free = code >= 3000 && code <= 4999;
        REQUIRE(net::wrong_with_close(payload).value_or(0) == (named || free ? 0 : 1002));
    }
    CHECK_FALSE(net::wrong_with_close(""));
    CHECK(net::wrong_with_close("\x03") == 1002);
    CHECK(net::wrong_with_close("\x03\xe8\xff") == 1007);
    CHECK_FALSE(net::wrong_with_close("\x03\xe8声"));
}
