// Why the database or the journal did not do what was asked: one value per reason, each with its
// sentence. A message of PostgreSQL never comes this far, because it repeats the values it is
// about. What the operating system says about a file of the journal is its own error code.
#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace store {

enum class errc {
    unavailable = 1,   // does not answer; trying again later is right
    too_slow,          // answers, but not within the time of a statement
    in_doubt,          // lost while storing; stored or not, asking again is right
    conflict,          // against a rule of the schema, or somebody else was faster
    refused,           // says no: rights, a missing table, a value it cannot hold
    not_a_demo,        // a real desk or its staff would be overwritten by the demo
    other_purpose,     // a desk exists, and is for something else
    settings_unfit,    // a desk has no settings, or some that this program does not accept
    older_schema,      // `migrate` has not run
    newer_schema,      // a later program has changed the schema
    changed_migration, // an applied file is not the one that this program carries
    gap_in_journal,    // facts before these have not become rows

    journal_locked,       // another process has the folder
    journal_damaged,      // what was once flushed cannot be read any more
    journal_newer,        // a later program has written the segment
    journal_distrusted,   // a flush failed or no segment has begun; the next begin_segment mends it
    journal_entry_unfit,  // a record that is empty or too large, or a desk's code that is too long
    journal_out_of_order, // entries that do not continue where the journal ends
    journal_gone,         // entries that the journal has no more, or never had
};

boost::system::error_category const& error_category();

boost::system::error_code make_error_code(errc);

// The database is not there, or was lost on the way: nothing is wrong with what was asked, and
// trying again later is right.
bool away(boost::system::error_code error);

} // namespace store

template <>
struct boost::system::is_error_code_enum<store::errc> : std::true_type {
};
