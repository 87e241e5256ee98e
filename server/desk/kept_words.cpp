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
    auto found = copy_of(word);
    if (!fits(word, found)) {
        make_room(word);
        found = copy_of(word);
        if (!fits(word, found)) return false;
    }
    bytes_ += cost(word);
    if (found != words_.end()) {
        bytes_ -= cost(*found);
        *found = word;
    } else {
        words_.push_back(word);
    }
    return true;
}

KeptWords::Words::iterator KeptWords::copy_of(protocol::Word const& word)
{
    return std::ranges::find_if(words_, [&](protocol::Word const& kept) {
        return kept.stream == word.stream && kept.number == word.number;
    });
}

bool KeptWords::fits(protocol::Word const& word, Words::const_iterator copy) const
{
    auto const freed = copy == words_.end() ? 0 : cost(*copy);
    return bytes_ - freed + cost(word) <= protocol::limits::kept_bytes;
}

void KeptWords::make_room(protocol::Word const& word)
{
    auto const useless = [&](protocol::Word const& kept) { return kept.load != word.load; };
    while (!fits(word, copy_of(word))) {
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
