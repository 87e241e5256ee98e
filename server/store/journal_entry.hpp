// One entry of the journal, as others see it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace store {

struct JournalEntry {
    std::uint64_t position{};
    std::int64_t at{};  // ms since 1970
    std::string desk;   // neutral code; empty: of the house
    std::string record; // JSON text, never empty

    bool operator==(JournalEntry const&) const = default;
};

// A desk's code has at most 16 letters. The largest record, one open ticket with all coded answers,
// is below 2 KiB; the bound keeps a mistake from filling the disk.
constexpr std::size_t most_desk_bytes = 16;
constexpr std::size_t most_record_bytes = std::size_t{64} * 1024;

} // namespace store
