// What the network room is told of the operator's settings, and what a start tells back: the port,
// or why there is none.
#pragma once

#include "config.hpp"
#include "net/server.hpp"

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace app {

// Also raises how many descriptors this process may have to what the machine allows; where that is
// fewer than the operator's connections, the log says how many there will be.
[[nodiscard]] net::Settings people_settings(Config const& config);

// Nothing when the operator wants no /metrics.
[[nodiscard]] std::optional<net::Settings> operator_settings(Config const& config);

// Of a listener that could not be opened: a certificate or key that cannot be used is a setting,
// the rest is the machine's.
[[nodiscard]] int exit_code_of(boost::system::error_code error);

// False when the file cannot be written. Never half a file.
[[nodiscard]] bool tell_port(std::filesystem::path const& file, std::uint16_t port);

} // namespace app
