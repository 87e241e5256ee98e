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
    make_room(word.load, cost(word));
    auto const same = [&](protocol::Word const& kept) {
        return kept.stream == word.stream && kept.number == word.number;
    };
    auto const found = std::ranges::find_if(words_, same);
    auto const freed = found == words_.end() ? 0 : cost(*found);
    if (bytes_ - freed + cost(word) > protocol::limits::kept_bytes) return false;
    bytes_ = bytes_ - freed + cost(word);
    if (found != words_.end())
        *found = word;
    else
        words_.push_back(word);
    return true;
}

void KeptWords::make_room(protocol::LoadId const& load, std::size_t bytes)
{
    auto const useless = [&](protocol::Word const& word) { return word.load != load; };
    while (bytes_ + bytes > protocol::limits::kept_bytes) {
        auto const found = std::ranges::find_if(words_, useless);
        if (found == words_.end()) return;
        bytes_ -= cost(*found);
        words_.erase(found);
    }
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
