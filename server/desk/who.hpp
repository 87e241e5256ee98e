// Who is behind a connection that has said `hello`. It knows no rule.
#pragma once

#include "desk/ids.hpp"
#include "desk/load.hpp"
#include "protocol/messages/visitor.hpp"

#include <optional>
#include <string>
#include <variant>

namespace desk {

// `intake` and `next_opening` are as this page was told them last.
struct Visiting {
    Load load;
    Time opened_at;
    protocol::visitor::Intake intake{};
    std::optional<std::string> next_opening{};
    std::optional<Time> consented_at{};
    std::optional<TicketId> ticket{};
    std::optional<PassHash> cooling{}; // was told that this one is refused
};

struct Counselling {
    StaffId staff;
};

struct Supervising {
    StaffId staff;
};

using Who = std::variant<Visiting, Counselling, Supervising>;

} // namespace desk
