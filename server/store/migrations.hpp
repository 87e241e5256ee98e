// Brings the schema of a database to what this program needs, forward only. The changes are the
// files in sql/, which the build puts into the program.
#pragma once

#include "store/database.hpp"

#include <boost/system/result.hpp>

#include <span>
#include <string_view>

namespace store {

struct Migration {
    int number{}; // from 1, without gaps
    std::string_view name;
    std::string_view sha256; // of the file, hexadecimal
    std::string_view sql;
};

// Those of this program, in order.
[[nodiscard]] std::span<Migration const> embedded_migrations();

// Applies what is missing, each file in one transaction, and says how many that were. Several
// programs may try at once: a lock lets one at a time look and apply. Refuses newer_schema and
// changed_migration before it changes anything. `program_version` is written beside each file.
[[nodiscard]] boost::system::result<int> migrate(Database& database,
                                                 std::span<Migration const> migrations,
                                                 std::string_view program_version);

// Whether the schema is exactly what these migrations make; else older_schema, newer_schema or
// changed_migration. Changes nothing.
[[nodiscard]] boost::system::result<void> check_schema(Database& database,
                                                       std::span<Migration const> migrations);

} // namespace store
