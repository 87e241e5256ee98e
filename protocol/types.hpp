// The small values that messages are made of: names of loads, streams and sessions, passes, sealed
// words. Pure values: how they look as JSON is codec.hpp's business, what they mean is the desk's.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace protocol {

// Random bytes, mostly a page's, on the wire as unpadded base64url (RFC 4648, section 5). The tag
// keeps a load from being taken for a stream.
template <class Tag, std::size_t Size>
struct RandomName {
    static constexpr std::size_t size = Size;
    std::array<std::uint8_t, Size> bytes{};
    auto operator<=>(RandomName const&) const = default;
};

// One load of a page in a browser. A reload is another load.
using LoadId = RandomName<struct LoadTag, 16>;

// To which others lock what only this load may open: a point of P-256, uncompressed (SEC 1, section
// 2.3.3). The server hands it on and never uses it.
using PublicKey = RandomName<struct PublicKeyTag, 65>;

// One load's words in one session, numbered from 1.
using StreamId = RandomName<struct StreamTag, 16>;

// The secret for one ticket or seat. The page makes it and stores it before it asks for a place, so
// a join whose answer was lost and is asked again is the same place. Never logged: it has no
// formatter.
using Pass = RandomName<struct PassTag, 32>;

// Under which a page locks what it must keep over a reload. Made by the server for one seat of one
// session, told to whoever holds the seat, and kept only in that page's memory. Never logged:
// it has no formatter.
using StorageKey = RandomName<struct StorageKeyTag, 32>;

// What makes a puzzle another one each time. The server's.
using PuzzleSalt = RandomName<struct PuzzleSaltTag, 16>;

// Names a session over all lives of the server: "3-17" on the wire is session 17 of incarnation 3.
struct SessionId {
    std::uint32_t incarnation{};
    std::uint64_t counter{};
    auto operator<=>(SessionId const&) const = default;
};

// A word, an opening or any other text as ciphertext, in base64url as it came. The server never
// looks inside. Its copies share the text, which never changes: what is kept until it is confirmed
// is what was sent. Deliberately without `<<` and without formatter: logging it does not compile.
class Sealed {
public:
    Sealed() = default;
    explicit Sealed(std::string base64url)
        : base64url_(std::make_shared<std::string const>(std::move(base64url)))
    {
    }

    std::string const& base64url() const
    {
        static std::string const nothing;
        return base64url_ ? *base64url_ : nothing;
    }
    std::size_t size() const { return base64url().size(); }
    bool operator==(Sealed const& other) const { return base64url() == other.base64url(); }

private:
    std::shared_ptr<std::string const> base64url_;
};

// The neutral name of a desk in addresses and greetings: 1 to 16 of [a-z0-9], never telling what
// the desk is for.
struct DeskCode {
    std::string value;
    auto operator<=>(DeskCode const&) const = default;
};

} // namespace protocol
