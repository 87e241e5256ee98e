// A crash may cut what had not been flushed, at any byte; what had been flushed is never passed
// over in silence.
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

using store::errc;

namespace {

// One segment: state, 1 to 4 flushed one by one, then 5 to 7 in one flush.
struct Written {
    std::string bytes;
    std::uint64_t facts_at{};      // the first byte behind the open state
    std::uint64_t fourth_at{};     // of fact 4
    std::uint64_t last_batch_at{}; // of fact 5
};

Written write(JournalFolder const& folder)
{
    Written written;
    auto [journal, none] = folder.open();
    begin(journal, {entry(1, "開いている"), entry(2, "open")}, 3);
    written.facts_at = journal.bytes();
    append(journal, facts(1, 1));
    append(journal, facts(2, 2));
    append(journal, facts(3, 3));
    written.fourth_at = journal.bytes();
    append(journal, facts(4, 4));
    written.last_batch_at = journal.bytes();
    append(journal, facts(5, 7));
    written.bytes = bytes_of(folder.segment(1));
    REQUIRE(written.bytes.size() == journal.bytes());
    return written;
}

// Where each fact ends, by the one size that fact and fact have in common.
std::uint64_t whole_facts(Written const& written, std::uint64_t size)
{
    auto const fact_bytes = written.last_batch_at - written.fourth_at;
    return (size - written.facts_at) / fact_bytes;
}

std::string flipped(std::string bytes, std::size_t at, int bit)
{
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    return bytes;
}

} // namespace

TEST_CASE("a segment cut off at any byte behind its open state gives the whole facts before it")
{
    JournalFolder source;
    auto const written = write(source);
    JournalFolder folder;
    std::filesystem::create_directory(folder.path());
    for (auto size = written.facts_at; size <= written.bytes.size(); ++size) {
        CAPTURE(size);
        put_bytes(folder.segment(1), written.bytes.substr(0, size));
        auto const whole = whole_facts(written, size);
        auto const fact_bytes = written.last_batch_at - written.fourth_at;
        {
            auto const [journal, recovered] = folder.open();
            REQUIRE(recovered.state.size() == 2);
            REQUIRE(recovered.tail == facts(1, whole));
            REQUIRE(recovered.next_position == whole + 1);
            REQUIRE(recovered.incarnation == 3);
            REQUIRE(recovered.torn == ((size - written.facts_at) % fact_bytes != 0));
        }
        REQUIRE(std::filesystem::file_size(folder.segment(1)) ==
                written.facts_at + whole * fact_bytes);
        REQUIRE_FALSE(folder.open().recovered.torn); // it was cut
    }
}

TEST_CASE("after a torn tail the next segment goes on where the whole facts end")
{
    JournalFolder folder;
    auto const written = write(folder);
    put_bytes(folder.segment(1), written.bytes.substr(0, written.bytes.size() - 1));
    auto [journal, recovered] = folder.open();
    REQUIRE(recovered.torn);
    begin(journal, recovered.state, 4);
    append(journal, facts(7, 9));
    CHECK(all_from(journal, 1, everything) == facts(1, 9));
}

TEST_CASE("what stands behind the end, zeros or old bytes, is a torn tail too")
{
    JournalFolder folder;
    auto const written = write(folder);
    // The disk may have made the file longer before it had the bytes.
    auto const rest = GENERATE(std::string(5000, '\0'), std::string(17, '\xF7'),
                               std::string("\xF7JRN") + std::string(36, '\xFF'));
    put_bytes(folder.segment(1), written.bytes + rest);
    auto const opened = folder.open();
    CHECK(opened.recovered.torn);
    CHECK(opened.recovered.tail == facts(1, 7));
    CHECK(bytes_of(folder.segment(1)) == written.bytes);
}

