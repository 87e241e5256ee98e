// Why the database did not do what was asked: one value per reason, each with its sentence. A
// message of PostgreSQL never comes this far, because it repeats the values it is about.
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
    older_schema,      // `migrate` has not run
    newer_schema,      // a later program has changed the schema
    changed_migration, // an applied file is not the one that this program carries
};

boost::system::error_category const& error_category();

boost::system::error_code make_error_code(errc);

} // namespace store

template <>
struct boost::system::is_error_code_enum<store::errc> : std::true_type {
};
