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

template <class Message, class... Of>
constexpr bool one_of = (std::is_same_v<Message, Of> || ...);

} // namespace

// What is said alike in a session and in a thread.
template <class Between, class Message>
void Reference::hear_between(Between& two, SeatKind from, Message const& said)
{
    auto& mine = two.seats.at(index(from));
    auto& other = two.seats.at(1 - index(from));
    auto const pass_on = [&](auto const& message) {
        if (other.at) told_[*other.at].push_back(text(message));
    };
    if (answers(said, other)) mine.unkept = 0;
    if constexpr (std::is_same_v<Message, protocol::SendOpening>) {
        if (said.membership == two.membership && said.to == other.load &&
            takes_unkept(other, said.sealed.size()))
            pass_on(protocol::Opening{two.name, mine.load, said.sealed});
    } else if constexpr (std::is_same_v<Message, protocol::SendWord>) {
        if (said.membership != two.membership) return;
        protocol::Word const word{two.name,    mine.load, said.stream,
                                  said.number, said.key,  said.sealed};
        if (!keep(other, word) && !std::exchange(other.held, true))
            told_[*mine.at].push_back(text(protocol::Hold{two.name}));
        if (!other.held || takes_unkept(other, said.sealed.size())) pass_on(word);
    } else if constexpr (std::is_same_v<Message, protocol::Received>) {
        std::erase_if(mine.unread, [&](auto const& word) {
            return word.stream == said.stream && word.number <= said.number;
        });
        mine.shown[said.stream] = std::max(mine.shown[said.stream], said.number);
        pass_on(said);
        if (mine.held && mine.unread.empty()) {
            mine.held = false;
            pass_on(protocol::Release{two.name});
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
        if (said.load == other.load) pass_on(protocol::OpeningAsked{two.name, mine.load});
    } else if constexpr (std::is_same_v<Message, protocol::Typing>) {
        pass_on(said);
    }
}

// What only a session knows, and that one ends when all is said.
template <class Message>
void Reference::hear_in(Talk& talk, SeatKind from, Message const& said)
{
    if (talk.stage == Stage::ended) return;
    [[maybe_unused]] auto& mine = talk.seats.at(index(from));
    [[maybe_unused]] auto& other = talk.seats.at(1 - index(from));
    if constexpr (std::is_same_v<Message, protocol::AskHistory>) {
        if (answers(said, other)) mine.unkept = 0;
        if (said.load == other.load)
            tell(other.at, protocol::HistoryAsked{talk.name, mine.load, said.number});
    } else if constexpr (std::is_same_v<Message, protocol::SendHistory>) {
        if (said.membership == talk.membership && said.to == other.load &&
            takes_unkept(other, said.sealed.size()))
            tell(other.at, protocol::History{talk.name, mine.load, said.key, said.number,
                                             said.count, said.sealed});
    } else if constexpr (std::is_same_v<Message, protocol::Finished>) {
        if (talk.stage == Stage::ending) mine.last = said.last;
    } else if constexpr (std::is_same_v<Message, protocol::SendWord>) {
        if (from == SeatKind::visitor) talk.visitor_spoke = true;
        hear_between(talk, from, said);
    } else if constexpr (std::is_same_v<Message, protocol::Received>) {
        if (from == SeatKind::counsellor && said.number > 0) talk.visitor_spoke = true;
        hear_between(talk, from, said);
    } else if (!std::is_same_v<Message, protocol::Typing> || talk.stage == Stage::talking) {
        hear_between(talk, from, said);
    }
    if (talk.stage == Stage::ending && !disk_away_ && all_shown(talk)) end(talk.name, talk.reason);
}

// In a thread the colleague who is asked gets the whole time for the answer again with each word.
template <class Message>
void Reference::hear_in_thread(ConnectionId connection, Message const& said)
{
    if constexpr (one_of<Message, protocol::SendOpening, protocol::SendWord, protocol::Received,
                         protocol::Missing, protocol::AskOpening, protocol::Typing>) {
        auto const thread = std::ranges::find(threads_, said.session, &Thread::name);
        if (thread == threads_.end()) return;
        for (auto const kind : {SeatKind::counsellor, SeatKind::colleague}) {
            if (thread->seats.at(index(kind)).at != connection) continue;
            hear_between(*thread, kind, said);
            if constexpr (std::is_same_v<Message, protocol::SendWord>)
                if (kind == SeatKind::colleague && answer_is_open(*thread))
                    tell_asked(*talk(thread->about), thread->staff.at(index(kind)));
        }
    }
}

// Only the connection that holds a seat speaks in a session.
template <class Message>
void Reference::hear_in_session(SeatKind from, ConnectionId connection, Message const& message)
{
    std::visit(
        [&](auto const& said) {
            if constexpr (requires { said.session; }) {
                if (auto* const in = talk(said.session);
                    in && in->seats.at(index(from)).at == connection)
                    hear_in(*in, from, said);
                else
                    hear_in_thread(connection, said);
            }
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
