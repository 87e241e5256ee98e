// A disk that is full or broken: the journal says so, takes nothing behind a half-written fact, and
// goes on with a new segment. Whatever failed, every fact that was acknowledged is found once.
#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <random>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using store::errc;
using store::JournalEntry;

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

// A desk as the journal sees one: it counts the facts that it was given.
class Counting {
public:
    explicit Counting(store::Recovered const& recovered)
    {
        for (auto const& open : recovered.state) {
            counted_ += std::stoull(open.record);
        }
        counted_ += recovered.tail.size();
    }

    std::uint64_t counted() const { return counted_; }
    JournalEntry next()
    {
        ++counted_;
        return facts(counted_, counted_).front();
    }
    std::vector<JournalEntry> open_state() const { return {entry(0, std::to_string(counted_))}; }

private:
    std::uint64_t counted_ = 0;
};

// One caller of a journal, as the server is one: facts are acknowledged when they are on the disk,
// and after a failure the next segment carries what was not.
class Caller {
public:
    explicit Caller(JournalFolder const& folder) : folder_(folder) { start(); }

    std::uint64_t acknowledged() const { return acknowledged_; }
    bool up() const { return opened_.has_value(); }
    store::Journal& journal() { return opened_->journal; }

    // A killed process: what was written and not acknowledged may be found or not.
    void start()
    {
        opened_.reset();
        unflushed_.clear();
        auto opened = store::Journal::open(folder_.path());
        if (!opened) return;
        opened_.emplace(std::move(*opened));
        auto const& recovered = opened_->recovered;
        REQUIRE(recovered.next_position > acknowledged_);
        desk_.emplace(recovered);
        REQUIRE(desk_->counted() == recovered.next_position - 1); // each fact once
        acknowledged_ = recovered.next_position - 1;
        ++incarnation_;
    }

    void turn()
    {
        auto const state = desk_->open_state();
        if (journal().begin_segment({incarnation_, evening, state, unflushed_})) {
            acknowledge(unflushed_);
            unflushed_.clear();
        }
    }

    void write(std::size_t count)
    {
        std::vector<JournalEntry> batch;
        while (batch.size() < count) {
            batch.push_back(desk_->next());
        }
        if (unflushed_.empty() && journal().append(batch)) {
            acknowledge(batch);
        } else {
            unflushed_.insert(unflushed_.end(), batch.begin(), batch.end());
        }
    }

private:
    void acknowledge(std::vector<JournalEntry> const& flushed)
    {
        acknowledged_ += flushed.size();
        REQUIRE(journal().next_position() == acknowledged_ + 1);
    }

    JournalFolder const& folder_;
    std::optional<store::OpenedJournal> opened_;
    std::optional<Counting> desk_;
    std::vector<JournalEntry> unflushed_;
    std::uint64_t acknowledged_ = 0;
    std::uint32_t incarnation_ = 0;
};

void check_all_there(Caller& caller)
{
    failing_disk = {};
    caller.start();
    REQUIRE(caller.up());
    REQUIRE(all_from(caller.journal(), 1, everything) == facts(1, caller.acknowledged()));
    caller.turn();
    caller.write(1);
    REQUIRE_FALSE(caller.journal().distrusted());
    REQUIRE(all_from(caller.journal(), 1, {3, 1'000}) == facts(1, caller.acknowledged()));
}

// An evening in short: starts, turns and facts.
void evening_passes(Caller& caller)
{
    for (int life = 0; life < 3; ++life) {
        caller.start();
        for (int segment = 0; segment < 2 && caller.up(); ++segment) {
            caller.turn();
            caller.write(2);
            caller.write(1);
            if (caller.journal().distrusted()) caller.turn();
            caller.write(3);
        }
    }
}

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
    auto const begun = journal.begin_segment({1, evening, {}, {}});
    failing_disk = {};
    CHECK(appended.error() == boost::system::errc::io_error);
    CHECK(begun.error() == boost::system::errc::io_error);
    CHECK(journal.distrusted());
    CHECK(journal.next_position() == 3);
    CHECK(journal.append(facts(3, 4)).error() == errc::journal_distrusted);
    CHECK(bytes_of(folder.segment(1)) == before); // nothing that only memory holds
    CHECK(all_from(journal, 1, everything) == facts(1, 2));

    auto const unflushed = facts(3, 4);
    REQUIRE(journal.begin_segment({1, evening, {}, unflushed}));
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
    auto const begun = journal.begin_segment({1, evening, {}, {}});
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

TEST_CASE("whichever flush or renaming of an evening fails, every acknowledged fact is found once")
{
    auto const lasting = GENERATE(false, true);
    std::size_t calls = 100;
    for (std::size_t failing_at = 0; failing_at < calls; ++failing_at) {
        CAPTURE(lasting, failing_at);
        JournalFolder folder;
        Caller caller(folder);
        failing_disk = {.first = failing_at, .last = lasting ? FailingDisk::never : failing_at};
        evening_passes(caller);
        calls = lasting ? calls : failing_disk.calls;
        check_all_there(caller);
    }
    CHECK(calls > 20);
}

TEST_CASE("a long evening on a disk that fails now and then loses no acknowledged fact")
{
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        std::mt19937 draw(seed);
        JournalFolder folder;
        Caller caller(folder);
        for (int step = 0; step < 200; ++step) {
            failing_disk = {};
            if (draw() % 3 == 0) {
                failing_disk.first = draw() % 4;
                failing_disk.last = failing_disk.first + draw() % 4;
            }
            auto const drawn = draw() % 10;
            if (drawn == 0 || !caller.up()) {
                caller.start();
            } else if (drawn < 3 || caller.journal().distrusted()) {
                caller.turn();
            } else {
                caller.write(1 + draw() % 5);
            }
        }
        check_all_there(caller);
        REQUIRE(caller.acknowledged() > 50);
    }
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
            begun = journal.begin_segment({1, evening, {}, unflushed});
        }
        REQUIRE(begun.error() == boost::system::errc::file_too_large);
        REQUIRE(journal.begin_segment({1, evening, {}, unflushed}));
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
    auto const full = journal.begin_segment({1, evening, {}, unflushed});
    CHECK(full.error() == boost::system::errc::no_space_on_device);

    REQUIRE(mount("none", around.path().c_str(), "tmpfs", MS_REMOUNT, "size=256k") == 0);
    REQUIRE(journal.begin_segment({1, evening, {}, unflushed}));
    append(journal, facts(written + 2, written + 3));
    CHECK(all_from(journal, 1, everything) == facts(1, written + 3));
}
