// Small files of the data folder that are written and read whole: closed to others (0600) and never
// half, for the old one stays until the new one is on the disk. It knows nothing of what they hold.
#pragma once

#include <boost/system/result.hpp>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace store {

// The folder is one that others make; where it is missing, nothing is written.
[[nodiscard]] boost::system::result<void>
write_whole(std::filesystem::path const& folder, std::string const& name, std::string_view text);

[[nodiscard]] boost::system::result<std::string> read_whole(std::filesystem::path const& folder,
                                                            std::string const& name);

// Gone also after a power cut; no error when there is none.
[[nodiscard]] boost::system::result<void> remove_whole(std::filesystem::path const& folder,
                                                       std::string const& name);

// Of the files whose names begin with `prefix` only those in `kept` stay.
[[nodiscard]] boost::system::result<void> keep_only(std::filesystem::path const& folder,
                                                    std::string_view prefix,
                                                    std::set<std::string> const& kept);

} // namespace store
