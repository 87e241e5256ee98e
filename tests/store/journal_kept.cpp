// What is given to the journal is what the next start finds; what cannot be kept is refused.
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using store::errc;
using store::JournalEntry;

namespace {

mode_t mode_of(std::filesystem::path const& path)
{
    struct stat found {};
    REQUIRE(stat(path.c_str(), &found) == 0);
    return found.st_mode & 07777;
}

} // namespace

TEST_CASE("a new journal is empty, and its folder and files are nobody else's")
{
    JournalFolder folder;
    auto [journal, recovered] = folder.open();
    CHECK(recovered.state.empty());
    CHECK(recovered.tail.empty());
    CHECK(recovered.incarnation == 0);
    CHECK(recovered.next_position == 1);
    CHECK_FALSE(recovered.torn);
    CHECK(journal.distrusted());
    CHECK(journal.bytes() == 0);
    CHECK(journal.append(facts(1, 1)).error() == errc::journal_distrusted);
    CHECK(read(journal, 1, everything).empty());

    begin(journal, {}, 1);
    CHECK_FALSE(journal.distrusted());
    CHECK(mode_of(folder.path()) == 0700);
    CHECK(mode_of(folder.segment(1)) == 0600);
    CHECK(mode_of(folder.path() / "lock") == 0600);
}

TEST_CASE("a start finds the open state, the facts after it and the incarnation")
{
    JournalFolder folder;
    std::vector<JournalEntry> const state{
        {0, -5, "", R"({"sign_in":"空"})"},
        {7, that_evening, "demo", std::string("\0\xF7JRN\xFF", 6)}, // bytes are bytes
        {7, that_evening, std::string(store::most_desk_bytes, 'z'), "1"},
    };
    auto tail = facts(1, 3);
    tail.push_back(entry(4, std::string(store::most_record_bytes, 'x')));
    {
        auto [journal, none] = folder.open();
        begin(journal, state, 41);
        auto const empty = journal.bytes();
        append(journal, {tail.begin(), tail.begin() + 2});
        append(journal, {});
        append(journal, {tail.begin() + 2, tail.end()});
        CHECK(journal.next_position() == 5);
        CHECK(journal.bytes() > empty + store::most_record_bytes);
        CHECK(journal.bytes() == std::filesystem::file_size(folder.segment(1)));
    }
    for (int start = 0; start < 2; ++start) { // looking changes nothing
        auto const [journal, recovered] = folder.open();
        CHECK(recovered.state == state);
        CHECK(recovered.tail == tail);
        CHECK(recovered.incarnation == 41);
        CHECK(recovered.next_position == 5);
        CHECK_FALSE(recovered.torn);
        CHECK(journal.distrusted());
    }
}

TEST_CASE("positions rise across segments and starts, and a start reads the newest segment alone")
{
    JournalFolder folder;
    {
        auto [journal, none] = folder.open();
        begin(journal, {}, 1);
        append(journal, facts(1, 5));
        begin(journal, {entry(5, "five")}, 1);
        append(journal, facts(6, 7));
    }
    {
        auto [journal, recovered] = folder.open();
        CHECK(recovered.tail == facts(6, 7));
        begin(journal, {entry(7, "seven")}, recovered.incarnation + 1);
        append(journal, facts(8, 8));
    }
    put_bytes(folder.segment(1), bytes_of(folder.segment(1)).substr(0, 100));
    auto [journal, recovered] = folder.open();
    CHECK(recovered.state == std::vector{entry(7, "seven")});
    CHECK(recovered.tail == facts(8, 8));
    CHECK(recovered.incarnation == 2);
    CHECK(recovered.next_position == 9);
    CHECK(std::filesystem::exists(folder.segment(3)));
}

