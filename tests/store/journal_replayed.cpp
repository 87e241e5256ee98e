// Facts on their way into the database: from any place, in pieces, across segments; and how they
// are dropped.
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

using store::errc;

namespace {

// Segments of the facts 1–3, 4–6 and 7–9, and an empty one between the last two.
void write(store::Journal& journal)
{
    begin(journal, {entry(0, "none")}, 1, that_evening);
    append(journal, facts(1, 3));
    begin(journal, {entry(3, "three")}, 1, that_evening + 10);
    append(journal, facts(4, 4));
    append(journal, facts(5, 6));
    begin(journal, {entry(6, "six")}, 1, that_evening + 20);
    begin(journal, {entry(6, "six")}, 2, that_evening + 30);
    append(journal, facts(7, 9));
}

} // namespace

TEST_CASE("facts are read from any position, in pieces of any size, without open state")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    write(journal);
    for (std::uint64_t position = 1; position <= 10; ++position) {
        for (std::size_t pieces = 1; pieces <= 10; ++pieces) {
            CAPTURE(position, pieces);
            REQUIRE(all_from(journal, position, {pieces, 1'000'000}) == facts(position, 9));
        }
    }
    auto const record = facts(1, 1).front().record.size();
    CHECK(read(journal, 1, {100, 2 * record}).size() == 2);
    CHECK(read(journal, 2, {100, 5 * record}).size() == 5); // 2 to 6, over the edge
    CHECK(read(journal, 1, {0, 0}) == facts(1, 1));         // never stuck
}

TEST_CASE("a reader who has reached the end goes on when there is more, also after a turn")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    write(journal);
    CHECK(all_from(journal, 1, everything) == facts(1, 9));
    CHECK(read(journal, 10, everything).empty());
    append(journal, facts(10, 11));
    CHECK(read(journal, 10, everything) == facts(10, 11));
    begin(journal, {}, 2);
    CHECK(read(journal, 12, everything).empty());
    append(journal, facts(12, 12));
    CHECK(read(journal, 12, everything) == facts(12, 12));
    CHECK(read(journal, 11, everything) == facts(11, 12)); // and back
}

TEST_CASE("positions that the journal does not have are refused")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    CHECK(refusal(journal, 2) == errc::journal_gone);
    write(journal);
    CHECK(refusal(journal, 0) == errc::journal_gone);
    CHECK(refusal(journal, 11) == errc::journal_gone);
}

TEST_CASE("a wrong bit in an older segment is found when its facts are asked for")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    write(journal);
    auto const file = folder.segment(2);
    auto const good = bytes_of(file);
    for (std::size_t at = store::segment_head_bytes; at < good.size(); ++at) {
        CAPTURE(at);
        auto bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        put_bytes(file, bad);
        store::ReadLimit const one{1, 1'000'000};
        std::uint64_t position = 4;
        auto some = journal.read_from(position, one);
        while (some && !some->empty()) {
            REQUIRE(*some == facts(position, position));
            some = journal.read_from(++position, one);
        }
        REQUIRE(some.has_error());
        REQUIRE(some.error() == errc::journal_damaged);
        REQUIRE(position < 7);
        REQUIRE(read(journal, 1, {3, 1'000'000}) == facts(1, 3));
        REQUIRE(read(journal, 7, everything) == facts(7, 9));
    }
    put_bytes(file, good.substr(0, good.size() - 1));
    CHECK(read(journal, 4, everything) == facts(4, 5));
    CHECK(refusal(journal, 6) == errc::journal_damaged);
    put_bytes(file, good);
    CHECK(read(journal, 4, everything) == facts(4, 9));
}

TEST_CASE("a fact that is missing whole is a hole, not a shorter that_evening")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    begin(journal, {}, 1);
    append(journal, facts(1, 1));
    auto const before = journal.bytes();
    append(journal, facts(2, 2));
    auto const after = journal.bytes();
    append(journal, facts(3, 3));
    auto bytes = bytes_of(folder.segment(1));
    put_bytes(folder.segment(1), bytes.erase(before, after - before));
    CHECK(read(journal, 1, everything) == facts(1, 1));
    CHECK(refusal(journal, 2) == errc::journal_damaged);
}

TEST_CASE("an old segment with an unreadable head stops no start, but is no hole to step over")
{
    JournalFolder folder;
    {
        auto journal = folder.open().journal;
        write(journal);
    }
    auto bytes = bytes_of(folder.segment(2));
    bytes[20] = static_cast<char>(bytes[20] ^ 1);
    put_bytes(folder.segment(2), bytes);
    auto [journal, recovered] = folder.open();
    CHECK(recovered.tail == facts(7, 9));
    CHECK(read(journal, 1, everything) == facts(1, 3));
    CHECK(refusal(journal, 4) == errc::journal_damaged);
    CHECK(refusal(journal, 5) == errc::journal_damaged);
    CHECK(read(journal, 7, everything) == facts(7, 9));
    CHECK(journal.drop_before(7, that_evening + 1'000).value() == 3);
    CHECK_FALSE(std::filesystem::exists(folder.segment(2)));
}

TEST_CASE("a segment is dropped when all its facts are replayed and its successor is old enough")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    write(journal);
    constexpr auto late = that_evening + 1'000;
    auto const kept = [&] {
        std::string numbers;
        for (std::uint32_t number = 1; number <= 4; ++number) {
            if (std::filesystem::exists(folder.segment(number))) numbers += std::to_string(number);
        }
        return numbers;
    };
    CHECK(journal.drop_before(1, late).value() == 0);
    CHECK(journal.drop_before(3, late).value() == 0); // 3 itself is still needed
    CHECK(kept() == "1234");
    CHECK(journal.drop_before(10, that_evening + 10).value() ==
          0); // the second began at that moment
    CHECK(kept() == "1234");
    CHECK(journal.drop_before(4, late).value() == 1);
    CHECK(kept() == "234");
    CHECK(refusal(journal, 3) == errc::journal_gone);
    CHECK(read(journal, 4, everything) == facts(4, 9));
    CHECK(journal.drop_before(10, late).value() == 2);
    CHECK(kept() == "4"); // the newest stays, whatever its age
    CHECK(journal.drop_before(10, late).value() == 0);
    CHECK(read(journal, 7, everything) == facts(7, 9));
    append(journal, facts(10, 10));
}
