// A folder of a journal's own for one test, and short ways to say what stands in it.
#pragma once

#include "store/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

class JournalFolder {
public:
    JournalFolder(); // not made yet: the journal makes it
    ~JournalFolder();
    JournalFolder(JournalFolder const&) = delete;
    JournalFolder& operator=(JournalFolder const&) = delete;

    std::filesystem::path path() const { return around_ / "journal"; }
    std::filesystem::path segment(std::uint32_t number) const;

    // As another folder was at this moment, but for its lock.
    void become(JournalFolder const& other);

    store::OpenedJournal open() const; // or the test fails
    boost::system::error_code refusal() const;

private:
    std::filesystem::path around_;
};

constexpr store::ReadLimit everything{1'000'000, 1'000'000'000};
constexpr std::int64_t that_evening = 1'800'000'000'000; // ms since 1970

store::JournalEntry entry(std::uint64_t position, std::string record);

// Facts first to last, each with a record of its own.
std::vector<store::JournalEntry> facts(std::uint64_t first, std::uint64_t last);

// Begins a segment with this open state and nothing unflushed, or the test fails.
void begin(store::Journal& journal, std::vector<store::JournalEntry> const& state,
           std::uint32_t incarnation, std::int64_t begun_at = that_evening);
void append(store::Journal& journal, std::vector<store::JournalEntry> const& entries);

// One reading, or the test fails; and one that is refused (no error: it was not).
std::vector<store::JournalEntry> read(store::Journal& journal, std::uint64_t position,
                                      store::ReadLimit limit);
boost::system::error_code refusal(store::Journal& journal, std::uint64_t position);

// Everything from a position on, read in as many pieces as the limit makes; or the test fails.
std::vector<store::JournalEntry> all_from(store::Journal& journal, std::uint64_t position,
                                          store::ReadLimit limit);

std::string bytes_of(std::filesystem::path const& file);
void put_bytes(std::filesystem::path const& file, std::string_view bytes);