TEST_CASE("a wrong bit in what was flushed last looks like a crash while flushing, and is cut")
{
    JournalFolder source;
    auto const written = write(source);
    JournalFolder folder;
    std::filesystem::create_directory(folder.path());
    auto const fact_bytes = written.last_batch_at - written.fourth_at;
    for (auto at = written.last_batch_at; at < written.bytes.size(); ++at) {
        CAPTURE(at);
        put_bytes(folder.segment(1), flipped(written.bytes, at, static_cast<int>(at % 8)));
        auto const opened = folder.open();
        REQUIRE(opened.recovered.torn);
        // Also when facts of the same flush stand whole behind it: pages reach a disk in any order.
        REQUIRE(opened.recovered.tail == facts(1, 4 + (at - written.last_batch_at) / fact_bytes));
    }
}

TEST_CASE("a wrong bit anywhere before what was flushed last is refused, and nothing is cut")
{
    JournalFolder source;
    auto const written = write(source);
    JournalFolder folder;
    std::filesystem::create_directory(folder.path());
    for (std::size_t at = 0; at < written.last_batch_at; ++at) {
        CAPTURE(at);
        auto const bytes = flipped(written.bytes, at, static_cast<int>(at % 8));
        put_bytes(folder.segment(1), bytes);
        auto const refusal = folder.refusal();
        auto const format = at >= 8 && at < 12; // it may name a later one
        REQUIRE((refusal == errc::journal_damaged || (format && refusal == errc::journal_newer)));
        REQUIRE(bytes_of(folder.segment(1)) == bytes);
    }
}

TEST_CASE("a start finds a missing fact too, and refuses")
{
    JournalFolder folder;
    auto written = write(folder);
    auto const fact_bytes = written.last_batch_at - written.fourth_at;
    put_bytes(folder.segment(1), written.bytes.erase(written.fourth_at, fact_bytes));
    CHECK(folder.refusal() == errc::journal_damaged);
}

TEST_CASE("a segment that ends within its open state was complete once, so it is refused")
{
    JournalFolder source;
    auto const written = write(source);
    JournalFolder folder;
    std::filesystem::create_directory(folder.path());
    for (std::size_t size = 0; size < written.facts_at; ++size) {
        CAPTURE(size);
        put_bytes(folder.segment(1), written.bytes.substr(0, size));
        REQUIRE(folder.refusal() == errc::journal_damaged);
    }
}

TEST_CASE("a crash while a segment begins, at any byte, leaves the one before it as the newest")
{
    JournalFolder source;
    auto const written = write(source);
    JournalFolder second;
    second.become(source);
    {
        auto [journal, recovered] = second.open();
        begin(journal, {entry(7, "later")}, 4);
    }
    auto const beginning = bytes_of(second.segment(2));
    JournalFolder folder;
    folder.become(source);
    auto const new_file = folder.path() / store::new_segment_name(2);
    for (std::size_t size = 0; size <= beginning.size(); ++size) {
        CAPTURE(size);
        put_bytes(new_file, beginning.substr(0, size));
        auto const [journal, recovered] = folder.open();
        REQUIRE(recovered.tail == facts(1, 7));
        REQUIRE(recovered.incarnation == 3);
        REQUIRE_FALSE(recovered.torn);
        REQUIRE_FALSE(std::filesystem::exists(new_file)); // it must not outlive its time
    }
    // The number of the crashed one is not needed again: the next segment may have it.
    auto [journal, recovered] = folder.open();
    begin(journal, recovered.state, 4);
    append(journal, facts(8, 8));
    CHECK(all_from(journal, 1, everything) == facts(1, 8));
}

TEST_CASE("a segment of a later format, or under another's name, is not guessed at")
{
    JournalFolder folder;
    auto written = write(folder).bytes;
    SECTION("later")
    {
        written[8] = 2;
        put_bytes(folder.segment(1), written);
        CHECK(folder.refusal() == errc::journal_newer);
    }
    SECTION("renamed")
    {
        std::filesystem::rename(folder.segment(1), folder.segment(2));
        CHECK(folder.refusal() == errc::journal_damaged);
    }
    SECTION("files that are none of ours do not matter")
    {
        for (auto const* name : {"segment-1.journal", "segment-00000000.journal",
                                 "segment-00000009.journal.old", "segment-.journal", "note"}) {
            put_bytes(folder.path() / name, "x");
        }
        CHECK(folder.open().recovered.tail == facts(1, 7));
    }
}
