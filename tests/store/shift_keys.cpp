// The keys of shifts: which keys are alike, what a start finds again, and what is left when nothing
// is open any more.
#include "app/shift_keys.hpp"

#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <sys/stat.h>

namespace {

using namespace std::chrono_literals;
using protocol::SeatKind;

protocol::DeskCode const line{"line"};
protocol::DeskCode const other{"other"};
protocol::SessionId const first{3, 17};

// One life of the server, as far as it keeps keys.
class Life {
public:
    explicit Life(std::filesystem::path data) : keys_(loop_, disk_, std::move(data))
    {
        keys_.find(line);
        keys_.sweep();
    }

    protocol::StorageKey key(protocol::DeskCode const& desk = line,
                             protocol::SessionId const& session = first,
                             SeatKind seat = SeatKind::visitor, std::uint32_t holder = 1)
    {
        return keys_.storage_key(desk, session, seat, holder);
    }

    void forget() { keys_.forget(line); }

    // Until the disk has done everything that it was asked.
    void settle()
    {
        loop_.restart();
        loop_.run_for(6s); // one failure and what comes after it
    }

private:
    boost::asio::io_context loop_{1};
    app::WorkerPool disk_{1, 4};
    app::ShiftKeys keys_;
};

std::filesystem::path data_of(JournalFolder const& folder)
{
    return folder.path().parent_path();
}

std::filesystem::path file_in(JournalFolder const& folder)
{
    return data_of(folder) / "shift-key-line";
}

} // namespace

TEST_CASE("a storage key is the same for one seat of one session, and for nobody else")
{
    failing_disk = {};
    JournalFolder const folder;
    Life life(data_of(folder));
    auto const key = life.key();
    CHECK(life.key() == key);
    CHECK(life.key(line, first, SeatKind::counsellor) != key);
    CHECK(life.key(line, first, SeatKind::counsellor, 2) !=
          life.key(line, first, SeatKind::counsellor));
    CHECK(life.key(line, {3, 18}) != key);
    CHECK(life.key(line, {4, 17}) != key);
    CHECK(life.key(other) != key);
}

TEST_CASE(
    "what keys are made from lies in a closed file, is found by the next start, and is no key")
{
    failing_disk = {};
    JournalFolder const folder;
    Life life(data_of(folder));
    auto const key = life.key();
    life.settle();
    struct stat found {};
    REQUIRE(stat(file_in(folder).c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    auto const bytes = bytes_of(file_in(folder));
    CHECK(bytes.size() == 32);
    CHECK_FALSE(std::ranges::equal(bytes, key.bytes, {},
                                   [](char byte) { return static_cast<std::uint8_t>(byte); }));
    Life next(data_of(folder));
    CHECK(next.key() == key);
}

TEST_CASE("when nothing is open any more the file goes, and the next shift has another value")
{
    failing_disk = {};
    JournalFolder const folder;
    Life life(data_of(folder));
    auto const key = life.key();
    life.settle();
    life.forget();
    life.settle();
    CHECK_FALSE(exists(file_in(folder)));
    CHECK(life.key() != key);
    life.settle();
    CHECK(exists(file_in(folder)));
    life.forget();
    life.forget();
    life.settle();
    CHECK_FALSE(exists(file_in(folder)));
}

TEST_CASE("made and forgotten before the disk has answered, nothing stays")
{
    failing_disk = {};
    JournalFolder const folder;
    Life life(data_of(folder));
    life.key();
    life.forget();
    life.settle();
    CHECK_FALSE(exists(file_in(folder)));
    life.key();
    life.forget();
    auto const key = life.key();
    life.settle();
    CHECK(Life(data_of(folder)).key() == key);
}

TEST_CASE("a disk that takes nothing costs no session: the value is written when it is back")
{
    JournalFolder const folder;
    Life life(data_of(folder));
    failing_disk = {.first = 0, .last = 0};
    auto const key = life.key();
    life.settle();
    CHECK(life.key() == key);
    CHECK(exists(file_in(folder)));
    CHECK(Life(data_of(folder)).key() == key);
}

TEST_CASE("a deletion that failed is tried again")
{
    failing_disk = {};
    JournalFolder const folder;
    Life life(data_of(folder));
    life.key();
    life.settle();
    failing_disk = {.first = 0, .last = 0};
    life.forget();
    life.settle();
    CHECK(failing_disk.calls == 2);
    CHECK_FALSE(exists(file_in(folder)));
    failing_disk = {};
}

TEST_CASE(
    "a start removes what a killed life has left unfinished, and keys of desks that are no more")
{
    failing_disk = {};
    JournalFolder const folder;
    std::ofstream(file_in(folder).string() + ".new") << "a value";
    std::ofstream(data_of(folder) / "shift-key-former") << "a value";
    std::ofstream(data_of(folder) / "desks") << "of somebody else";
    Life const life(data_of(folder));
    CHECK_FALSE(exists(file_in(folder).concat(".new")));
    CHECK_FALSE(exists(data_of(folder) / "shift-key-former"));
    CHECK(exists(data_of(folder) / "desks"));
}

TEST_CASE("a file that is not whole is no key")
{
    failing_disk = {};
    JournalFolder const folder;
    std::ofstream(file_in(folder)) << "cut";
    Life life(data_of(folder));
    life.key();
    life.settle();
    CHECK(bytes_of(file_in(folder)).size() == 32);
}

TEST_CASE("a file that could not be read goes with its shift")
{
    failing_disk = {};
    JournalFolder const folder;
    std::filesystem::create_symlink(file_in(folder),
                                    file_in(folder)); // leads nowhere, also for root
    Life life(data_of(folder));
    CHECK(is_symlink(symlink_status(file_in(folder))));
    life.forget();
    life.settle();
    CHECK_FALSE(is_symlink(symlink_status(file_in(folder))));
}
