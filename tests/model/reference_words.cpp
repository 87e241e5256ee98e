// What is said in a session of the naive desk: design.md, section 4. Forwarded, and kept until the
// reader's page confirms.
#include "model/reference.hpp"
#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace model {

namespace {

template <class Message>
std::string text(Message const& message)
{
    return protocol::encode(message);
}

// Beside `unread` a page is passed on so much until it says something of what it was sent.
bool takes_unkept(Seat& reader, std::size_t characters)
{
    if (reader.unkept + characters > protocol::limits::unkept_bytes) return false;
    reader.unkept += characters;
    return true;
}

template <class Message>
bool answers(Message const& said, Seat const& other)
{
    if constexpr (requires { said.load; })
        return said.load == other.load;
    else
        return std::is_same_v<Message, protocol::Received> ||
               std::is_same_v<Message, protocol::Missing>;
}

} // namespace

template <class Message>
void Reference::hear_in(Talk& talk, SeatKind from, Message const& said)
{
    if (talk.stage == Stage::ended) return;
    auto& mine = talk.seats.at(index(from));
    auto& other = talk.seats.at(1 - index(from));
    auto const pass_on = [&](auto const& message) {
        if (other.at) told_[*other.at].push_back(text(message));
    };
    if (answers(said, other)) mine.unkept = 0;
    if constexpr (std::is_same_v<Message, protocol::SendOpening>) {
        if (said.membership == talk.membership && said.to == other.load &&
            takes_unkept(other, said.sealed.size()))
            pass_on(protocol::Opening{talk.name, mine.load, said.sealed});
    } else if constexpr (std::is_same_v<Message, protocol::SendWord>) {
        if (from == SeatKind::visitor) talk.visitor_spoke = true;
        if (said.membership != talk.membership) return;
        protocol::Word const word{talk.name,   mine.load, said.stream,
                                  said.number, said.key,  said.sealed};
        if (!keep(other, word) && !std::exchange(other.held, true))
            told_[*mine.at].push_back(text(protocol::Hold{talk.name}));
        if (!other.held || takes_unkept(other, said.sealed.size())) pass_on(word);
    } else if constexpr (std::is_same_v<Message, protocol::Received>) {
        if (from == SeatKind::counsellor && said.number > 0) talk.visitor_spoke = true;
        std::erase_if(mine.unread, [&](auto const& word) {
            return word.stream == said.stream && word.number <= said.number;
        });
        mine.shown[said.stream] = std::max(mine.shown[said.stream], said.number);
        pass_on(said);
        if (mine.held && mine.unread.empty()) {
            mine.held = false;
            pass_on(protocol::Release{talk.name});
        }
    } else if constexpr (std::is_same_v<Message, protocol::Missing>) {
        auto const first = std::ranges::any_of(mine.unread, [&](auto const& word) {
            return word.stream == said.stream && word.number == said.number;
        });
        if (!first) return pass_on(said); // only the writer's page has it
        for (auto const& word : mine.unread)
            if (word.stream == said.stream && word.number >= said.number)
                told_[*mine.at].push_back(text(word));
    } else if constexpr (std::is_same_v<Message, protocol::AskOpening>) {
        if (said.load == other.load) pass_on(protocol::OpeningAsked{talk.name, mine.load});
    } else if constexpr (std::is_same_v<Message, protocol::AskHistory>) {
        if (said.load == other.load)
            pass_on(protocol::HistoryAsked{talk.name, mine.load, said.number});
    } else if constexpr (std::is_same_v<Message, protocol::SendHistory>) {
        if (said.membership == talk.membership && said.to == other.load &&
            takes_unkept(other, said.sealed.size()))
            pass_on(protocol::History{talk.name, mine.load, said.key, said.number, said.count,
                                      said.sealed});
    } else if constexpr (std::is_same_v<Message, protocol::Finished>) {
        if (talk.stage == Stage::ending) mine.last = said.last;
    } else if constexpr (std::is_same_v<Message, protocol::Typing>) {
        if (talk.stage == Stage::talking) pass_on(said);
    }
    if (talk.stage == Stage::ending && !disk_away_ && all_shown(talk)) end(talk.name, talk.reason);
}

// Only the connection that holds a seat speaks in a session.
template <class Message>
void Reference::hear_in_session(SeatKind from, ConnectionId connection, Message const& message)
{
    std::visit(
        [&](auto const& said) {
            if constexpr (requires { said.session; })
                if (auto* const in = talk(said.session);
                    in && in->seats.at(index(from)).at == connection)
                    hear_in(*in, from, said);
        },
        message);
}

template void Reference::hear_in_session(SeatKind, ConnectionId,
                                         protocol::visitor::FromVisitor const&);
template void Reference::hear_in_session(SeatKind, ConnectionId,
                                         protocol::counsellor::FromCounsellor const&);

// From `hold` to `release` nothing more is kept. A word said again stands in place of its copy;
// when there is no room, words that an earlier load of the writer has locked go first.
bool Reference::keep(Seat& reader, protocol::Word const& word) const
{
    constexpr std::size_t beside_the_text = 128; // what the desk counts for each word
    if (reader.held) return false;
    auto& unread = reader.unread;
    auto const same = [&](auto const& each) {
        return each.stream == word.stream && each.number == word.number;
    };
    auto const room = [&] {
        auto size = word.sealed.size() + beside_the_text;
        for (auto const& each : unread)
            if (!same(each)) size += each.sealed.size() + beside_the_text;
        return size <= protocol::limits::kept_bytes;
    };
    auto const useless = [&](auto const& each) { return each.load != word.load && !same(each); };
    for (auto first = unread.begin(); !room() && first != unread.end();) {
        first = std::ranges::find_if(unread, useless);
        if (first != unread.end()) unread.erase(first);
    }
    if (!room()) return false;
    if (auto const copy = std::ranges::find_if(unread, same); copy != unread.end())
        *copy = word;
    else
        unread.push_back(word);
    return true;
}

// Each side has named its last words, and the other has shown them.
bool Reference::all_shown(Talk const& talk) const
{
    auto const shown_by = [](Seat const& writer, Seat const& reader) {
        return writer.last && std::ranges::all_of(*writer.last, [&](auto const& mark) {
                   auto const shown = reader.shown.find(mark.stream);
                   return mark.number == 0 ||
                          (shown != reader.shown.end() && shown->second >= mark.number);
               });
    };
    return shown_by(talk.seats[0], talk.seats[1]) && shown_by(talk.seats[1], talk.seats[0]);
}

} // namespace model
