// Desks and their settings in the database: what a start reads, and what setting up writes. What a
// document of settings may hold is protocol/desk_settings.hpp's; who works at a desk,
// accounts.hpp's.
#pragma once

#include "protocol/desk_settings.hpp"
#include "store/database.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace store {

class Transaction;

// All desks, by code. Refuses settings_unfit when one of them has no settings, or some that this
// program does not accept; the log names it.
[[nodiscard]] boost::system::result<std::vector<protocol::DeskDocument>>
all_desks(Database& database);

// One desk, for somebody who wants to look; nothing when there is none of that code.
[[nodiscard]] boost::system::result<std::optional<protocol::DeskDocument>>
desk_with(Database& database, protocol::DeskCode const& code);

// Creates the desk or changes its name and settings, and gives the version of the settings, which
// rises when they have changed. Refuses other_purpose for a desk that exists with another purpose:
// a demo's sign-ins would open a real desk, and what a real desk has counted would be gone.
// requires: faults_in found none.
[[nodiscard]] boost::system::result<std::uint32_t> store_desk(Database& database,
                                                              protocol::DeskDocument const& desk);

// The same within a job of another; `wrong_purpose` is what is thrown then. Gives the desk's key.
struct StoredDesk {
    std::int64_t key{};
    std::uint32_t settings_version{};
};
StoredDesk put_desk(Transaction& transaction, protocol::DeskDocument const& desk,
                    errc wrong_purpose);

} // namespace store
