// What is inside of sealed texts, for a world without cryptography: a text names its content, and
// only the load that it was locked for can open it.
#pragma once

#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace model {

struct Leftover {
    protocol::StreamId stream;
    std::uint32_t first{};
    std::uint32_t last{};
};

// An opening (its key, where its stream begins, leftovers) or a word (its name, and which of all
// words of its writer in the session it is).
struct Content {
    protocol::LoadId by;
    protocol::LoadId to;
    std::uint32_t key{};
    protocol::StreamId stream;
    std::uint32_t number{};
    std::uint32_t order{};
    std::vector<Leftover> leftovers{};
};

class Safe {
public:
    protocol::Sealed lock(Content content, std::size_t size)
    {
        contents_.push_back(std::move(content));
        auto text = std::to_string(contents_.size());
        text.resize(std::max(text.size() + 1, size), 'A');
        return protocol::Sealed(std::move(text));
    }

    // nullptr when it is not locked for this load, or is nothing that was ever locked.
    Content const* open(protocol::Sealed const& sealed, protocol::LoadId const& load) const
    {
        std::size_t number = 0;
        for (auto const digit : sealed.base64url()) {
            if (digit < '0' || digit > '9' || number > contents_.size()) break;
            number = number * 10 + static_cast<std::size_t>(digit - '0');
        }
        if (number == 0 || number > contents_.size()) return nullptr;
        auto const& content = contents_[number - 1];
        return content.to == load ? &content : nullptr;
    }

private:
    std::deque<Content> contents_;
};

} // namespace model
