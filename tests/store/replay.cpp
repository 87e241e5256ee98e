// Replay beside a database that goes away and comes back, and with segments that get old while
// nothing happens.
#include "app/replay.hpp"

#include "protocol/codec.hpp"
#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

#include <functional>

namespace {

using namespace std::chrono_literals;
using namespace protocol::records;
using desk::Reach;

store::JournalEntry opened_page(std::uint64_t position)
{
    using namespace std::chrono;
    auto const now = system_clock::now().time_since_epoch();
    return {position, duration_cast<milliseconds>(now).count(), "line",
            protocol::encode(Counted{Step::opened, 1})};
}

std::int64_t days_ago(int days)
{
    using namespace std::chrono;
    auto const then = system_clock::now() - hours(24 * days);
    return duration_cast<milliseconds>(then.time_since_epoch()).count();
}

class Carrier {
public:
    explicit Carrier(evening::House& house, store::Journal& journal)
        : replay_(loop_, journal, disk_, house.database, sql_)
    {
    }

    void start()
    {
        replay_.start([this](Reach reach) { told.push_back(reach); });
    }

    bool until(std::function<bool()> const& holds, std::chrono::milliseconds patience)
    {
        auto const over = std::chrono::steady_clock::now() + patience;
        while (!holds() && std::chrono::steady_clock::now() < over) {
            loop_.run_for(20ms);
        }
        return holds();
    }

    app::Replay& replay() { return replay_; }
    std::vector<Reach> told;

private:
    boost::asio::io_context loop_{1};
    app::WorkerPool disk_{1, 4};
    app::WorkerPool sql_{1, 4};
    app::Replay replay_;
};

} // namespace

TEST_CASE("a database that goes away while nothing happens is told, and its return within a second")
{
    failing_disk = {};
    evening::House house;
    JournalFolder const folder;
    auto opened = folder.open();
    begin(opened.journal, {}, 1);
    Carrier carrier(house, opened.journal);
    carrier.start();
    REQUIRE(carrier.until([&] { return carrier.replay().behind() == 0U; }, 5s));
    CHECK(carrier.told.empty());

    cluster("stop");
    auto const noticed = carrier.until([&] { return !carrier.told.empty(); }, 15s);
    append(opened.journal, {opened_page(1), opened_page(2)});
    carrier.replay().flushed(2);
    auto const still_away = !carrier.until([&] { return carrier.told.size() > 1; }, 1500ms);
    cluster("start");
    auto const back = carrier.until([&] { return carrier.told.size() == 2; }, 1s);
    REQUIRE(noticed);
    CHECK(still_away);
    CHECK(back);
    CHECK(carrier.told == std::vector{Reach::away, Reach::back});
    REQUIRE(carrier.until([&] { return carrier.replay().behind() == 0U; }, 5s));
    CHECK(house.ask("select count::text from funnel_day") == std::vector<std::string>{"2"});
}

TEST_CASE("a start without the database tells its first answer as a return")
{
    failing_disk = {};
    evening::House house;
    JournalFolder const folder;
    auto opened = folder.open();
    begin(opened.journal, {}, 1);
    Carrier carrier(house, opened.journal);
    carrier.replay().begin_without_database();
    carrier.start();
    REQUIRE(carrier.until([&] { return !carrier.told.empty(); }, 5s));
    CHECK(carrier.told == std::vector{Reach::back});
}

TEST_CASE("segments older than seven days go, also when nothing is written any more")
{
    failing_disk = {};
    evening::House house;
    JournalFolder const folder;
    auto opened = folder.open();
    begin(opened.journal, {}, 1, days_ago(10));
    append(opened.journal, {opened_page(1)});
    begin(opened.journal, {}, 1, days_ago(8)); // so the first is over since then
    begin(opened.journal, {}, 1, days_ago(6)); // and the second since then
    begin(opened.journal, {}, 1, days_ago(1));
    Carrier carrier(house, opened.journal);
    SECTION("once they have become rows")
    {
        carrier.replay().flushed(1);
        carrier.start();
        REQUIRE(carrier.until([&] { return !exists(folder.segment(1)); }, 5s));
        CHECK(house.ask("select count::text from funnel_day") == std::vector<std::string>{"1"});
    }
    SECTION("at a start at which there is nothing to carry")
    {
        evening::Facts facts;
        facts.add(evening::jst(19, 0), Counted{Step::opened, 1});
        house.apply(facts);
        carrier.replay().flushed(1);
        carrier.start();
        REQUIRE(carrier.until([&] { return !exists(folder.segment(1)); }, 5s));
    }
    CHECK(exists(folder.segment(2)));
    CHECK(exists(folder.segment(4)));
}
