#include "desk/kept_words.hpp"

#include "protocol/limits.hpp"

#include <algorithm>

namespace desk {

namespace {

// What one kept word costs beside its sealed text; a guard against many tiny words.
constexpr std::size_t overhead = 128;

std::size_t cost(protocol::Word const& word)
{
    return word.sealed.size() + overhead;
}

} // namespace

bool KeptWords::keep(protocol::Word const& word)
{
    auto const same = [&](protocol::Word const& kept) {
        return kept.stream == word.stream && kept.number == word.number;
    };
    auto const useless = [&](protocol::Word const& kept) {
        return kept.load != word.load && !same(kept); // a copy keeps its place for the new one
    };
    auto const copy = std::ranges::find_if(words_, same);
    auto const freed = copy == words_.end() ? 0 : cost(*copy);
    while (bytes_ - freed + cost(word) > protocol::limits::kept_bytes) {
        auto const found = std::ranges::find_if(words_, useless);
        if (found == words_.end()) return false;
        bytes_ -= cost(*found);
        words_.erase(found);
    }
    bytes_ = bytes_ - freed + cost(word);
    if (auto const place = std::ranges::find_if(words_, same); place != words_.end())
        *place = word;
    else
        words_.push_back(word);
    return true;
}

void KeptWords::confirm(protocol::StreamId const& stream, std::uint32_t number)
{
    std::erase_if(words_, [&](protocol::Word const& word) {
        auto const confirmed = word.stream == stream && word.number <= number;
        if (confirmed) bytes_ -= cost(word);
        return confirmed;
    });
}

void KeptWords::clear()
{
    words_.clear();
    bytes_ = 0;
}

} // namespace desk
