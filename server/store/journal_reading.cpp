// Reading flushed facts for the database, from whatever segments they are in.
#include "log.hpp"
#include "store/journal.hpp"

#include <algorithm>
#include <fcntl.h>
#include <utility>

namespace store {
namespace {

using boost::system::error_code;
using boost::system::result;

bool fact(Frame const& frame)
{
    return frame.kind == FrameKind::fact || frame.kind == FrameKind::unflushed;
}

// The facts that one reading gives, until it has enough.
class Gathered {
public:
    Gathered(std::uint64_t from, ReadLimit limit) : next_(from), limit_(limit) {}

    std::uint64_t next() const { return next_; }
    bool empty() const { return entries_.empty(); }

    // False: no room for it.
    bool take(JournalEntry&& entry)
    {
        auto const bytes = record_bytes_ + entry.record.size();
        if (!entries_.empty() && (entries_.size() >= limit_.entries || bytes > limit_.record_bytes))
            return false;
        record_bytes_ = bytes;
        entries_.push_back(std::move(entry));
        ++next_;
        return true;
    }

    std::vector<JournalEntry> entries() && { return std::move(entries_); }

private:
    std::uint64_t next_;
    ReadLimit limit_;
    std::size_t record_bytes_ = 0;
    std::vector<JournalEntry> entries_;
};

enum class Ended { segment, room };

struct Stretch {
    Ended ended{};
    std::uint64_t offset{}; // of the first frame not given
};

// Gives the facts of one segment up to `end`, from the reader's place on, where `position` is the
// next fact. Every one of them must be there, in order: a segment counts up to where the next one
// begins.
result<Stretch> gather(SegmentReader& reader, std::uint64_t position, std::uint64_t end,
                       Gathered& gathered)
{
    while (position < end) {
        auto const offset = reader.offset();
        auto next = reader.next();
        if (!next) return next.error();
        if (!*next) return errc::journal_damaged;
        auto& frame = **next;
        if (!fact(frame)) continue;
        if (frame.entry.position != position) return errc::journal_damaged;
        if (position == gathered.next() && !gathered.take(std::move(frame.entry))) {
            return Stretch{Ended::room, offset};
        }
        ++position;
    }
    return Stretch{Ended::segment, reader.offset()};
}

} // namespace

// Once: the database asks again and again.
void Journal::tell_damage(SegmentHead const& head, std::uint64_t offset, error_code error)
{
    if (std::exchange(damage_told_, true)) return;
    logs::event(
        logs::Level::error, "journal_damaged",
        {{"file", segment_name(head.number)}, {"byte", offset}, {"reason", error.message()}});
}

result<std::vector<JournalEntry>> Journal::read_from(std::uint64_t position, ReadLimit limit)
{
    Gathered gathered(position, limit);
    if (position == next_position_) return std::move(gathered).entries();
    if (segments_.empty() || position < segments_.front().first_position ||
        position > next_position_) {
        return errc::journal_gone;
    }
    // The last one that begins at or before it. Where several begin with the same fact, the earlier
    // ones are those whose beginning or first append failed.
    auto segment =
        std::prev(std::ranges::upper_bound(segments_, position, {}, &SegmentHead::first_position));
    for (; segment != segments_.end() && gathered.next() < next_position_; ++segment) {
        auto const file = folder_.open_in(segment_name(segment->number), O_RDONLY);
        if (!file) return file.error();
        auto const known = bookmark_ && bookmark_->segment == segment->number &&
                           bookmark_->position == gathered.next();
        auto const from = known ? bookmark_->position : segment->first_position;
        SegmentReader reader(*file, known ? bookmark_->offset : segment_head_bytes);
        auto const later = std::next(segment);
        auto const end = later == segments_.end() ? next_position_ : later->first_position;
        auto const stretch = gather(reader, from, end, gathered);
        if (!stretch) {
            // What stands whole before the place is worth having; the next reading begins there.
            if (!gathered.empty()) break;
            tell_damage(*segment, reader.offset(), stretch.error());
            return stretch.error();
        }
        bookmark_ = Bookmark{segment->number, stretch->offset, gathered.next()};
        if (stretch->ended == Ended::room) break;
    }
    return std::move(gathered).entries();
}

} // namespace store
