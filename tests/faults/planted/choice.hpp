// Which bug is planted in this run of the server, how often it acts, and the line it leaves each
// time, so that a test knows that it did. Chosen by the environment:
//   YORISOI_PLANTED       the name of a bug; without it this is the server as it ships
//   YORISOI_PLANTED_RATE  one opportunity in so many, instead of the bug's own rate
//   YORISOI_PLANTED_LOG   a file that a line of JSON is appended to each time it acts
#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace planted {

// clang-format off
BOOST_DEFINE_FIXED_ENUM_CLASS(Bug, std::uint8_t, none,
    drop,        // a word is swallowed, and its sender hears that it was shown
    dead_pass,   // a place that has ended is given again
    misroute,    // a word goes to a page of another session as well
    forget_line, // a start forgets who was waiting
    double_row,  // facts of tickets become rows twice
    old_seat,    // a page whose seat is held elsewhere goes on hearing
    overtake,    // the second in line is taken though the first is there
    early_told)  // nothing that is told waits for the disk, and the disk is slow
// clang-format on

// Reads the environment; nothing, or the sentence why it makes no sense.
std::optional<std::string> choose();

bool chosen(Bug bug);

// Asked at each opportunity: true at every n-th of them.
bool turn();

// It has acted; `what` are further members of a JSON object, such as R"("number":3)".
void acted(std::string const& what);

// A member of such an object.
std::string member(std::string_view name, std::string_view text);
std::string member(std::string_view name, std::uint64_t number);

} // namespace planted
