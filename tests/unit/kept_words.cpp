#include "desk/kept_words.hpp"

#include "protocol/limits.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace {

protocol::Word word(std::uint8_t stream, std::uint32_t number, std::size_t size)
{
    protocol::Word word;
    word.stream.bytes.fill(stream);
    word.number = number;
    word.sealed = protocol::Sealed(std::string(size, 'A'));
    return word;
}

} // namespace

TEST_CASE("kept words")
{
    desk::KeptWords kept;

    SECTION("stay in order until confirmed, stream by stream")
    {
        CHECK(kept.keep(word(1, 1, 300)));
        CHECK(kept.keep(word(2, 1, 300)));
        CHECK(kept.keep(word(1, 2, 300)));
        kept.confirm(word(1, 0, 0).stream, 1);
        REQUIRE(kept.words().size() == 2);
        CHECK(kept.words().front().stream == word(2, 1, 0).stream);
        CHECK(kept.words().back().number == 2);
    }
    SECTION("hold one copy of a word that is sent again")
    {
        CHECK(kept.keep(word(1, 1, 300)));
        CHECK(kept.keep(word(1, 1, 400)));
        REQUIRE(kept.words().size() == 1);
        CHECK(kept.words().front().sealed.size() == 400);
    }
    SECTION("make room for the load that holds the seat now")
    {
        auto old = word(1, 1, 1000);
        old.load.bytes.fill(9);
        while (kept.keep(old))
            ++old.number;
        auto const before = kept.words().size();
        CHECK(kept.keep(word(2, 1, 1000)));
        CHECK(kept.words().size() == before);
        CHECK(kept.words().back().stream == word(2, 1, 0).stream);
    }
    SECTION("are bounded, and take again what the confirmed leave free")
    {
        std::uint32_t number = 0;
        while (kept.keep(word(1, number + 1, 1000)))
            ++number;
        CHECK(number >= 50);
        CHECK(number * 1000 <= protocol::limits::kept_bytes);
        CHECK(kept.words().size() == number);
        kept.confirm(word(1, 0, 0).stream, 1);
        CHECK(kept.keep(word(1, number + 1, 1000)));
        kept.clear();
        CHECK(kept.empty());
        CHECK(kept.keep(word(1, 1, protocol::limits::sealed_characters)));
    }
}
