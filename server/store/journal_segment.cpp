#include "store/journal_segment.hpp"

#include "store/errc.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <utility>

namespace store {
namespace {

using boost::system::result;

constexpr std::string_view prefix = "segment-";
constexpr std::string_view ending = ".journal";
constexpr std::string_view new_ending = ".new";
constexpr std::size_t least_digits = 8;

// One system call for some hundred entries; always room for the largest frame.
constexpr std::size_t window_bytes = std::size_t{256} * 1024;
static_assert(window_bytes > most_frame_bytes);

} // namespace

std::string segment_name(std::uint32_t number)
{
    auto digits = std::to_string(number);
    if (digits.size() < least_digits) digits.insert(0, least_digits - digits.size(), '0');
    return std::string(prefix) + digits + std::string(ending);
}

std::string new_segment_name(std::uint32_t number)
{
    return segment_name(number) + std::string(new_ending);
}

std::optional<NamedSegment> segment_named(std::string_view file_name)
{
    if (!file_name.starts_with(prefix)) return std::nullopt;
    auto const digits = file_name.substr(prefix.size());
    NamedSegment segment;
    std::from_chars(digits.data(), digits.data() + digits.size(), segment.number);
    segment.begun = file_name == segment_name(segment.number);
    if (segment.number == 0 || (!segment.begun && file_name != new_segment_name(segment.number))) {
        return std::nullopt;
    }
    return segment;
}

result<SegmentHead> read_segment_head(Descriptor const& folder, std::uint32_t number)
{
    auto const file = folder.open_in(segment_name(number), O_RDONLY);
    if (!file) return file.error();
    std::array<char, segment_head_bytes> bytes{};
    auto const got = file->read_at(0, bytes);
    if (!got) return got.error();
    auto const head = decode_segment_head(std::string_view(bytes.data(), *got));
    if (head && head->number != number) return errc::journal_damaged;
    return head;
}

std::string_view SegmentReader::held() const
{
    return std::string_view(window_).substr(consumed_);
}

// Has that many bytes from the offset on in the window, or all that there are.
result<void> SegmentReader::hold(std::size_t bytes)
{
    if (held().size() >= bytes) return {};
    window_.erase(0, std::exchange(consumed_, 0));
    auto const kept = window_.size();
    window_.resize(std::max(bytes, window_bytes));
    auto const got = file_.read_at(offset_ + kept, std::span(window_).subspan(kept));
    window_.resize(kept + (got ? *got : 0));
    if (!got) return got.error();
    return {};
}

result<std::optional<Frame>> SegmentReader::next()
{
    constexpr std::optional<Frame> none;
    if (auto const holds = hold(frame_head_bytes); !holds) return holds.error();
    if (held().size() < frame_head_bytes) return none;
    auto const size = frame_size(held());
    if (!size) return none;
    if (auto const holds = hold(*size); !holds) return holds.error();
    if (held().size() < *size) return none;
    auto frame = decode_frame(held().substr(0, *size));
    if (!frame) return none;
    consumed_ += *size;
    offset_ += *size;
    return frame;
}

result<bool> SegmentReader::at_end()
{
    auto const size = file_.size();
    if (!size) return {boost::system::in_place_error, size.error()};
    return *size == offset_;
}

result<bool> SegmentReader::flushed_beyond(std::uint64_t position)
{
    auto const size = file_.size();
    if (!size) return {boost::system::in_place_error, size.error()};
    if (auto const holds = hold(static_cast<std::size_t>(*size - offset_)); !holds) {
        return {boost::system::in_place_error, holds.error()};
    }
    auto const rest = held();
    for (auto mark = rest.find(frame_mark); mark != rest.npos;
         mark = rest.find(frame_mark, mark + 1)) {
        auto const here = rest.substr(mark);
        if (here.size() < frame_head_bytes) break;
        auto const bytes = frame_size(here);
        if (!bytes || *bytes > here.size()) continue;
        auto const frame = decode_frame(here.substr(0, *bytes));
        if (frame && frame->kind == FrameKind::fact && frame->batch > position) return true;
    }
    return false;
}

} // namespace store
