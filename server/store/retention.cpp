#include "store/retention.hpp"

#include "store/transaction.hpp"

namespace store::retention {
namespace {

// A shift has hundreds of tickets, and a statement 5 s.
constexpr int most_shifts = 20;
constexpr int most_rows = 5000; // of each table

constexpr Statement coarsen_due{
    "coarsen_due", "select coarsen_due(to_timestamp($1::bigint / 1000.0), $2::integer)"};
constexpr Statement forget_old{"forget_old",
                               "select forget_old(to_timestamp($1::bigint / 1000.0), $2::integer)"};

boost::system::result<std::uint32_t> call(Database& database, Statement const& statement,
                                          WallTime now, int most)
{
    return database.run(statement.name, [&](Transaction& transaction) {
        auto const done = transaction.run(statement, now.time_since_epoch().count(), most);
        return done[0][0].as<std::uint32_t>();
    });
}

} // namespace

boost::system::result<std::uint32_t> coarsen(Database& database, WallTime now)
{
    return call(database, coarsen_due, now, most_shifts);
}

boost::system::result<std::uint32_t> forget(Database& database, WallTime now)
{
    return call(database, forget_old, now, most_rows);
}

} // namespace store::retention
