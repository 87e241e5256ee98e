// The scribe beside a disk that takes nothing, or nothing in time, and over a midnight on which
// nothing happens.
#include "app/scribe.hpp"

#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace {

using namespace std::chrono_literals;
using namespace protocol::records;
using app::Disk;

// A scribe with a journal of its own, whose loop runs as long as it is told.
class Desk {
public:
    explicit Desk(app::Scribe::WallClock clock) : scribe_(loop_, opened_.journal, disk_, 1, clock)
    {
        scribe_.start({[] { return std::vector<store::JournalEntry>(); },
                       [this] { flushed.push_back(scribe_.flushed()); },
                       [this](Disk disk) { told.push_back(disk); }});
    }

    void write(int count)
    {
        for (int n = 0; n < count; ++n) {
            scribe_.write({"line"}, Counted{Step::opened, 1});
        }
    }

    // Until it holds, or the patience is over.
    bool until(std::function<bool()> const& holds, std::chrono::milliseconds patience)
    {
        auto const over = std::chrono::steady_clock::now() + patience;
        while (!holds() && std::chrono::steady_clock::now() < over) {
            loop_.run_for(10ms);
        }
        return holds();
    }

    app::Scribe& scribe() { return scribe_; }
    JournalFolder const& folder() const { return folder_; }
    store::Journal& journal() { return opened_.journal; }

    std::vector<Disk> told;
    std::vector<std::uint64_t> flushed;

private:
    JournalFolder folder_;
    store::OpenedJournal opened_ = folder_.open();
    boost::asio::io_context loop_{1};
    app::WorkerPool disk_{1, 4};
    app::Scribe scribe_;
};

staff::Time noon()
{
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h;
}

} // namespace

TEST_CASE("a disk that takes is no news")
{
    failing_disk = {};
    Desk desk(noon);
    desk.write(3);
    REQUIRE(desk.until([&] { return desk.scribe().flushed() == 3; }, 5s));
    CHECK(desk.told.empty());
    CHECK(desk.scribe().disk() == Disk::takes);
}

TEST_CASE("a disk that takes nothing is told once, and that it is back once, with everything on it")
{
    failing_disk = {};
    Desk desk(noon);
    desk.write(1);
    REQUIRE(desk.until([&] { return desk.scribe().flushed() == 1; }, 5s));
    failing_disk = {.first = 0, .last = 2}; // the append, and two attempts at a new segment
    desk.write(2);
    REQUIRE(desk.until([&] { return desk.told == std::vector{Disk::refuses}; }, 5s));
    desk.write(2);
    CHECK(desk.scribe().flushed() == 1);
    REQUIRE(desk.until([&] { return desk.scribe().flushed() == 5; }, 20s));
    CHECK(desk.told == std::vector{Disk::refuses, Disk::takes});
    CHECK(std::ranges::is_sorted(desk.flushed));
    auto const kept = read(desk.journal(), 1, everything);
    REQUIRE(kept.size() == 5);
    CHECK(kept.back().position == 5);
    failing_disk = {};
}

TEST_CASE("a disk that does not answer within two seconds takes nothing until it has answered")
{
    failing_disk = {};
    Desk desk(noon);
    desk.write(1);
    REQUIRE(desk.until([&] { return desk.scribe().flushed() == 1; }, 5s));
    failing_disk.slow = 2500ms;
    desk.write(1);
    REQUIRE(desk.until([&] { return !desk.told.empty(); }, 5s));
    CHECK(desk.told == std::vector{Disk::refuses});
    CHECK(desk.scribe().flushed() == 1);
    REQUIRE(desk.until([&] { return desk.scribe().flushed() == 2; }, 5s));
    CHECK(desk.told == std::vector{Disk::refuses, Disk::takes});
    failing_disk = {};
}

TEST_CASE("a new day begins a new segment, also when nothing is written")
{
    failing_disk = {};
    auto const began = std::chrono::steady_clock::now();
    Desk desk([&] {
        auto const passed = std::chrono::steady_clock::now() - began;
        return noon() + 12h - 400ms + std::chrono::duration_cast<staff::Duration>(passed);
    });
    REQUIRE(desk.until([&] { return exists(desk.folder().segment(1)); }, 300ms));
    CHECK_FALSE(exists(desk.folder().segment(2)));
    REQUIRE(desk.until([&] { return exists(desk.folder().segment(2)); }, 5s));
    CHECK(desk.told.empty());
    CHECK_FALSE(desk.until([&] { return exists(desk.folder().segment(3)); }, 500ms));
}
