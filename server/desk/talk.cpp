// The words of an exchange: forwarded at once, kept until confirmed, never looked into.
#include "desk/exchange.hpp"
#include "desk/tell.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using protocol::SeatKind;

// Openings are not kept: whoever (re)appears is sent a new one.
void Exchange::said(SeatKind from, protocol::SendOpening&& opening, Effects& effects)
{
    auto& reader = peer(from);
    if (opening.membership != membership_ || opening.to != reader.load.id ||
        !reader.takes_unkept(opening.sealed.size()))
        return;
    tell(reader, protocol::Opening{id_, at(from).load.id, std::move(opening.sealed)}, effects);
}

// A word of an older membership is dropped: its sender is about to lock it anew. While `held` the
// sender still has it and is asked for it again on `release`; so it may also be let fall.
void Exchange::said(SeatKind from, protocol::SendWord&& sent, Effects& effects)
{
    if (sent.membership != membership_) return;
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

void Exchange::said(SeatKind by, protocol::Received&& received, Effects& effects)
{
    confirm(by, received);
    tell_received(by, std::move(received), effects);
}

std::uint32_t Exchange::confirm(SeatKind by, protocol::Received const& received)
{
    auto& reader = at(by);
    reader.unkept = 0;
    reader.kept.confirm(received.stream, received.number);
    return reader.confirm({received.stream, received.number});
}

void Exchange::tell_received(SeatKind by, protocol::Received&& received, Effects& effects)
{
    auto& reader = at(by);
    tell(peer(by), std::move(received), effects);
    if (reader.held && reader.kept.empty()) {
        reader.held = false;
        tell(peer(by), protocol::Release{id_}, effects);
    }
}

// What the server still keeps it sends itself; the rest only the sender's page has.
void Exchange::said(SeatKind by, protocol::Missing&& missing, Effects& effects)
{
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

void Exchange::said(SeatKind by, protocol::AskOpening&& asked, Effects& effects)
{
    auto const& sender = peer(by);
    if (asked.load != sender.load.id) return;
    at(by).unkept = 0;
    tell(sender, protocol::OpeningAsked{id_, at(by).load.id}, effects);
}

void Exchange::said(SeatKind from, protocol::Typing&& typing, Effects& effects)
{
    tell(peer(from), typing, effects);
}

} // namespace desk
