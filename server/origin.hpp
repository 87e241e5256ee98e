// Origins as an operator writes them: under which names pages reach the server. Pure; whether such
// a name exists is not asked.
#pragma once

#include <cstdint>
#include <string>

// What is wrong with an origin. `insecure`: a page that comes by http from beyond this machine can
// lock no words, and staff would send their passwords in the clear.
enum class OriginFault : std::uint8_t { none, form, insecure };

// Browsers write scheme, host and only a port that is not the usual one, all in lower case; they
// are compared with that letter by letter. Port 0 stands for the port that is listened on.
[[nodiscard]] OriginFault fault_in(std::string const& origin);
