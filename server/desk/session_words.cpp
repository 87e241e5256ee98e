// What is said in a session and in no thread: it is counted, and what was said before a page came
// is brought to it.
#include "desk/session.hpp"
#include "desk/tell.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using protocol::SeatKind;

void Session::said(SeatKind from, protocol::SendWord&& sent, Effects& effects)
{
    if (from == SeatKind::visitor) visitor_spoke_ = true;
    Exchange::said(from, std::move(sent), effects);
}

void Session::said(SeatKind by, protocol::Received&& received, Effects& effects)
{
    if (by == SeatKind::counsellor && received.number > 0) visitor_spoke_ = true;
    count(peer(by), confirm(by, received), effects);
    tell_received(by, std::move(received), effects);
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
    if (!engaged_ && std::min(visitor().turns, counsellor().turns) >= turns_of_each) {
        engaged_ = true;
        effects.push_back(Record{protocol::records::SessionEngaged{id_}});
    }
}

// History is not kept: its reader asks for one chunk after the other.
void Session::said(SeatKind by, protocol::AskHistory&& asked, Effects& effects)
{
    auto const& sender = peer(by);
    if (asked.load != sender.load.id) return;
    at(by).unkept = 0;
    tell(sender, protocol::HistoryAsked{id_, at(by).load.id, asked.number}, effects);
}

void Session::said(SeatKind from, protocol::SendHistory&& chunk, Effects& effects)
{
    auto& reader = peer(from);
    if (chunk.membership != membership_ || chunk.to != reader.load.id ||
        !reader.takes_unkept(chunk.sealed.size()))
        return;
    tell(reader,
         protocol::History{id_, at(from).load.id, chunk.key, chunk.number, chunk.count,
                           std::move(chunk.sealed)},
         effects);
}

void Session::said(SeatKind from, protocol::Typing&& typing, Effects& effects)
{
    if (stage_ == Stage::talking) Exchange::said(from, std::move(typing), effects);
}

} // namespace desk
