#include "model/exchange.hpp"

#include <algorithm>
#include <utility>

namespace model {

using namespace protocol;

Exchange::Exchange(Safe& safe, SessionId session, LoadId load, std::vector<Kept> leftovers)
    : safe_(safe), session_(session), load_(load), kept_(std::move(leftovers))
{
    stream_.bytes = load.bytes;
    stream_.bytes.back() = static_cast<std::uint8_t>(session.counter);
    for (auto& word : kept_)
        word.sent = false;
}

// The greeting restates everything: what it does not mention is no longer so.
void Exchange::hear(Started const& started)
{
    stage_ = Stage::talking;
    held_ = false;
    asked_ = 0;
    for (auto const& [stream, known] : streams_)
        if (known.next > 1) to_confirm_.insert(stream);
    set_members(started.membership, started.members);
}

void Exchange::hear(Members const& changed)
{
    set_members(changed.membership, changed.members);
}

void Exchange::set_members(std::uint32_t membership, std::vector<Member> const& members)
{
    membership_ = membership;
    for (auto const& member : members) {
        if (member.load == load_) continue;
        peer_ = member.load;
        peer_here_ = member.present;
        holder_ = member.holder.value_or(1);
    }
    // What was said for another counsellor could not be sent.
    std::erase_if(kept_, [&](auto const& word) { return word.holder != holder_; });
    if (peer_ != locked_for_) {
        ++key_;
        locked_for_ = peer_;
    }
    opening_due_ = peer_here_;
    send_all_again();
}

void Exchange::send_all_again()
{
    for (auto& word : kept_)
        word.sent = false;
    send();
}

void Exchange::send()
{
    if (stage_ == Stage::ended) return;
    if (std::exchange(opening_due_, false)) send_opening();
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        auto& word = kept_[i];
        if (word.sent) continue;
        if (held_ && i >= asked_) break;
        word.sent = true;
        auto sealed =
            safe_.lock({load_, peer_, key_, word.stream, word.number, word.order}, word.size);
        said_.push_back(
            SendWord{session_, membership_, word.stream, word.number, key_, std::move(sealed)});
    }
}

// Says where each stream begins: behind all that is confirmed.
void Exchange::send_opening()
{
    Content content{load_, peer_, key_, stream_, last_number_ + 1, 0};
    for (auto const& word : kept_) {
        if (word.stream == stream_) {
            content.number = std::min(content.number, word.number);
        } else if (content.leftovers.empty() || content.leftovers.back().stream != word.stream) {
            content.leftovers.push_back({word.stream, word.number, word.number});
        } else {
            content.leftovers.back().last = word.number;
        }
    }
    said_.push_back(SendOpening{session_, membership_, peer_, safe_.lock(std::move(content), 64)});
}

void Exchange::say(std::uint32_t order, std::size_t size)
{
    constexpr std::size_t page_words = 200; // then the composer says so
    if (stage_ != Stage::talking || kept_.size() >= page_words) return;
    kept_.push_back({stream_, ++last_number_, order, size, false, holder_});
    send();
}

void Exchange::leave_seat()
{
    stage_ = Stage::ended;
    kept_.clear();
    unopened_.clear();
    said_.clear();
}

void Exchange::hear(Received const& received)
{
    std::erase_if(kept_, [&](auto const& word) {
        auto const confirmed = word.stream == received.stream && word.number <= received.number;
        if (confirmed) delivered_.push_back(word.order);
        return confirmed;
    });
}

void Exchange::hear(Missing const& missing)
{
    auto const first = std::ranges::find_if(kept_, [&](auto const& word) {
        return word.stream == missing.stream && word.number >= missing.number;
    });
    if (first == kept_.end() || first->number != missing.number) opening_due_ = peer_here_;
    for (auto word = first; word != kept_.end(); ++word)
        word->sent = false;
    asked_ = kept_.size();
    send();
}

