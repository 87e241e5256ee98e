// The bytes of a segment, all numbers little-endian:
//
//   head   magic 8 · format 4 · segment 4 · incarnation 4 · first position 8 · begun at 8 · CRC 4
//   frame  mark 4 · CRC 4 · length of record 4 · kind 1 · length of desk 1 · zero 2
//          · position 8 · batch 8 · at 8 · desk · record
//
// A CRC is CRC-32C of the other bytes of its head, or of those after it in its frame. Magic and
// format keep their place in every format. Pure; knows no files.
#pragma once

#include "store/journal_entry.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace store {

struct SegmentHead {
    std::uint32_t number{};
    std::uint32_t incarnation{};
    std::uint64_t first_position{}; // of the first fact in it
    std::int64_t begun_at{};        // ms since 1970

    bool operator==(SegmentHead const&) const = default;
};

constexpr std::size_t segment_head_bytes = 40;

void encode(std::string& to, SegmentHead const& head);

// Refuses journal_damaged and journal_newer. `bytes` are the first of a file, at most
// segment_head_bytes.
[[nodiscard]] boost::system::result<SegmentHead> decode_segment_head(std::string_view bytes);

// A segment is: state, unflushed, one end_of_state, facts.
enum class FrameKind : std::uint8_t {
    state = 1,
    unflushed,    // a fact that the state already holds
    end_of_state, // without desk and record; its position is that of the first fact after it
    fact,
};

struct Frame {
    FrameKind kind{};
    // Position of the first entry that was written together with this one. A frame tells by it that
    // all before its batch had been flushed: no batch begins earlier.
    std::uint64_t batch{};
    JournalEntry entry;

    bool operator==(Frame const&) const = default;
};

constexpr std::size_t frame_head_bytes = 40;
constexpr std::size_t most_frame_bytes = frame_head_bytes + most_desk_bytes + most_record_bytes;

// The first byte is in no text, so no record can look like a frame.
constexpr std::string_view frame_mark = "\xF7JRN";

void encode(std::string& to, FrameKind kind, std::uint64_t batch, JournalEntry const& entry);

// How long the frame is that begins so, if one does. `bytes` are at least frame_head_bytes.
[[nodiscard]] std::optional<std::size_t> frame_size(std::string_view bytes);

// The frame that these bytes, as many as frame_size said, are; nothing when the CRC or a value is
// wrong.
[[nodiscard]] std::optional<Frame> decode_frame(std::string_view bytes);

} // namespace store
