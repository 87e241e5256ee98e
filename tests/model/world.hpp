// People, their pages and the network between them and one desk, in one seeded run. It carries
// messages in both directions, loses them, and checks what each page was told and showed; whether
// the desk did right by itself is the judge's business.
#pragma once

#include "model/chance.hpp"
#include "model/judge.hpp"
#include "model/page.hpp"
#include "model/step.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace model {

struct Person {
    Self self;
    std::vector<std::unique_ptr<Page>> pages; // every load there ever was, the newest last
};

// The two people of a session or a thread and its members as last told, for those who misuse it.
struct Pair {
    std::array<Person*, 2> people{}; // by SeatKind
    std::uint32_t membership{};
    std::array<LoadId, 2> loads{};
    std::uint32_t holder = 1; // of the counsellor's seat
    bool good = true;         // so was everybody who gave the seat away
    bool thread = false;      // of two counsellors
};

// `small`: one counsellor and one supervisor, so one who goes is one too few. `busy`: many short
// sessions and nobody and no hour that closes the shift, so that waits enough are known.
enum class House : std::uint8_t { usual, small, busy };

class World {
public:
    World(std::uint64_t seed, Hits& hits);

    Step draw(Chance& chance) const; // draw.cpp
    void play(Step const& step);

    std::uint64_t fingerprint() const { return judge_.fingerprint(); }
    std::size_t inputs() const { return inputs_; }
    House house() const { return house_; }

    // From here on each input is printed in readable names.
    void tell_story() { tells_story_ = true; }

private:
    struct Open {
        Person* person{};
        Page* page{};
        bool closing{}; // the desk has closed it; nothing is heard or told any more
    };

    desk::Pseudonym fresh_name();
    Person& add_person(std::string name, Role role, bool good);
    Page* page_of(Person& person, std::uint8_t tab) const;
    Page& new_page(Person& person);
    void connect(Person& person, Page& page);
    void reload(Person& person, std::uint64_t chance);
    void send(Person& person, Page& page, std::size_t count);
    void misbehave(Person& person, Page& page, Step const& step); // mischief.cpp
    void lose(Person& person, std::uint64_t chance);
    void lose(ConnectionId connection);
    void send_beacon(Person& person, Page& page, std::uint64_t chance);
    void sign_out(Page& page);
    static desk::Settings drawn_settings(Chance& chance); // world_house.cpp
    void tell_hours(std::uint64_t chance);
    void change_disk(std::uint64_t chance);
    void change_database(std::uint64_t chance);
    void crash(std::uint64_t chance);
    void wait(std::uint64_t chance);
    void wait(desk::Duration duration);

    void say(Person& person, ConnectionId connection, Saying saying);
    void give(desk::Input const& input, std::optional<ConnectionId> speaker);
    void route(desk::Effects const& effects, std::optional<ConnectionId> speaker);
    template <class Message>
    void deliver(ConnectionId to, Message const& message);
    void close(ConnectionId connection, protocol::CloseCode code,
               std::optional<ConnectionId> speaker);
    template <class Message>
    void check_belongs(Person& person, Message const& message);
    void take_seat(Person& person, protocol::Started const& started);
    void take_seat(Person& person, protocol::counsellor::ThreadOpened const& opened);
    std::size_t side(Person const& person, protocol::SessionId name) const;

    void read(Person& person, Page& page);
    void check_shown(Person& person, Page& page);
    void check_shown(Person& person, Page& page, protocol::SessionId session, Exchange& exchange);
    void check_one_shown(Person& person, Page& page, protocol::SessionId session,
                         Content const& content);
    // Everybody comes back, nothing is lost any more; then every word of a living session between
    // good pages is delivered.
    void come_to_rest();
    void check_rest();
    bool good(protocol::SessionId session) const;

    void note(std::string const& line);
    std::string name(ConnectionId connection) const;

    Chance chance_;
    bool ticks_at_once_; // as the runner does, after each input
    bool has_hours_;
    House house_;
    desk::Settings settings_;
    Judge judge_;
    Safe safe_;
    Time now_{};
    std::optional<Time> closes_at_;
    bool disk_away_ = false;
    std::size_t inputs_ = 0;
    std::uint64_t last_connection_ = 0;
    std::uint64_t last_name_ = 0;
    std::vector<std::unique_ptr<Person>> people_;
    std::map<ConnectionId, Open> open_;
    std::map<ConnectionId, std::string> names_;
    std::map<Page const*, ConnectionId> last_of_; // also when it is gone
    std::map<protocol::SessionId, Pair> sessions_;
    std::map<Page const*, std::map<protocol::SessionId, std::set<std::uint32_t>>> shown_on_;
    std::map<Person const*, std::map<protocol::SessionId, std::set<std::uint32_t>>> shown_to_;
    bool tells_story_ = false;

    friend class Mischief;
};

} // namespace model