void Exchange::hear(OpeningAsked const& asked)
{
    if (asked.load != peer_) return;
    opening_due_ = true;
    send();
}

// The server sends by itself what it kept.
void Exchange::hear(PeerBack const& back)
{
    if (back.load != peer_) return;
    peer_here_ = true;
    opening_due_ = true;
    send();
}

void Exchange::hear(Release const&)
{
    held_ = false;
    send_all_again();
}

void Exchange::hear(Ending const&)
{
    stage_ = Stage::ending;
    std::map<StreamId, std::uint32_t> last;
    for (auto const& word : kept_)
        last[word.stream] = word.number;
    Finished finished{session_, {}};
    for (auto const& [stream, number] : last)
        finished.last.push_back({stream, number});
    said_.push_back(std::move(finished));
}

void Exchange::hear(Opening const& opening)
{
    if (opening.load != peer_) return; // of a load that was a member before
    auto const* const content = safe_.open(opening.sealed, load_);
    unreadable_ = unreadable_ || content == nullptr;
    if (content == nullptr) return;
    keys_.emplace(opening.load, content->key);
    openings_.insert_or_assign(opening.load, *content);
    begin(content->stream, content->number);
    for (auto const& leftover : content->leftovers) {
        begin(leftover.stream, leftover.first);
        auto& stream = streams_[leftover.stream];
        stream.seen = std::max(stream.seen, leftover.last);
    }
    try_unopened();
}

void Exchange::begin(StreamId const& stream, std::uint32_t first)
{
    auto const [known, fresh] = streams_.try_emplace(stream, Stream{first, first - 1});
    if (!fresh) known->second.next = std::max(known->second.next, first);
}

void Exchange::hear(Word const& word)
{
    auto const known = streams_.find(word.stream);
    if (known != streams_.end() && word.number < known->second.next) {
        to_confirm_.insert(word.stream); // its writer has not heard yet that it was shown
    } else if (!keys_.contains({word.load, word.key})) {
        if (unopened_.size() < 200) unopened_.push_back(word);
        said_.push_back(AskOpening{session_, word.load});
    } else if (known != streams_.end()) {
        auto& stream = known->second;
        stream.seen = std::max(stream.seen, word.number);
        if (word.number == stream.next && !waits_for_leftovers(word)) return show(word);
        said_.push_back(Missing{session_, word.stream, stream.next});
    }
}

// What was said before a reload is shown before what was said after it.
bool Exchange::waits_for_leftovers(Word const& word) const
{
    auto const opening = openings_.find(word.load);
    if (opening == openings_.end()) return false;
    for (auto const& leftover : opening->second.leftovers) {
        if (leftover.stream == word.stream) return false;
        if (streams_.at(leftover.stream).next <= leftover.last) return true;
    }
    return false;
}

void Exchange::show(Word const& word)
{
    auto const* const content = safe_.open(word.sealed, load_);
    unreadable_ = unreadable_ || content == nullptr;
    if (content == nullptr) return;
    ++streams_.at(word.stream).next;
    to_confirm_.insert(word.stream);
    shown_.push_back(*content);
}

void Exchange::try_unopened()
{
    auto const waiting = std::exchange(unopened_, {});
    for (auto const& word : waiting) {
        if (keys_.contains({word.load, word.key}))
            hear(word);
        else
            unopened_.push_back(word);
    }
}

void Exchange::confirm()
{
    for (auto const& stream : std::exchange(to_confirm_, {}))
        said_.push_back(Received{session_, stream, streams_.at(stream).next - 1});
}

void Exchange::time_passes()
{
    if (stage_ == Stage::ended || !peer_here_) return;
    for (auto const& [name, stream] : streams_)
        if (stream.next <= stream.seen) said_.push_back(Missing{session_, name, stream.next});
    for (auto const& word : unopened_) {
        if (word.load != peer_) continue;
        said_.push_back(AskOpening{session_, word.load});
        break;
    }
}

} // namespace model
