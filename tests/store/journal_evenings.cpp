// Whole evenings on a failing disk, with a caller that behaves as the server does: whatever failed,
// every fact that was acknowledged is found, and once.
#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

#include <optional>
#include <random>

using store::JournalEntry;

namespace {

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
        if (journal().begin_segment({incarnation_, that_evening, state, unflushed_})) {
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
