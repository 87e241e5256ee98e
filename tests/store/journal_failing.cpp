// A disk that is full or broken: the journal says so, takes nothing behind a half-written fact, and
// goes on with a new segment.
#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

using store::errc;

namespace {

// No file grows beyond this many bytes while it lives.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) : ignored_(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const small{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles()
    {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, ignored_);
    }
    SmallFiles(SmallFiles const&) = delete;
    SmallFiles& operator=(SmallFiles const&) = delete;

private:
    void (*ignored_)(int);
    rlimit before_{};
};

} // namespace

TEST_CASE("a flush that fails is an error, and the next segment carries what it did not bring")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    begin(journal, {}, 1);
    append(journal, facts(1, 2));
    auto const before = bytes_of(folder.segment(1));

    failing_disk = {.first = 0};
    auto const appended = journal.append(facts(3, 4));
    auto const begun = journal.begin_segment({1, that_evening, {}, {}});
    failing_disk = {};
    CHECK(appended.error() == boost::system::errc::io_error);
    CHECK(begun.error() == boost::system::errc::io_error);
    CHECK(journal.distrusted());
    CHECK(journal.next_position() == 3);
    CHECK(journal.append(facts(3, 4)).error() == errc::journal_distrusted);
    CHECK(bytes_of(folder.segment(1)) == before); // nothing that only memory holds
    CHECK(all_from(journal, 1, everything) == facts(1, 2));

    auto const unflushed = facts(3, 4);
    REQUIRE(journal.begin_segment({1, that_evening, {}, unflushed}));
    append(journal, facts(5, 5));
    CHECK(all_from(journal, 1, everything) == facts(1, 5));
}

TEST_CASE("a segment that cannot begin leaves the trusted one current, until its name is in doubt")
{
    JournalFolder folder;
    auto journal = folder.open().journal;
    begin(journal, {}, 1);
    auto const failing_at = GENERATE(as<std::size_t>{}, 0, 1, 2); // file, name, folder
    failing_disk = {.first = failing_at, .last = failing_at};
    auto const begun = journal.begin_segment({1, that_evening, {}, {}});
    failing_disk = {};
    CHECK(begun.error() == boost::system::errc::io_error);
    CHECK(journal.distrusted() == (failing_at != 0));
    CHECK_FALSE(std::filesystem::exists(folder.path() / store::new_segment_name(2)));
    if (journal.distrusted()) begin(journal, {}, 1);
    append(journal, facts(1, 1));
    CHECK(all_from(journal, 1, everything) == facts(1, 1));
}

TEST_CASE("a start builds on nothing that it cannot flush")
{
    JournalFolder folder;
    {
        auto journal = folder.open().journal;
        begin(journal, {}, 1);
        append(journal, facts(1, 2)); // perhaps by a process that was killed before its flush
    }
    failing_disk = {.first = 0};
    auto const refusal = folder.refusal();
    failing_disk = {};
    CHECK(refusal == boost::system::errc::io_error);
    CHECK(folder.open().recovered.tail == facts(1, 2));
}

TEST_CASE("a file that may not grow, at any byte of a fact: nothing half-written is built upon")
{
    std::uint64_t size = 0;
    {
        JournalFolder folder;
        auto journal = folder.open().journal;
        begin(journal, {}, 1);
        append(journal, facts(1, 1));
        size = journal.bytes();
    }
    for (rlim_t most = size; most < 2 * size; ++most) {
        CAPTURE(most);
        JournalFolder folder;
        auto journal = folder.open().journal;
        begin(journal, {}, 1);
        append(journal, facts(1, 1));
        boost::system::result<void> refused;
        {
            SmallFiles const small(most); // no assertion meanwhile: the report is a file too
            refused = journal.append(facts(2, 4));
        }
        REQUIRE(refused.error() == boost::system::errc::file_too_large);
        REQUIRE(journal.distrusted());
        REQUIRE(std::filesystem::file_size(folder.segment(1)) == size);
        auto const unflushed = facts(2, 4);
        boost::system::result<void> begun;
        {
            SmallFiles const small(40);
            begun = journal.begin_segment({1, that_evening, {}, unflushed});
        }
        REQUIRE(begun.error() == boost::system::errc::file_too_large);
        REQUIRE(journal.begin_segment({1, that_evening, {}, unflushed}));
        REQUIRE(all_from(journal, 1, everything) == facts(1, 4));
    }
}

TEST_CASE("a full disk is said, and the journal goes on when there is room again")
{
    JournalFolder around;
    std::filesystem::create_directory(around.path());
    if (mount("none", around.path().c_str(), "tmpfs", 0, "size=64k,mode=700") != 0) {
        WARN("not tried: only root may make a small disk");
        return;
    }
    struct Unmount {
        std::filesystem::path path;
        ~Unmount() { umount2(path.c_str(), MNT_DETACH); }
    } const unmount{around.path()};

    auto journal = around.open().journal;
    begin(journal, {}, 1);
    std::uint64_t written = 0;
    auto appended = journal.append(facts(1, 1));
    while (appended) {
        ++written;
        appended = journal.append(facts(written + 1, written + 1));
    }
    CHECK(appended.error() == boost::system::errc::no_space_on_device);
    CHECK(journal.distrusted());
    REQUIRE(written > 100);
    auto const unflushed = facts(written + 1, written + 1);
    auto const full = journal.begin_segment({1, that_evening, {}, unflushed});
    CHECK(full.error() == boost::system::errc::no_space_on_device);

    REQUIRE(mount("none", around.path().c_str(), "tmpfs", MS_REMOUNT, "size=256k") == 0);
    REQUIRE(journal.begin_segment({1, that_evening, {}, unflushed}));
    append(journal, facts(written + 2, written + 3));
    CHECK(all_from(journal, 1, everything) == facts(1, written + 3));
}
