#include "scripts/play.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace scripts {

namespace {

// From one tick, or in each greeting before what is said there of the person's place.
constexpr std::array<std::string_view, 11> quiet{"welcome",    "intake",   "queued", "line",
                                                 "overview",   "presence", "about",  "alarms",
                                                 "cool_downs", "members",  "pong"};

bool is_quiet(Message const& message)
{
    return std::ranges::find(quiet, message.type()) != quiet.end();
}

template <class Name>
Name name_of(std::uint8_t number)
{
    Name name;
    name.bytes.fill(number);
    return name;
}

// As much of a frame as a person reads.
std::string in_short(Message const& message)
{
    constexpr std::size_t readable = 400;
    auto const& frame = message.frame();
    return frame.size() <= readable ? frame : frame.substr(0, readable) + "…";
}

// Empty, or the field that is not as written.
std::string difference(Message const& message, Line const& line, std::string const& session)
{
    for (auto const& [name, written] : line.fields)
        if (!says(message, name, written)) return name;
    if (!line.with.empty() && message.text("session") != session) return "the session";
    return {};
}

} // namespace

Player::Player(House& house, Script const& script) : house_(house), script_(script)
{
    house_.begin(script.setting);
}

Player::Person& Player::person(std::string const& name)
{
    auto const found =
        std::ranges::find_if(people_, [&](auto const& each) { return each->name == name; });
    if (found == people_.end()) throw Failure(name + " has not connected");
    return **found;
}

void Player::play(Line const& line, Extras extras)
{
    try {
        act(line, extras);
    } catch (std::runtime_error const& failure) {
        throw Failure(script_.name + ":" + std::to_string(line.number) + ": " + line.text +
                      "\n    " + failure.what());
    }
}

void Player::act(Line const& line, Extras extras)
{
    switch (line.act) {
    case Act::connects: return connects(line);
    case Act::waits: return house_.wait(line.duration);
    case Act::server_is_killed: return kill();
    case Act::server_stops: return house_.restart();
    case Act::says: return says(line);
    case Act::hears: return hears(line, extras);
    case Act::loses: return cut(line.person);
    case Act::resumes: return resume(line.person);
    case Act::hears_nothing:
        if (extras == Extras::passed_over) return;
        settle();
        return hears_nothing(person(line.person).page());
    case Act::reloads: leaves_connection(person(line.person).page()); [[fallthrough]];
    case Act::opens_another: return opens_page(person(line.person));
    case Act::hides: return sends_beacon(person(line.person), protocol::api::Says::away);
    case Act::exits: return sends_beacon(person(line.person), protocol::api::Says::left);
    case Act::signs_out:
        if (auto const connection = person(line.person).page().connection)
            house_.sign_out(*connection);
        listen();
        return;
    }
}

void Player::connects(Line const& line)
{
    people_.push_back(std::make_unique<Person>(Person{line.person, line.role}));
    opens_page(*people_.back());
}

void Player::opens_page(Person& person)
{
    person.pages.push_back(
        std::make_unique<Page>(person.role, name_of<protocol::LoadId>(++last_name_)));
    greets(person, person.page());
}

void Player::greets(Person& person, Page& page)
{
    page.connection = house_.connect(person.role, person.name);
    house_.send(*page.connection, page.hello(person.pass));
    listen();
}

void Player::says(Line const& line)
{
    auto& speaker = person(line.person);
    auto& page = speaker.page();
    listen();
    if (!page.connection) throw Failure(line.person + " has no connection");
    if (line.type == "join" && !speaker.pass) speaker.pass = name_of<protocol::Pass>(++last_name_);
    auto const session = session_meant(line, page);
    house_.send(*page.connection, page.frame(line, speaker.pass, session));
    listen();
}

std::string Player::session_meant(Line const& line, Page const& page)
{
    if (line.with.empty()) return page.session();
    auto const counsels = [&](std::string const& name) {
        return person(name).role == Role::counsellor;
    };
    if (counsels(line.person) && counsels(line.with)) return page.thread();
    return person(line.with).page().session();
}

