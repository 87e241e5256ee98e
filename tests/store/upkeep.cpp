// What is due is done at a start before anybody is served, and later whatever the database does
// meanwhile.
#include "app/upkeep.hpp"

#include "protocol/codec.hpp"
#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

#include <functional>
#include <memory>

using namespace evening;
using Texts = std::vector<std::string>;

namespace {

constexpr auto a_day_later = jst(21 + 24, 1) - earlier;

std::string coarse(House const& house)
{
    auto const shifts = house.ask("select coarse::text from shift");
    return shifts.empty() ? "none" : shifts[0];
}

// The server as far as rows are concerned, with a clock that the test holds.
class Server {
public:
    Server(House& house, store::Journal& journal)
        : replay_(loop_, journal, disk_, house.database, sql_),
          upkeep_(loop_, replay_, house.database, sql_, [this] { return now; })
    {
    }

    void start()
    {
        replay_.start([](desk::Reach) {});
        upkeep_.start();
    }

    bool until(std::function<bool()> const& holds, std::chrono::milliseconds patience)
    {
        auto const over = std::chrono::steady_clock::now() + patience;
        while (!holds() && std::chrono::steady_clock::now() < over)
            loop_.run_for(20ms);
        return holds();
    }

    app::Replay& replay() { return replay_; }
    app::Upkeep& upkeep() { return upkeep_; }
    Moment now = a_day_later;

private:
    boost::asio::io_context loop_{1};
    app::WorkerPool disk_{1, 4};
    app::WorkerPool sql_{1, 4};
    app::Replay replay_;
    app::Upkeep upkeep_;
};

void append_all(store::Journal& journal, Facts const& facts)
{
    std::vector<store::JournalEntry> entries;
    for (auto const& entry : facts.all())
        entries.push_back(
            {entry.position, entry.at_ms, entry.desk, protocol::encode(entry.record)});
    REQUIRE(journal.append(entries).has_value());
}

} // namespace

TEST_CASE("a start coarsens what the database has whole, before anybody is served")
{
    failing_disk = {};
    House house;
    house.apply(evening_of_2016());
    JournalFolder const folder;
    auto opened = folder.open();
    Server server(house, opened.journal);
    SECTION("the journal has nothing that is not a row")
    {
        server.upkeep().now(evening_of_2016().all().size() + 1);
        CHECK(coarse(house) == "true");
    }
    SECTION("it has: the shift waits for it")
    {
        server.upkeep().now(evening_of_2016().all().size() + 2);
        CHECK(coarse(house) == "false");
    }
    SECTION("what is open waits for ends that the journal of a restored backup still has")
    {
        auto const open = [&] { return house.ask("select session from open_session"); };
        server.now = a_day_later + 48h;
        server.upkeep().now(evening_of_2016().all().size() + 2);
        CHECK(open() == Texts{"1-2"});
        server.upkeep().now(evening_of_2016().all().size() + 1);
        CHECK(open().empty());
    }
    SECTION("what is older than its retention goes in any case")
    {
        server.now = jst(12, 0) - 24h * 365;
        server.upkeep().now(evening_of_2016().all().size() + 2);
        CHECK(coarse(house) == "none");
    }
}

TEST_CASE("facts become rows first, also after the database was away, and then the shift is coarse")
{
    failing_disk = {};
    House house;
    JournalFolder const folder;
    auto opened = folder.open();
    begin(opened.journal, {}, 1);
    append_all(opened.journal, evening_of_2016());
    Server server(house, opened.journal);
    cluster("stop");
    server.replay().begin_without_database();
    server.replay().flushed(evening_of_2016().all().size());
    server.start();
    CHECK_FALSE(server.until([&] { return server.replay().behind() == 0U; }, 1500ms));
    cluster("start");
    REQUIRE(server.until([&] { return coarse(house) == "true"; }, 10s));
    CHECK(house.ask("select count(*)::text from ticket where opened_at <> quarter(opened_at)") ==
          Texts{"0"});
    CHECK(house.ask("select talked::text from ticket order by ticket limit 1") ==
          Texts{"00:48:00"});
}
