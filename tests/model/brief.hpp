// A message in a few words, for a story that people read.
#pragma once

#include <string>
#include <variant>

namespace model {

template <class Message>
std::string brief(Message const& message)
{
    std::string text(Message::type);
    if constexpr (requires { message.session.counter; })
        text += " in session " + std::to_string(message.session.counter);
    if constexpr (requires { message.number; }) text += ' ' + std::to_string(message.number);
    if constexpr (requires { message.membership; })
        text += " #" + std::to_string(message.membership);
    if constexpr (requires { message.taken; }) text += ' ' + std::to_string(message.taken);
    if constexpr (requires { message.ticket; }) text += ' ' + std::to_string(message.ticket);
    if constexpr (requires { message.guide_seconds; })
        text += " guide " + std::to_string(message.guide_seconds);
    if constexpr (requires { message.sessions_at_once; })
        text += " choice " + std::to_string(static_cast<int>(message.choice)) + " up to " +
                std::to_string(message.sessions_at_once);
    if constexpr (requires { message.heavy; })
        if (message.heavy) text += " heavy";
    if constexpr (requires { message.protocol; })
        text += " protocol " + std::to_string(message.protocol);
    if constexpr (requires { message.pass.bytes; })
        text += " with pass " + std::to_string(message.pass.bytes.front());
    else if constexpr (requires { message.pass; })
        text += message.pass ? " with pass " + std::to_string(message.pass->bytes.front())
                             : " without pass";
    if constexpr (requires { message.last; })
        for (auto const& mark : message.last)
            text += ' ' + std::to_string(mark.number);
    if constexpr (requires { message.sealed; })
        text += " (" + std::to_string(message.sealed.size()) + " characters)";
    return text;
}

template <class... Message>
std::string brief(std::variant<Message...> const& message)
{
    return std::visit([](auto const& one) { return brief(one); }, message);
}

} // namespace model
