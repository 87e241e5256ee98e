#include "model/world.hpp"

#include "model/brief.hpp"
#include "protocol/codec.hpp"

#include <algorithm>
#include <cstdio>
#include <type_traits>
#include <utility>

namespace model {

namespace {

template <class Name>
Name numbered(std::uint64_t number)
{
    Name name;
    for (std::size_t i = 0; i < 8; ++i)
        name.bytes.at(i) = static_cast<std::uint8_t>(number >> (8 * i));
    return name;
}

House drawn_house(Chance& chance)
{
    if (chance.one_in(20)) return House::busy;
    return chance.one_in(4) ? House::small : House::usual;
}

} // namespace

World::World(std::uint64_t seed, Hits& hits)
    : chance_(seed), ticks_at_once_(!chance_.one_in(4)), has_hours_(chance_.one_in(2)),
      house_(drawn_house(chance_)), settings_(drawn_settings(chance_)), judge_(settings_, hits)
{
    has_hours_ = has_hours_ && house_ != House::busy;
    enum class Manners { all_good, mixed, all_bad };
    constexpr std::array manners{Manners::all_good, Manners::mixed, Manners::all_bad};
    auto const all = house_ == House::busy ? Manners::all_good : chance_.pick(manners);
    auto const good = [&] {
        return all == Manners::all_good || (all == Manners::mixed && chance_.one_in(2));
    };
    for (auto const* visitor : {"hana", "yuki", "ren", "mio", "aoi"})
        add_person(visitor, Role::visitor, good());
    add_person("sora", Role::counsellor, good());
    if (house_ != House::busy) add_person("hoshi", Role::supervisor, good());
    if (house_ != House::small)
        for (auto const* counsellor : {"umi", "nagi"})
            add_person(counsellor, Role::counsellor, good());
    if (house_ == House::usual) add_person("tsuki", Role::supervisor, good());
    tell_hours(chance_.next());
    if (house_ == House::busy || !chance_.one_in(8))
        give(desk::ShiftOpened{fresh_name()}, std::nullopt);
}

Person& World::add_person(std::string name, Role role, bool good)
{
    auto& person = *people_.emplace_back(std::make_unique<Person>());
    person.self.name = std::move(name);
    person.self.role = role;
    person.self.account = static_cast<std::uint32_t>(people_.size());
    person.self.good = good;
    person.self.quiet = role == Role::visitor && chance_.one_in(4);
    person.self.brisk = house_ == House::busy;
    return person;
}

desk::Pseudonym World::fresh_name()
{
    return numbered<desk::Pseudonym>(++last_name_);
}

Page* World::page_of(Person& person, std::uint8_t tab) const
{
    if (person.pages.empty()) return nullptr;
    return person.pages[person.pages.size() - 1 - tab % person.pages.size()].get();
}

void World::play(Step const& step)
{
    auto& person = *people_.at(step.who);
    auto* const page = page_of(person, step.tab);
    switch (step.act) {
    case Act::connects: return connect(person, page ? *page : new_page(person));
    case Act::reloads: return reload(person, step.chance);
    case Act::duplicates: return connect(person, new_page(person));
    case Act::lost: return lose(person, step.chance);
    case Act::house_opens: return give(desk::ShiftOpened{fresh_name()}, std::nullopt);
    case Act::hours: return tell_hours(step.chance);
    case Act::disk: return change_disk(step.chance);
    case Act::database: return change_database(step.chance);
    case Act::waits: return wait(step.chance);
    case Act::crashes: return crash(step.chance);
    case Act::come_to_rest: return come_to_rest();
    default: break;
    }
    if (!page) return;
    switch (step.act) {
    case Act::reads: return read(person, *page);
    case Act::sends: return send(person, *page, 1 + step.chance % 4);
    case Act::wants: return page->act(step.chance);
    case Act::misbehaves: return misbehave(person, *page, step);
    case Act::beacon: return send_beacon(person, *page, step.chance);
    case Act::signs_out: return sign_out(*page);
    default: return;
    }
}

Page& World::new_page(Person& person)
{
    auto const load = numbered<LoadId>(++last_name_);
    return *person.pages.emplace_back(std::make_unique<Page>(person.self, safe_, load));
}

// Also while the server still believes in an older connection.
void World::connect(Person& person, Page& page)
{
    auto const id = ConnectionId{++last_connection_};
    page.connect(id);
    open_[id] = {&person, &page, false};
    last_of_[&page] = id;
    names_[id] = person.self.name + '#' + std::to_string(person.pages.size());
    note(names_[id] + " connects as connection " + std::to_string(last_connection_));
}

// Only a visitor's browser keeps words over a reload.
void World::reload(Person& person, std::uint64_t chance)
{
    auto* const earlier = page_of(person, 0);
    auto& page = new_page(person);
    if (earlier) {
        if (person.self.role == Role::visitor) page.inherit(*earlier);
        auto const connection = earlier->connection();
        earlier->lose();
        if (connection && chance % 2 == 0) lose(*connection);
    }
    connect(person, page);
}

// What is said to a connection that the server closes is not heard.
void World::send(Person& person, Page& page, std::size_t count)
{
    for (; count > 0 && page.connection(); --count) {
        auto saying = page.take_saying();
        if (!saying) return;
        auto const connection = *page.connection();
        if (!open_.at(connection).closing) say(person, connection, std::move(*saying));
    }
}

void World::say(Person& person, ConnectionId connection, Saying saying)
{
    std::visit(
        [&]<class Messages>(Messages& message) {
            note(name(connection) + " > " + brief(message));
            auto const staff = desk::Staff{desk::StaffId{person.self.account}, person.self.name};
            if constexpr (std::is_same_v<Messages, protocol::visitor::FromVisitor>) {
                auto const pass = std::visit(
                    []<class Said>(Said const& said) -> std::optional<PassHash> {
                        if constexpr (std::is_same_v<Said, protocol::visitor::Join>)
                            return hash_of(said.pass);
                        else if constexpr (std::is_same_v<Said, protocol::visitor::Hello>)
                            return said.pass ? std::optional(hash_of(*said.pass)) : std::nullopt;
                        else
                            return std::nullopt;
                    },
                    message);
                give(desk::VisitorSaid{connection, std::move(message), pass, fresh_name()},
                     connection);
            } else if constexpr (std::is_same_v<Messages, protocol::counsellor::FromCounsellor>) {
                give(desk::CounsellorSaid{connection, staff, std::move(message), fresh_name()},
                     connection);
            } else {
                give(desk::SupervisorSaid{connection, staff, std::move(message), fresh_name()},
                     connection);
            }
        },
        saying);
}

void World::give(desk::Input const& input, std::optional<ConnectionId> speaker)
{
    ++inputs_;
    route(judge_.give(input, now_), speaker);
    if (ticks_at_once_) route(judge_.tick(now_), std::nullopt);
}

void World::lose(Person& person, std::uint64_t chance)
{
    std::vector<ConnectionId> own;
    for (auto const& [id, open] : open_)
        if (open.person == &person) own.push_back(id);
    if (!own.empty()) lose(own.at(chance % own.size()));
}

void World::lose(ConnectionId connection)
{
    auto const found = open_.find(connection);
    if (found == open_.end()) return;
    if (found->second.page->connection() == connection) found->second.page->lose();
    note(name(connection) + " is lost, connection " +
         std::to_string(static_cast<std::uint64_t>(connection)));
    open_.erase(found);
    give(desk::ConnectionLost{connection}, std::nullopt);
}

// The page is hidden, or left by the exit; nothing reaches it any more.
void World::send_beacon(Person& person, Page& page, std::uint64_t chance)
{
    auto& self = person.self;
    if (self.role != Role::visitor || self.passes.empty()) return;
    if (self.good && !self.pass) return;
    auto const pass = self.pass ? *self.pass : self.passes.at(chance / 8 % self.passes.size());
    auto const says = chance % 3 == 0 ? protocol::api::Says::left : protocol::api::Says::away;
    page.lose();
    if (says == protocol::api::Says::left && page_of(person, 0) == &page) self.pass.reset();
    note(self.name + "'s beacon says " + (chance % 3 == 0 ? "left" : "away"));
    give(desk::BeaconCame{hash_of(pass), page.load(), says}, std::nullopt);
}

// The runner closes the socket, whatever the desk says.
void World::sign_out(Page& page)
{
    auto const connection = page.connection();
    if (!connection || open_.at(*connection).person->self.role == Role::visitor) return;
    if (open_.at(*connection).closing) return;
    note(name(*connection) + " signs out");
    give(desk::StaffSignedOut{*connection}, *connection);
    close(*connection, protocol::CloseCode::signed_out, connection);
}

void World::note(std::string const& line)
{
    if (!tells_story_) return;
    std::puts(("  " + line).c_str());
    std::fflush(stdout);
}

std::string World::name(ConnectionId connection) const
{
    return names_.at(connection);
}

} // namespace model
