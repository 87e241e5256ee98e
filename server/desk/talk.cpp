// The words of a session: forwarded at once, kept until confirmed, never looked into.
#include "desk/session.hpp"
#include "desk/tell.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using protocol::SeatKind;

// Openings are not kept: whoever (re)appears is sent a new one.
void Session::said(SeatKind from, protocol::SendOpening&& opening, Effects& effects)
{
    auto& reader = peer(from);
    if (stage_ == Stage::ended || opening.membership != membership_ ||
        opening.to != reader.load.id || !reader.takes_unkept(opening.sealed.size()))
        return;
    tell(reader, protocol::Opening{id_, at(from).load.id, std::move(opening.sealed)}, effects);
}

// A word of an older membership is dropped: its sender is about to lock it anew. While `held` the
// sender still has it and is asked for it again on `release`; so it may also be let fall.
void Session::said(SeatKind from, protocol::SendWord&& sent, Effects& effects)
{
    if (from == SeatKind::visitor) visitor_spoke_ = true;
    if (stage_ == Stage::ended || sent.membership != membership_) return;
    auto& reader = peer(from);
    protocol::Word word{id_,         at(from).load.id, sent.stream,
                        sent.number, sent.key,         std::move(sent.sealed)};
    if (!reader.held && !reader.kept.keep(word)) {
        reader.held = true;
        tell(at(from), protocol::Hold{id_}, effects);
    }
    if (!reader.held || reader.takes_unkept(word.sealed.size()))
        tell(reader, std::move(word), effects);
}

void Session::said(SeatKind by, protocol::Received&& received, Effects& effects)
{
    if (stage_ == Stage::ended) return;
    if (by == SeatKind::counsellor && received.number > 0) visitor_spoke_ = true;
    auto& reader = at(by);
    reader.unkept = 0;
    reader.kept.confirm(received.stream, received.number);
    count(peer(by), reader.confirm({received.stream, received.number}), effects);
    tell(peer(by), received, effects);
    if (reader.held && reader.kept.empty()) {
        reader.held = false;
        tell(peer(by), protocol::Release{id_}, effects);
    }
}

// A session is engaged (相談成立) when each side has had two turns; only what the other page has
// confirmed counts, so nothing sent again counts twice.
void Session::count(Seat& writer, std::uint32_t words, Effects& effects)
{
    constexpr std::uint32_t most = 100'000; // no page can make a count without meaning
    constexpr std::uint32_t turns_of_each = 2;
    if (words == 0) return;
    writer.words = std::min(most, writer.words + std::min(most, words));
    if (last_turn_ != writer.kind) ++writer.turns;
    last_turn_ = writer.kind;
    if (!engaged_ && std::min(visitor_.turns, counsellor_.turns) >= turns_of_each) {
        engaged_ = true;
        effects.push_back(Record{protocol::records::SessionEngaged{id_}});
    }
}

// What the server still keeps it sends itself; the rest only the sender's page has.
void Session::said(SeatKind by, protocol::Missing&& missing, Effects& effects)
{
    if (stage_ == Stage::ended) return;
    auto& reader = at(by);
    reader.unkept = 0;
    auto const wanted = [&](protocol::Word const& word) {
        return word.stream == missing.stream && word.number >= missing.number;
    };
    auto const first = [&](protocol::Word const& word) {
        return word.stream == missing.stream && word.number == missing.number;
    };
    if (std::ranges::any_of(reader.kept.words(), first)) {
        for (auto const& word : reader.kept.words())
            if (wanted(word)) tell(reader, word, effects);
    } else {
        tell(peer(by), missing, effects);
    }
}

void Session::said(SeatKind by, protocol::AskOpening&& asked, Effects& effects)
{
    auto const& sender = peer(by);
    if (stage_ == Stage::ended || asked.load != sender.load.id) return;
    at(by).unkept = 0;
    tell(sender, protocol::OpeningAsked{id_, at(by).load.id}, effects);
}

// History is not kept either: its reader asks for one chunk after the other.
void Session::said(SeatKind by, protocol::AskHistory&& asked, Effects& effects)
{
    auto const& sender = peer(by);
    if (stage_ == Stage::ended || asked.load != sender.load.id) return;
    at(by).unkept = 0;
    tell(sender, protocol::HistoryAsked{id_, at(by).load.id, asked.number}, effects);
}

void Session::said(SeatKind from, protocol::SendHistory&& chunk, Effects& effects)
{
    auto& reader = peer(from);
    if (stage_ == Stage::ended || chunk.membership != membership_ || chunk.to != reader.load.id ||
        !reader.takes_unkept(chunk.sealed.size()))
        return;
    tell(reader,
         protocol::History{id_, at(from).load.id, chunk.key, chunk.number, chunk.count,
                           std::move(chunk.sealed)},
         effects);
}

void Session::said(SeatKind from, protocol::Typing&& typing, Effects& effects)
{
    if (stage_ == Stage::talking) tell(peer(from), typing, effects);
}

} // namespace desk