std::size_t Player::listen()
{
    std::size_t heard = 0;
    for (auto const& person : people_) {
        for (auto const& page : person->pages)
            if (page->connection)
                for (auto& frame : house_.told(*page->connection)) {
                    page->hear(Message(std::move(frame)));
                    ++heard;
                }
        if (person->role == Role::visitor && person->page().standing.place_is_over())
            person->pass.reset();
    }
    return heard;
}

void Player::settle()
{
    for (auto more = true; more;) {
        house_.settle();
        more = listen() != 0;
    }
}

void Player::hears(Line const& line, Extras extras)
{
    auto& who = person(line.person);
    if (line.older && who.pages.size() < 2) throw Failure(line.person + " has no older page");
    auto& page = line.older ? **std::prev(who.pages.end(), 2) : who.page();
    auto const session = line.with.empty() ? "" : session_meant(line, page);
    std::string nearly;
    for (auto left = house_.patience(); left >= 0; --left, house_.moment()) {
        listen();
        while (!page.inbox.empty()) {
            auto const message = std::move(page.inbox.front());
            page.inbox.pop_front();
            if (message.type() == line.type) {
                auto const differs = difference(message, line, session);
                if (differs.empty()) return;
                nearly = differs + " differs in " + in_short(message);
            }
            if (!is_quiet(message) && extras == Extras::refused)
                throw Failure(line.person + " is told " + in_short(message) + "\n    " + nearly);
        }
    }
    throw Failure(line.person + " is not told so. " + nearly);
}

void Player::hears_nothing(Page& page)
{
    for (auto const& message : std::exchange(page.inbox, {}))
        if (!is_quiet(message)) throw Failure("is told " + in_short(message));
}

void Player::finish()
{
    settle();
    for (auto const& person : people_) {
        for (auto const& page : person->pages) {
            try {
                hears_nothing(*page);
            } catch (Failure const& failure) {
                throw Failure(script_.name + ": at the end " + person->name + " " + failure.what());
            }
        }
    }
}

void Player::leaves_connection(Page& page)
{
    listen();
    if (!page.connection) return;
    house_.cut(*page.connection);
    page.lose();
    listen();
}

void Player::sends_beacon(Person& person, protocol::api::Says says)
{
    auto& page = person.page();
    auto const connection = page.connection;
    listen();
    page.lose(); // what is told from here on reaches no screen
    if (person.pass) house_.beacon({*person.pass, page.load(), says});
    if (connection) house_.cut(*connection);
    listen();
    if (says == protocol::api::Says::left) person.pass.reset();
}

void Player::cut(std::string const& name)
{
    leaves_connection(person(name).page());
}

void Player::resume(std::string const& name)
{
    auto& who = person(name);
    leaves_connection(who.page());
    greets(who, who.page());
}

void Player::kill()
{
    listen();
    house_.kill();
    for (auto const& person : people_)
        for (auto const& page : person->pages)
            page->lose();
}

std::vector<std::string> Player::connected() const
{
    std::vector<std::string> names;
    for (auto const& person : people_)
        if (person->page().connection) names.push_back(person->name);
    return names;
}

Standing Player::standing(std::string const& name)
{
    listen();
    return person(name).page().standing;
}

std::size_t Player::times_heard(std::string const& name, std::string const& type)
{
    listen();
    return person(name).page().times_heard(type);
}

std::vector<std::string> Player::peers(std::string const& name)
{
    auto const holds = [](Page const& page, std::string const& session) {
        auto const talk = page.talks().find(session);
        return page.connection && talk != page.talks().end() && !talk->second.ended &&
               page.standing.place() != Standing::Place::resumable;
    };
    std::vector<std::string> names;
    auto const& page = person(name).page();
    for (auto const& [session, talk] : page.talks())
        for (auto const& other : people_)
            if (other->name != name && holds(page, session) && holds(other->page(), session))
                names.push_back(other->name);
    return names;
}

} // namespace scripts
