// The one writer: turns the journal's durable facts into rows, each exactly once however often it
// is offered. The position of the last fact is stored in the transaction that stores the facts, so
// a killed server, a killed database and a lost reply to a commit all end in the same rows. Keeps
// nothing in memory between two calls; knows neither the journal's files nor the desk.
#pragma once

#include "protocol/records.hpp"
#include "store/database.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace store::rows {

// One fact as the journal holds it.
struct RowEntry {
    std::uint64_t position{}; // from 1, without gaps, over the whole life of a database
    std::int64_t at_ms{};     // Unix time
    std::string desk;         // its code
    protocol::records::Record record;
};

// The position of the last fact that became rows; 0 when none did. The journal goes on from here,
// and never gives a position up to here to another fact: it would be taken for done.
[[nodiscard]] boost::system::result<std::uint64_t> replayed_up_to(Database& database);

// Applies the entries in order, all or none, and gives the position up to which everything is
// applied now. Those at or before the stored position are passed over, so any piece may be offered
// again; after in_doubt or unavailable that is the right thing to do. Refuses gap_in_journal, and
// changes nothing, when a position is missing before or between the entries.
//
// A fact that makes no sense here (a desk that is not set up, a session that never began) becomes
// no row and is passed: it is counted in journal_position.skipped and logged by kind and cause. It
// must not hold up those behind it for ever.
[[nodiscard]] boost::system::result<std::uint64_t> apply(Database& database,
                                                         std::span<RowEntry const> entries);

// An operator's decision after gap_in_journal: the facts before `next` are lost for good, and the
// journal goes on with `next`. Never goes back; gives the position that is stored now.
[[nodiscard]] boost::system::result<std::uint64_t> accept_loss(Database& database,
                                                               std::uint64_t next);

} // namespace store::rows
