// What becomes of rows when time goes by: after its shift a ticket loses its exact time and its
// coded answers, and what is older than its retention goes. The rules are functions of the database
// (sql/008), because the server may call them and delete nothing else. A call is one transaction
// and takes no longer than a statement may; whoever calls asks again until nothing is left.
#pragma once

#include "store/database.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>

namespace store::retention {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

// Rounds what belongs to shifts whose record is complete, or that closed 24 hours before `now`, and
// says how many shifts; 0: nothing is left. Only when every fact of the journal is a row: what
// comes later is rounded by itself, and how long it took is then known to a quarter of an hour.
[[nodiscard]] boost::system::result<std::uint32_t> coarsen(Database& database, WallTime now);

// Deletes what is older than its retention and says how many rows; 0: nothing is left. A `now` that
// the database's clock has not reached counts as that clock.
[[nodiscard]] boost::system::result<std::uint32_t> forget(Database& database, WallTime now);

} // namespace store::retention
