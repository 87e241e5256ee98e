// What one person has been told of their place: the part of it that no lost connection and no
// killed server may make untrue. Compared before and after such a failure.
#pragma once

#include "scripts/message.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace scripts {

class Standing {
public:
    enum class Place : std::uint8_t {
        nowhere,
        line,
        parked,
        talking,
        resumable,
        ending,
        between, // the session broke off; what comes now is told next
        cooling, // the pass is refused for a while
        over
    };

    void asks_for_place() { asked_ = true; }
    void greets(); // a greeting is on its way: what it does not mention is not so
    void hear(Message const& message);

    Place place() const { return place_; }
    bool place_is_over() const { return place_ == Place::over; }

    // Empty, or what is now told that does not go together with what was told before.
    std::string complaint_about(Standing const& now) const;

private:
    void hear_as_staff(Message const& message);

    bool staff_ = false;
    bool asked_ = false; // for a place, without an answer yet
    Place place_ = Place::nowhere;
    bool put_back_ = false; // the end that is under way puts back into the line
    std::string session_;   // the visitor's

    // A counsellor: seats not yet given back, those of them restated, and what was chosen.
    std::set<std::string> held_;
    std::set<std::string> started_;
    std::map<std::string, std::string> chosen_;
};

} // namespace scripts
