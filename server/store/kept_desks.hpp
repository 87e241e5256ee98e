// The desks of the last good start, in one file of the data folder: with it a start serves people
// while the database is away. Written whole whenever they have been read from the database, read
// only when they could not be. One desk a line, as `set-desk` takes it.
#pragma once

#include "protocol/desk_settings.hpp"

#include <boost/system/result.hpp>

#include <filesystem>
#include <span>
#include <vector>

namespace store {

// Closed to others (0600), and never half: the old file stays until the new one is on the disk.
[[nodiscard]] boost::system::result<void> keep_desks(std::filesystem::path const& data,
                                                     std::span<protocol::DeskDocument const> desks);

// An error when there is no file, or one of them is not as this program knows it (settings_unfit).
[[nodiscard]] boost::system::result<std::vector<protocol::DeskDocument>>
kept_desks(std::filesystem::path const& data);

} // namespace store
