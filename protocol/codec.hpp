// Frames and bodies <-> the structs of messages/ and api.hpp, by the descriptions of these structs:
// adding a message touches nothing here. What is strict about decoding is in README.md; which
// refusal is which, in errc.hpp. Knows neither sockets nor what a message means.
#pragma once

#include "protocol/errc.hpp"
#include "protocol/writing.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace protocol {

// The message that `frame` is, among those of one role and direction: visitor::FromVisitor,
// visitor::ToVisitor and the like for the other roles. `frame` may be any bytes; nothing is thrown.
// In records::Record alone a member that is absent keeps its default: a journal may be older than
// the member.
template <class Messages>
[[nodiscard]] boost::system::result<Messages> decode(std::string_view frame);

// A body of /api/v1, by its struct in api.hpp.
template <class Body>
[[nodiscard]] boost::system::result<Body> decode_body(std::string_view text);

// A message with its `type`, or a body of /api/v1, behind what `text` holds.
template <class Message>
void append_encoded(std::string& text, Message const& message)
{
    text += '{';
    if constexpr (requires { Message::type; }) {
        json::append_member(text, "type", Message::type);
    }
    json::append_members(text, message);
    text += '}';
}

template <class... Message>
void append_encoded(std::string& text, std::variant<Message...> const& message)
{
    std::visit([&](auto const& one) { append_encoded(text, one); }, message);
}

template <class Message>
std::string encode(Message const& message)
{
    std::string text;
    append_encoded(text, message);
    return text;
}

} // namespace protocol
