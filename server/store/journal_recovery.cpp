// Opening: which segments there are, and what the newest one says.
#include "log.hpp"
#include "store/journal.hpp"

#include <algorithm>
#include <fcntl.h>
#include <string>
#include <utility>

namespace store {
namespace {

using boost::system::result;

// The file exists for its lock alone. A folder cannot be locked on every network file system.
constexpr char const* lock_name = "lock";

boost::system::error_code damaged(std::uint32_t segment, std::uint64_t offset)
{
    logs::event(logs::Level::error, "journal_damaged",
                {{"file", segment_name(segment)}, {"byte", offset}});
    return errc::journal_damaged;
}

// What there is in the folder, numbers in order. What a crashed beginning left is removed: nothing
// in it was ever told, and it must not outlive its time.
result<std::vector<NamedSegment>> named_segments(Descriptor const& folder)
{
    auto const names = folder.names();
    if (!names) return names.error();
    std::vector<NamedSegment> found;
    for (auto const& name : *names) {
        auto const segment = segment_named(name);
        if (!segment) continue;
        found.push_back(*segment);
        if (segment->begun) continue;
        if (auto const removed = folder.remove_in(name); !removed) return removed.error();
    }
    std::ranges::sort(found, {}, &NamedSegment::number);
    return found;
}

// The state and what it already holds. Stands behind the marker afterwards.
result<void> read_state(SegmentReader& reader, SegmentHead const& head, Recovered& recovered)
{
    for (;;) {
        auto next = reader.next();
        if (!next) return next.error();
        if (!*next) return damaged(head.number, reader.offset());
        auto& frame = **next;
        auto const numbered = frame.kind != FrameKind::state;
        if (frame.kind == FrameKind::fact ||
            (numbered && frame.entry.position != recovered.next_position)) {
            return damaged(head.number, reader.offset());
        }
        if (frame.kind == FrameKind::end_of_state) return {};
        if (frame.kind == FrameKind::unflushed) {
            ++recovered.next_position;
        } else {
            recovered.state.push_back(std::move(frame.entry));
        }
    }
}

// Facts as far as they go.
result<void> read_tail(SegmentReader& reader, SegmentHead const& head, Recovered& recovered)
{
    for (;;) {
        auto next = reader.next();
        if (!next) return next.error();
        if (!*next) return {};
        auto& frame = **next;
        if (frame.kind != FrameKind::fact || frame.entry.position != recovered.next_position) {
            return damaged(head.number, reader.offset());
        }
        recovered.tail.push_back(std::move(frame.entry));
        ++recovered.next_position;
    }
}

} // namespace

result<OpenedJournal> Journal::open(std::filesystem::path const& path)
{
    auto folder = open_folder(path.string());
    if (!folder) return folder.error();
    auto lock = folder->open_in(lock_name, O_RDWR | O_CREAT);
    if (!lock) return lock.error();
    auto const locked = lock->lock();
    if (!locked) return locked.error();
    if (!*locked) return errc::journal_locked;

    Journal journal(std::move(*lock), std::move(*folder));
    if (auto const found = journal.find_segments(); !found) return found.error();
    auto recovered = journal.recover();
    if (!recovered) return recovered.error();
    journal.next_position_ = recovered->next_position;
    return OpenedJournal{std::move(journal), std::move(*recovered)};
}

result<void> Journal::find_segments()
{
    auto const named = named_segments(folder_);
    if (!named) return named.error();
    std::optional<boost::system::error_code> newest; // its error, if its head cannot be read
    for (auto const& segment : *named) {
        next_segment_ = segment.number + 1;
        if (!segment.begun) continue;
        auto const head = read_segment_head(folder_, segment.number);
        newest.reset();
        if (head) {
            segments_.push_back(*head);
        } else {
            // An old one whose facts nobody asks for any more keeps nobody from starting; asking
            // for them finds the hole.
            logs::event(
                logs::Level::warning, "journal_segment_unreadable",
                {{"file", segment_name(segment.number)}, {"reason", head.error().message()}});
            newest = head.error();
        }
    }
    if (newest) return *newest;
    return {};
}

result<Recovered> Journal::recover()
{
    Recovered recovered;
    if (segments_.empty()) return recovered;
    auto const& head = segments_.back();
    recovered.incarnation = head.incarnation;
    recovered.next_position = head.first_position;
    auto file = folder_.open_in(segment_name(head.number), O_RDWR);
    if (!file) return file.error();
    SegmentReader reader(*file, segment_head_bytes);
    if (auto const read = read_state(reader, head, recovered); !read) return read.error();
    if (auto const read = read_tail(reader, head, recovered); !read) return read.error();

    auto const whole = reader.at_end();
    if (!whole) return whole.error();
    if (!*whole) {
        auto const flushed = reader.flushed_beyond(recovered.next_position);
        if (!flushed) return flushed.error();
        if (*flushed) return damaged(head.number, reader.offset());
        recovered.torn = true;
        if (auto const cut = file->cut(reader.offset()); !cut) return cut.error();
    }
    // A process that was killed between writing and flushing leaves facts that are here and not yet
    // on the disk; what is built on them from now on must not outlast them.
    if (auto const flushed = file->flush_file(); !flushed) return flushed.error();
    return recovered;
}

} // namespace store
