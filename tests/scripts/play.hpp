// Plays a script in a house, line by line: people do what is written, and what they are told must
// be what is written, in this order for each of them. What is told from a tick or stands in every
// greeting need not be written.
#pragma once

#include "scripts/house.hpp"
#include "scripts/page.hpp"
#include "scripts/script.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace scripts {

// A line that did not go as it is written; says where and why.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What somebody is told beside what is written: refused, or, after a failure that the script does
// not know of, passed over.
enum class Extras : std::uint8_t { refused, passed_over };

class Player {
public:
    Player(House& house, Script const& script);

    void play(Line const& line, Extras extras); // throws Failure
    void finish();                              // nothing is left that nobody expected

    // For failures that are derived from scripts.
    std::vector<std::string> connected() const; // names, in the order in which they first came
    Standing standing(std::string const& name);
    std::vector<std::string> peers(std::string const& name); // present, in a session with them
    std::size_t times_heard(std::string const& name, std::string const& type);
    void cut(std::string const& name);
    void resume(std::string const& name); // the same page, on a new connection
    void kill();
    void settle(); // until nobody is told anything more for a moment

private:
    struct Person {
        std::string name;
        Role role{};
        std::optional<protocol::Pass> pass{}; // what the tab keeps
        std::vector<std::unique_ptr<Page>> pages{};
        Page& page() { return *pages.back(); }
        Page const& page() const { return *pages.back(); }
    };

    Person& person(std::string const& name);
    void connects(Line const& line);
    void says(Line const& line);
    void hears(Line const& line, Extras extras);
    std::size_t listen(); // everybody hears what has been told by now; how much that was
    static void hears_nothing(Page& page);
    void sends_beacon(Person& person, protocol::api::Says says);
    void greets(Person& person, Page& page);
    void opens_page(Person& person);
    void leaves_connection(Page& page);
    void act(Line const& line, Extras extras);
    std::string session_meant(Line const& line, Page const& page);

    House& house_;
    Script const& script_;
    std::vector<std::unique_ptr<Person>> people_; // in the order in which they came
    std::uint8_t last_name_ = 0;
};

} // namespace scripts
