// One segment file: its name, its head, and reading it from front to back. Knows nothing of other
// segments.
#pragma once

#include "store/journal_descriptor.hpp"
#include "store/journal_frame.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace store {

// "segment-00000001.journal". While it is being begun it ends in ".new", so that every segment by
// name of .journal was complete, open state and all, before it was seen.
[[nodiscard]] std::string segment_name(std::uint32_t number);
[[nodiscard]] std::string new_segment_name(std::uint32_t number);

struct NamedSegment {
    std::uint32_t number{};
    bool begun{}; // false: .new
};

// Nothing when the file is none of ours.
[[nodiscard]] std::optional<NamedSegment> segment_named(std::string_view file_name);

// Refuses journal_damaged also when the file has been given the name of another.
[[nodiscard]] boost::system::result<SegmentHead> read_segment_head(Descriptor const& folder,
                                                                   std::uint32_t number);

// Gives frame after frame until the end of the file or something that is no frame.
class SegmentReader {
public:
    // `file` outlives the reader. Begins at a frame; the first is at segment_head_bytes.
    SegmentReader(Descriptor const& file, std::uint64_t offset) : file_(file), offset_(offset) {}

    // Nothing: no whole frame stands here.
    [[nodiscard]] boost::system::result<std::optional<Frame>> next();

    // Of the first byte that has not been given.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }

    // Whether the file ends where the reader stands.
    [[nodiscard]] boost::system::result<bool> at_end();

    // Whether a frame stands anywhere behind that was written when everything before `position` and
    // that itself had been flushed.
    [[nodiscard]] boost::system::result<bool> flushed_beyond(std::uint64_t position);

private:
    boost::system::result<void> hold(std::size_t bytes);
    std::string_view held() const;

    Descriptor const& file_;
    std::uint64_t offset_;
    std::string window_;       // of the file
    std::size_t consumed_ = 0; // bytes of the window before offset_
};

} // namespace store
