// What facts call a pass and a ticket: names that are on no page.
#pragma once

#include "protocol/types.hpp"

namespace protocol::records {

// SHA-256 of a pass: recognises the page that shows it, and nobody else.
using PassHash = RandomName<struct PassHashTag, 32>;

// A random name that stands for one ticket, shift or cool-down in the database, and for nothing on
// a phone.
using Pseudonym = RandomName<struct PseudonymTag, 16>;

} // namespace protocol::records
