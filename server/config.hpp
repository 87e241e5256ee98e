// What an operator decides before a start: one plain struct, read once and passed as const&.
//
// Each setting is declared once and can come from a flag, else from the environment
// (YORISOI_<FLAG>), else from a TOML file (--config FILE), else its default holds. Knows nothing of
// what the settings do; opens no file but the TOML file and files that hold secrets.
#pragma once

#include "address.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

inline constexpr std::string_view program_version = "0.1.0";

// How the program ends, after sysexits.h, so that a service file can tell "will never work" from
// "try again". 0 is an ordered end.
namespace exit_codes {
inline constexpr int usage = 64;                // the command line cannot be understood
inline constexpr int database_unavailable = 69; // at the first start, or for another command
inline constexpr int internal = 70;             // our own mistake
inline constexpr int cannot_create = 73;        // a file, a folder or a listening socket
inline constexpr int configuration = 78;        // a setting is missing or wrong
} // namespace exit_codes

enum class Command { serve, migrate, set_desk, show_desk, seed_demo, version };

struct Config {
    Command command{};
    ListenAddress listen;
    std::string database_url;              // a secret: it may hold a password
    std::filesystem::path data;            // the server's own folder
    std::filesystem::path public_folder;   // the built client
    std::filesystem::path port_file;       // empty: none
    std::filesystem::path tls_certificate; // empty: plain HTTP; else the key is there too
    std::filesystem::path tls_key;
    std::string desk;                            // the code that show-desk is asked for
    std::vector<std::string> public_origins;     // exact origins beyond the one listened on
    std::vector<AddressRange> trusted_proxies;   // whose word on the address of a page counts
    std::optional<ListenAddress> metrics_listen; // of this machine; none: no /metrics
    std::size_t connections = 12'000;            // sockets held at once
};

// Why there is no Config: a sentence for standard error and the exit code; with exit code 0 it is
// the help that was asked for, for standard output.
struct ConfigRefusal {
    int exit_code{};
    std::string sentence;
};

// Reads the command line, the environment and the files they name. Never throws for what an
// operator may have written.
std::variant<Config, ConfigRefusal> read_config(int argc, char const* const* argv);
