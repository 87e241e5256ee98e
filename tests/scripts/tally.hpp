// How much of each kind held and how much did not, told at the end and counted for the part.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace scripts {

class Tally {
public:
    // Counts one result of this kind: whether `play` ends without an exception. Says why not, as
    // long as there are not too many of the kind to read.
    bool count(std::string const& kind, std::function<void()> const& play);

    // Prints the counts and appends them to the file RESULT; whether everything held.
    bool write() const;

private:
    struct Counts {
        std::size_t kept{};
        std::size_t broken{};
    };
    std::map<std::string, Counts> kinds_;
};

} // namespace scripts
