// What a start reads before anybody is let in: desks and settings, the built pages, the journal.
// With the database away it reads the desks of the last good start; only the very first start needs
// it.
#pragma once

#include "app/past.hpp"
#include "config.hpp"
#include "net/static_files.hpp"
#include "protocol/desk_settings.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace app {

// A sentence for the operator and the exit code, when the house cannot be built.
struct CannotServe {
    int exit_code{};
    std::string sentence;
};

// The journal can be opened, and yet not be gone on from.
[[nodiscard]] CannotServe unreadable_journal(std::string_view why);

enum class DesksFrom : std::uint8_t { database, last_start };

struct Opening {
    std::vector<protocol::DeskDocument> desks;
    DesksFrom from{};
    net::StaticFiles files;
    std::string first_page;
    store::OpenedJournal journal;
    Pasts pasts;
};

[[nodiscard]] std::variant<Opening, CannotServe> read_opening(Config const& config,
                                                              store::Database& database);

} // namespace app
