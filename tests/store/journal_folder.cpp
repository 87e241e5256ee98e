#include "store/journal_folder.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;
using store::JournalEntry;

JournalFolder::JournalFolder()
{
    auto name = (fs::temp_directory_path() / "yorisoi-journal-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    around_ = name;
}

JournalFolder::~JournalFolder()
{
    std::error_code ignored;
    fs::remove_all(around_, ignored);
}

fs::path JournalFolder::segment(std::uint32_t number) const
{
    return path() / store::segment_name(number);
}

void JournalFolder::become(JournalFolder const& other)
{
    fs::remove_all(path());
    fs::create_directory(path());
    for (auto const& file : fs::directory_iterator(other.path())) {
        if (file.path().filename() != "lock") fs::copy_file(file, path() / file.path().filename());
    }
}

store::OpenedJournal JournalFolder::open() const
{
    auto opened = store::Journal::open(path());
    if (!opened) FAIL("not opened: " << opened.error().message());
    return std::move(*opened);
}

boost::system::error_code JournalFolder::refusal() const
{
    auto const opened = store::Journal::open(path());
    return opened ? boost::system::error_code() : opened.error();
}

JournalEntry entry(std::uint64_t position, std::string record)
{
    return {position, that_evening + static_cast<std::int64_t>(position), "demo",
            std::move(record)};
}

std::vector<JournalEntry> facts(std::uint64_t first, std::uint64_t last)
{
    std::vector<JournalEntry> made;
    for (auto position = first; position <= last; ++position) {
        made.push_back(entry(position, R"({"type":"counted","step":"相談)" +
                                           std::to_string(position) + R"("})"));
    }
    return made;
}

void begin(store::Journal& journal, std::vector<JournalEntry> const& state,
           std::uint32_t incarnation, std::int64_t begun_at)
{
    auto const begun = journal.begin_segment({incarnation, begun_at, state, {}});
    if (!begun) FAIL("not begun: " << begun.error().message());
}

void append(store::Journal& journal, std::vector<JournalEntry> const& entries)
{
    auto const appended = journal.append(entries);
    if (!appended) FAIL("not appended: " << appended.error().message());
}

std::vector<JournalEntry> read(store::Journal& journal, std::uint64_t position,
                               store::ReadLimit limit)
{
    auto some = journal.read_from(position, limit);
    if (!some) FAIL("not read: " << some.error().message());
    return std::move(*some);
}

boost::system::error_code refusal(store::Journal& journal, std::uint64_t position)
{
    auto const some = journal.read_from(position, everything);
    return some ? boost::system::error_code() : some.error();
}

std::vector<JournalEntry> all_from(store::Journal& journal, std::uint64_t position,
                                   store::ReadLimit limit)
{
    std::vector<JournalEntry> all;
    for (;;) {
        auto const some = read(journal, position + all.size(), limit);
        if (some.empty()) return all;
        all.insert(all.end(), some.begin(), some.end());
    }
}

std::string bytes_of(fs::path const& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void put_bytes(fs::path const& file, std::string_view bytes)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}
