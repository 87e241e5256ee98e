// Plays each input against the desk and the naive reference, and stops at the first difference, at
// the first invariant that does not hold, and when something is told too late or too often.
#pragma once

#include "desk/desk.hpp"
#include "model/hits.hpp"
#include "model/reference.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace model {

// A promise that does not hold, in words.
class Broken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Judge {
public:
    Judge(desk::Settings settings, Hits& hits);

    desk::Effects const& give(desk::Input const& input, Time now);
    desk::Effects const& tick(Time now);
    std::optional<Time> next_deadline() const { return desk_->next_deadline(); }

    // Another life of the server: from all facts ever written, or from the restated open state with
    // which a new piece of the journal begins.
    enum class Journal : std::uint8_t { whole, restated };
    void crash(Journal journal, Time now);

    // Over all effects so far, byte for byte.
    std::uint64_t fingerprint() const { return fingerprint_; }

private:
    enum class From : std::uint8_t { input, tick };

    // What an input or a tick brought.
    struct Brought {
        Told told;
        std::vector<std::string> facts;
        std::set<ConnectionId> asked;
        std::set<ConnectionId> queued; // by what happened, not by the telling
    };

    void compare(Told expected, From from, Time now);
    void compare_told(Told expected, Told actual) const;
    void compare_facts(std::vector<std::string> facts) const;
    void note(desk::Record const& record, Brought& brought, Time now);
    template <class Message>
    void note(ConnectionId to, Message const& message, From from, Brought& brought);
    void check_told_from_tick(ConnectionId to, std::string const& text,
                              std::string const& without_clock) const;
    template <class Message>
    void know_intake(ConnectionId to, Message const& message);
    void check_state(Time now);
    void check_in_time(Time now);
    void check_asked_in_time(Time now);
    void check_restated(Time now) const;
    void forget_told();
    void mark(std::string const& text);

    desk::Settings settings_;
    std::uint32_t incarnation_ = 7;
    std::optional<desk::Desk> desk_;
    std::vector<std::pair<protocol::records::Record, Time>> facts_;
    Reference reference_;
    Hits& hits_;
    desk::Effects effects_;
    std::map<ConnectionId, std::map<std::string, std::string>> known_; // last told, by its type
    std::map<ConnectionId, protocol::visitor::IntakeChanged> intake_;
    std::map<ConnectionId, Time> stale_since_; // does not know what is so
    std::map<ConnectionId, Time> aged_since_;  // the same, and only because time has passed
    std::map<ConnectionId, Time> unasked_since_;
    std::optional<Time> last_telling_;
    std::optional<Time> hours_told_;
    bool telling_{};
    std::uint64_t fingerprint_ = 14695981039346656037U;
};

} // namespace model
