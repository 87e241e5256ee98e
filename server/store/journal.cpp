// Writing: beginning a segment, appending, dropping. journal_recovery.cpp opens,
// journal_reading.cpp reads for the database.
#include "store/journal.hpp"

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <fcntl.h>
#include <utility>

namespace store {
namespace {

using boost::system::result;

bool unfit(JournalEntry const& entry)
{
    return entry.record.empty() || entry.record.size() > most_record_bytes ||
           entry.desk.size() > most_desk_bytes;
}

// Makes a file of these bytes that survives a crash of the machine, but for its name.
result<Descriptor> flushed_file(Descriptor const& folder, std::string const& name,
                                std::string_view bytes)
{
    auto file = folder.open_in(name, O_RDWR | O_CREAT | O_EXCL);
    if (!file) return file;
    auto done = file->write_at(0, bytes);
    if (done) done = file->flush_file();
    if (done) return file;
    // The space is needed, and a start would remove it; if this fails, a start will.
    static_cast<void>(folder.remove_in(name));
    return done.error();
}

std::string segment_bytes(SegmentHead const& head, SegmentStart const& start)
{
    auto const batch = head.first_position;
    std::string bytes;
    encode(bytes, head);
    for (auto const& entry : start.open_state) {
        encode(bytes, FrameKind::state, batch, entry);
    }
    for (auto const& entry : start.unflushed) {
        encode(bytes, FrameKind::unflushed, batch, entry);
    }
    JournalEntry const end{batch + start.unflushed.size(), start.begun_at, {}, {}};
    encode(bytes, FrameKind::end_of_state, batch, end);
    return bytes;
}

} // namespace

Journal::Journal(Descriptor lock, Descriptor folder)
    : lock_(std::move(lock)), folder_(std::move(folder))
{
}

result<void> Journal::check(std::span<JournalEntry const> entries) const
{
    if (std::ranges::any_of(entries, unfit)) return errc::journal_entry_unfit;
    auto expected = next_position_;
    for (auto const& entry : entries) {
        if (entry.position != expected++) return errc::journal_out_of_order;
    }
    return {};
}

void Journal::distrust()
{
    file_ = {};
    bytes_ = 0;
}

result<void> Journal::begin_segment(SegmentStart const& start)
{
    if (std::ranges::any_of(start.open_state, unfit)) return errc::journal_entry_unfit;
    if (auto const checked = check(start.unflushed); !checked) return checked.error();

    // A number is used once, whatever becomes of its file.
    SegmentHead const head{next_segment_++, start.incarnation, next_position_, start.begun_at};
    auto const bytes = segment_bytes(head, start);
    auto const new_name = new_segment_name(head.number);
    auto file = flushed_file(folder_, new_name, bytes);
    if (!file) return file.error();

    // From here on a crash may leave the new segment or the old one as the newest. Nothing may go
    // into the old one any more, and nothing into the new one before its name is on the disk.
    distrust();
    if (auto const renamed = folder_.rename_in(new_name, segment_name(head.number)); !renamed) {
        static_cast<void>(folder_.remove_in(new_name));
        return renamed.error();
    }
    if (auto const flushed = folder_.flush_folder(); !flushed) return flushed.error();
    file_ = std::move(*file);
    bytes_ = bytes.size();
    segments_.push_back(head);
    next_position_ += start.unflushed.size();
    return {};
}

void Journal::go_on_after(std::uint64_t position)
{
    if (distrusted()) next_position_ = std::max(next_position_, position + 1);
}

result<void> Journal::append(std::span<JournalEntry const> entries)
{
    if (distrusted()) return errc::journal_distrusted;
    if (auto const checked = check(entries); !checked) return checked.error();
    if (entries.empty()) return {};

    std::string bytes;
    for (auto const& entry : entries) {
        encode(bytes, FrameKind::fact, next_position_, entry);
    }
    auto done = file_.write_at(bytes_, bytes);
    if (done) done = file_.flush_file();
    if (!done) {
        // After a failed flush the kernel may show bytes that never reach the disk, so they are cut
        // off while we still know where they begin. Where that fails too, the next segment
        // overrules them.
        static_cast<void>(file_.cut(bytes_));
        distrust();
        return done.error();
    }
    bytes_ += bytes.size();
    next_position_ += entries.size();
    return {};
}

result<std::size_t> Journal::drop_before(std::uint64_t position, std::int64_t older_than)
{
    // The first that stays: its successor begins too late, in facts or in time.
    auto kept = segments_.begin();
    while (kept != segments_.end() && std::next(kept) != segments_.end() &&
           std::next(kept)->first_position <= position && std::next(kept)->begun_at < older_than) {
        ++kept;
    }
    if (kept == segments_.begin()) return std::size_t{0};
    auto const names = folder_.names();
    if (!names) return names.error();
    // By number, so that one whose head has become unreadable goes with the others.
    std::size_t dropped = 0;
    for (auto const& name : *names) {
        auto const segment = segment_named(name);
        if (!segment || !segment->begun || segment->number >= kept->number) continue;
        if (auto const removed = folder_.remove_in(name); !removed) return removed.error();
        ++dropped;
    }
    segments_.erase(segments_.begin(), kept);
    if (auto const flushed = folder_.flush_folder(); !flushed) return flushed.error();
    return dropped;
}

} // namespace store
