// What reaches the pages of a world, and what they make of it: nothing reaches whoever is gone or
// has no part in it, and good pages show every word once and in order.
#include "model/world.hpp"

#include <algorithm>
#include <chrono>
#include <type_traits>
#include <utility>

namespace model {

void World::route(desk::Effects const& effects, std::optional<ConnectionId> speaker)
{
    for (auto const& effect : effects) {
        std::visit(
            [&]<class Wanted>(Wanted const& wanted) {
                if constexpr (std::is_same_v<Wanted, desk::Close>) {
                    close(wanted.connection, wanted.code, speaker);
                } else if constexpr (!std::is_same_v<Wanted, desk::Record>) {
                    std::visit([&](auto const& message) { deliver(wanted.to, message); },
                               wanted.message);
                }
            },
            effect);
    }
}

template <class Message>
void World::deliver(ConnectionId to, Message const& message)
{
    auto const found = open_.find(to);
    if (found == open_.end() || found->second.closing)
        throw Broken("connection " + std::to_string(static_cast<std::uint64_t>(to)) +
                     " is gone and told: " + std::string(Message::type));
    auto& [person, page, closing] = found->second;
    check_belongs(*person, message);
    if (page->connection() != to) return; // half open: the page has given it up
    auto& self = person->self;
    if constexpr (std::is_constructible_v<protocol::visitor::ToVisitor, Message>)
        if (self.role == Role::visitor) return page->deliver(protocol::visitor::ToVisitor(message));
    if constexpr (std::is_constructible_v<protocol::counsellor::ToCounsellor, Message>)
        if (self.role == Role::counsellor)
            return page->deliver(protocol::counsellor::ToCounsellor(message));
    if constexpr (std::is_constructible_v<protocol::supervisor::ToSupervisor, Message>)
        if (self.role == Role::supervisor)
            return page->deliver(protocol::supervisor::ToSupervisor(message));
    throw Broken(self.name + " is told what is for another role");
}

// Which of the two this person is, in a session by the role. A counsellor of a thread is the one
// who was told so.
std::size_t World::side(Person const& person, protocol::SessionId name) const
{
    auto const& pair = sessions_.at(name);
    if (!pair.thread) return person.self.role == Role::visitor ? 0 : 1;
    return pair.people[0] == &person ? 0 : 1;
}

// What belongs to a session or a thread reaches its two people and nobody else.
template <class Message>
void World::check_belongs(Person& person, Message const& message)
{
    if constexpr (requires { message.session; } &&
                  !std::is_same_v<Message, protocol::counsellor::WrappedUp> &&
                  !std::is_same_v<Message, protocol::counsellor::Offer> &&
                  !std::is_same_v<Message, protocol::counsellor::OfferOver> &&
                  !std::is_same_v<Message, protocol::counsellor::HandOverAsked> &&
                  !std::is_same_v<Message, protocol::counsellor::HandOverOver> &&
                  !std::is_same_v<Message, protocol::counsellor::HandedOver>) {
        auto& pair = sessions_[message.session];
        if constexpr (std::is_same_v<Message, protocol::counsellor::ThreadOpened> ||
                      std::is_same_v<Message, protocol::Started>)
            take_seat(person, message);
        if (pair.people.at(side(person, message.session)) != &person)
            throw Broken(person.self.name +
                         " is told of another's session: " + std::string(Message::type));
        if constexpr (requires { message.members; }) {
            pair.membership = message.membership;
            for (auto const& member : message.members)
                pair.loads.at(index(member.seat)) = member.load;
        }
    }
}

// The first to be told; later another counsellor only when the seat was handed over. Words are
// counted on, and what the former page has shown was shown to this side.
void World::take_seat(Person& person, protocol::Started const& started)
{
    auto const session = started.session;
    auto& pair = sessions_[session];
    auto const visits = person.self.role == Role::visitor;
    auto& seat = pair.people.at(visits ? 0 : 1);
    auto const holder = started.members.at(1).holder.value_or(1);
    auto const handed_over = !visits && holder > pair.holder;
    if (seat && !handed_over) return;
    if (auto* const former = std::exchange(seat, &person); former && former != &person) {
        pair.good = pair.good && former->self.good;
        auto& words = person.self.words[session];
        words = std::max(words, former->self.words[session]);
        auto const& shown = shown_to_[former][session];
        shown_to_[&person][session].insert(shown.begin(), shown.end());
    }
    if (!visits) pair.holder = holder;
}

// Both are told when it begins, and each has the seat of the load that greeted.
void World::take_seat(Person& person, protocol::counsellor::ThreadOpened const& opened)
{
    auto& pair = sessions_[opened.session];
    pair.thread = true;
    for (auto const& page : person.pages)
        for (auto const& member : opened.members)
            if (auto& seat = pair.people.at(index(member.seat));
                member.load == page->load() && !seat)
                seat = &person;
}

// A connection that is closed already may be closed again only as an answer to itself.
void World::close(ConnectionId connection, protocol::CloseCode code,
                  std::optional<ConnectionId> speaker)
{
    auto const found = open_.find(connection);
    if (found == open_.end() || found->second.closing) {
        if (connection != speaker)
            throw Broken("connection " + std::to_string(static_cast<std::uint64_t>(connection)) +
                         " is gone and closed again");
        return;
    }
    found->second.closing = true;
    if (found->second.page->connection() == connection) found->second.page->deliver(code);
}

void World::read(Person& person, Page& page)
{
    page.read();
    check_shown(person, page);
}

bool World::good(protocol::SessionId session) const
{
    auto const found = sessions_.find(session);
    return found != sessions_.end() && found->second.good &&
           std::ranges::all_of(found->second.people,
                               [](auto* each) { return each && each->self.good; });
}

void World::check_shown(Person& person, Page& page)
{
    for (auto* const all : {&page.exchanges(), &page.threads()})
        for (auto& [name, exchange] : *all)
            check_shown(person, page, name, exchange);
}

void World::check_shown(Person& person, Page& page, protocol::SessionId session, Exchange& exchange)
{
    auto const shown = exchange.take_shown();
    auto const delivered = exchange.take_delivered();
    if (!good(session)) return;
    if (exchange.unreadable())
        throw Broken(person.self.name + " is sent what was locked for another load");
    for (auto const& content : shown)
        check_one_shown(person, page, session, content);
    auto* const partner = sessions_.at(session).people.at(1 - side(person, session));
    for (auto const order : delivered)
        if (!shown_to_[partner][session].contains(order))
            throw Broken("a word of " + person.self.name +
                         " is called delivered and was never shown");
}

// Whatever its writer's page still keeps from before it has been shown here before it.
void World::check_one_shown(Person& person, Page& page, protocol::SessionId session,
                            Content const& content)
{
    auto& here = shown_on_[&page][session];
    if (!here.insert(content.order).second)
        throw Broken(person.self.name + " is shown word " + std::to_string(content.order) +
                     " twice");
    shown_to_[&person][session].insert(content.order);
    auto* const writer = sessions_.at(session).people.at(1 - side(person, session));
    for (auto const& each : writer->pages) {
        auto const* const exchange = each->exchange(session);
        if (each->load() != content.by || !exchange) continue;
        for (auto const& kept : exchange->kept())
            if (kept.order < content.order && !here.contains(kept.order))
                throw Broken(person.self.name + " is shown word " + std::to_string(content.order) +
                             " before word " + std::to_string(kept.order));
    }
}

// A few seconds with a working network; less than any grace.
void World::come_to_rest()
{
    using namespace std::chrono_literals;
    std::vector<ConnectionId> left_behind;
    for (auto const& [id, open] : open_)
        if (page_of(*open.person, 0) != open.page || open.page->connection() != id || open.closing)
            left_behind.push_back(id);
    if (disk_away_) change_disk(1);
    note("everybody comes back");
    for (auto const id : left_behind)
        lose(id);
    for (auto& person : people_)
        if (auto* const page = page_of(*person, 0); page && !page->connection())
            connect(*person, *page);
    for (int round = 0; round < 40; ++round) {
        for (auto& person : people_) {
            auto* const page = page_of(*person, 0);
            if (!page) continue;
            read(*person, *page);
            page->tap_resume();
            if (round % 8 == 7) page->time_passes();
            send(*person, *page, 1'000);
        }
        wait(100ms);
    }
    check_rest();
}

void World::check_rest()
{
    for (auto& [session, pair] : sessions_) {
        if (!good(session)) continue;
        std::array<Exchange const*, 2> exchanges{};
        for (std::size_t seat = 0; seat < 2; ++seat) {
            auto* const page = page_of(*pair.people.at(seat), 0);
            auto const* const found = page->exchange(session);
            if (found && page->connection() && found->stage() == Exchange::Stage::talking)
                exchanges.at(seat) = found;
        }
        if (!exchanges[0] || !exchanges[1]) continue;
        for (std::size_t seat = 0; seat < 2; ++seat) {
            auto const& name = pair.people.at(seat)->self.name;
            if (!exchanges.at(seat)->kept().empty())
                throw Broken(name + " and the other are both back, and a word of " + name +
                             " is not delivered");
            if (exchanges.at(seat)->held()) throw Broken(name + " is told to hold for ever");
        }
    }
}

} // namespace model
