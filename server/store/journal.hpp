// The journal: facts that were told only after they were on this disk, in append-only segments of
// one folder. Blocking; one worker makes all calls, one after the other. Knows neither what a
// record says nor the time of day, and has no rules about when a segment turns.
//
// A segment begins with the whole open state, so a start reads one segment: its state and the facts
// after it. Facts are numbered by their position, which rises by one across segments and starts. A
// segment counts up to where the next one begins; what else is in it was never flushed and stands,
// as `unflushed`, in the next one.
#pragma once

#include "store/errc.hpp"
#include "store/journal_descriptor.hpp"
#include "store/journal_entry.hpp"
#include "store/journal_segment.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace store {

// What a start finds. `state` is the open state at the head of the newest segment, in the order in
// which it was given, `tail` the facts after it.
struct Recovered {
    std::vector<JournalEntry> state;
    std::vector<JournalEntry> tail;
    std::uint32_t incarnation = 0; // of the newest segment; 0: there is none. The next life is + 1
    std::uint64_t next_position = 1; // of the first fact that will be appended
    bool torn = false;               // what had not been flushed at the end has been cut off
};

// How a new segment begins.
struct SegmentStart {
    std::uint32_t incarnation{};
    std::int64_t begun_at{}; // ms since 1970; the age of older segments counts from here
    // What a desk needs to go on, as of the last of `unflushed`. Positions are kept and mean
    // nothing here.
    std::span<JournalEntry const> open_state;
    // Facts from `next_position` on that no append has brought to the disk, and whose consequences
    // `open_state` already holds: they are read for the database, never given to a desk again.
    std::span<JournalEntry const> unflushed;
};

// How much one reading may give; at least one entry is given where there is one.
struct ReadLimit {
    std::size_t entries{};
    std::size_t record_bytes{};
};

struct OpenedJournal;

class Journal {
public:
    // Makes the folder (0700, in one that exists) where it is missing, locks it for as long as the
    // journal lives, cuts a torn tail off the newest segment and flushes what is left. Refuses
    // journal_locked while another process has it, journal_damaged when what was once flushed
    // cannot be read (never passed over: the log names file and place), journal_newer.
    [[nodiscard]] static boost::system::result<OpenedJournal>
    open(std::filesystem::path const& folder);

    // Begins a segment: everything is written and flushed, the folder too, and only then current.
    // Needed once after each start, then to turn, and after a failed append with what that append
    // did not bring to the disk. When it fails before the new segment can be seen, a trusted
    // current one stays current.
    [[nodiscard]] boost::system::result<void> begin_segment(SegmentStart const& start);

    // For a journal that is older than the database it feeds, or new beside an old one: positions
    // go on behind `position`, so that none is used twice. Only before a segment has begun.
    void go_on_after(std::uint64_t position);

    // One write and one flush; the caller gathers. Entries continue at `next_position`. All of them
    // are on disk, or the answer is an error: journal_entry_unfit and journal_out_of_order are
    // refused before anything is written; after any other the segment is distrusted and takes
    // nothing more.
    [[nodiscard]] boost::system::result<void> append(std::span<JournalEntry const> entries);

    // No append is possible before the next begin_segment: none has begun, or a flush failed.
    [[nodiscard]] bool distrusted() const { return !file_; }

    // Of the first fact that is not on the disk.
    [[nodiscard]] std::uint64_t next_position() const { return next_position_; }

    // Size of the current segment, its open state included; 0 while distrusted.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

    // Flushed facts from `position` on, across segments, without open state; none at the end. Going
    // on where the last reading ended costs only what is read. Refuses journal_gone when they have
    // been dropped or `position` is beyond the end: database and journal do not belong together;
    // and journal_damaged when the first of them cannot be read.
    [[nodiscard]] boost::system::result<std::vector<JournalEntry>> read_from(std::uint64_t position,
                                                                             ReadLimit limit);

    // Deletes segments all of whose facts are before `position` and whose successor has begun
    // before `older_than` (ms since 1970), and says how many that were. The newest always stays.
    [[nodiscard]] boost::system::result<std::size_t> drop_before(std::uint64_t position,
                                                                 std::int64_t older_than);

private:
    // Where the last reading ended.
    struct Bookmark {
        std::uint32_t segment{};
        std::uint64_t offset{};
        std::uint64_t position{};
    };

    Journal(Descriptor lock, Descriptor folder);

    boost::system::result<void> find_segments();
    boost::system::result<Recovered> recover();
    boost::system::result<void> check(std::span<JournalEntry const> entries) const;
    void distrust();
    void tell_damage(SegmentHead const& head, std::uint64_t offset,
                     boost::system::error_code error);

    Descriptor lock_; // first: given back last
    Descriptor folder_;
    std::vector<SegmentHead> segments_; // readable ones, oldest first
    std::uint32_t next_segment_ = 1;
    std::uint64_t next_position_ = 1;
    Descriptor file_; // of the current segment; none while distrusted
    std::uint64_t bytes_ = 0;
    std::optional<Bookmark> bookmark_;
    bool damage_told_ = false;
};

struct OpenedJournal {
    Journal journal;
    Recovered recovered;
};

} // namespace store
