// Sealed words on their way to one page that has not confirmed them, in order, within a bound.
// They are locked for the load they were sent to: when another load takes the seat they are useless
// and dropped, and their sender locks them anew.
#pragma once

#include "protocol/messages/session.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace desk {

class KeptWords {
public:
    bool empty() const { return words_.empty(); }
    std::vector<protocol::Word> const& words() const { return words_; }

    // Keeps the word, in place of an earlier copy under the same name. Words that another load of
    // the sender has locked make room first: their key may never come, and who holds the seat now
    // locks them anew. False when the bound does not allow it even so.
    [[nodiscard]] bool keep(protocol::Word const& word);

    // The page has shown this stream up to `number`.
    void confirm(protocol::StreamId const& stream, std::uint32_t number);

    void clear();

private:
    std::vector<protocol::Word> words_;
    std::size_t bytes_{};
};

} // namespace desk