TEST_CASE("unflushed facts at a segment's beginning are read for the database, not for a desk")
{
    JournalFolder folder;
    auto const unflushed = facts(3, 5);
    {
        auto [journal, none] = folder.open();
        begin(journal, {}, 1);
        append(journal, facts(1, 2));
        std::vector const state{entry(5, "all of them")};
        REQUIRE(journal.begin_segment({1, that_evening, state, unflushed}));
        CHECK(journal.next_position() == 6);
        append(journal, facts(6, 6));
        CHECK(all_from(journal, 1, everything) == facts(1, 6));
    }
    auto [journal, recovered] = folder.open();
    CHECK(recovered.state == std::vector{entry(5, "all of them")});
    CHECK(recovered.tail == facts(6, 6));
    CHECK(recovered.next_position == 7);
    CHECK(all_from(journal, 3, everything) == facts(3, 6));
}

TEST_CASE("entries that do not fit or do not continue are refused whole, and nothing is written")
{
    JournalFolder folder;
    auto [journal, none] = folder.open();
    begin(journal, {}, 1);
    append(journal, facts(1, 2));
    auto const before = bytes_of(folder.segment(1));
    auto const refused = [&](JournalEntry last) {
        return journal.append(std::vector{entry(3, "good"), last}).error();
    };
    CHECK(refused(entry(4, "")) == errc::journal_entry_unfit);
    CHECK(refused(entry(4, std::string(store::most_record_bytes + 1, 'x'))) ==
          errc::journal_entry_unfit);
    CHECK(refused({4, 0, std::string(store::most_desk_bytes + 1, 'x'), "1"}) ==
          errc::journal_entry_unfit);
    CHECK(refused(entry(5, "a hole")) == errc::journal_out_of_order);
    CHECK(refused(entry(3, "again")) == errc::journal_out_of_order);

    std::vector const unfit{entry(1, "")};
    std::vector const hole{entry(4, "a hole")};
    CHECK(journal.begin_segment({1, that_evening, unfit, {}}).error() == errc::journal_entry_unfit);
    CHECK(journal.begin_segment({1, that_evening, {}, hole}).error() == errc::journal_out_of_order);

    CHECK(bytes_of(folder.segment(1)) == before);
    CHECK_FALSE(journal.distrusted());
    append(journal, facts(3, 3));
    CHECK(all_from(journal, 1, everything) == facts(1, 3));
}

TEST_CASE("a journal belongs to one at a time, also across processes")
{
    JournalFolder folder;
    {
        auto const held = folder.open();
        CHECK(folder.refusal() == errc::journal_locked);
        auto const child = fork();
        if (child == 0) {
            // A descriptor that came with the fork shares the lock; one of its own does not.
            auto const second = store::Journal::open(folder.path());
            _exit(!second && second.error() == errc::journal_locked ? 0 : 1);
        }
        int status = -1;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
    CHECK_FALSE(folder.refusal());
}

TEST_CASE("a folder that cannot be made is an error, not an empty journal")
{
    auto const opened = store::Journal::open("/proc/nowhere/journal");
    REQUIRE(opened.has_error());
    CHECK(opened.error().category() == boost::system::system_category());
}

TEST_CASE("each error of the journal has a sentence of its own")
{
    std::vector<std::string> sentences;
    for (auto value = static_cast<int>(errc::journal_locked);
         value <= static_cast<int>(errc::journal_gone); ++value) {
        sentences.push_back(make_error_code(static_cast<errc>(value)).message());
        CHECK(sentences.back().find("journal") != std::string::npos);
    }
    std::ranges::sort(sentences);
    CHECK(std::ranges::adjacent_find(sentences) == sentences.end());
    CHECK(sentences.size() == 7);
}

TEST_CASE("a hundred thousand entries are opened in reasonable time")
{
    constexpr std::uint64_t many = 50'000;
    JournalFolder folder;
    auto state = facts(1, many);
    for (auto& open : state) {
        open.record += std::string(150, ' '); // as long as a ticket
    }
    {
        auto [journal, none] = folder.open();
        begin(journal, state, 1);
        append(journal, facts(1, many));
    }
    auto const begun = std::chrono::steady_clock::now();
    auto [journal, recovered] = folder.open();
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    WARN("opened " << 2 * many << " entries in " << took.count() << " ms");
    CHECK(recovered.state == state);
    CHECK(recovered.tail.size() == many);
    CHECK(took < std::chrono::seconds(10)); // sanitizers and a crowded machine; see the decision
}
