// A message in short words, so that whole effect lists can be compared: "queued 1".
#pragma once

#include "protocol/close_codes.hpp"
#include "protocol/messages/session.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <string>
#include <type_traits>

namespace evening {

template <class Enum>
std::string word_for(Enum value)
{
    return std::string(" ") + boost::describe::enum_to_string(value, "?");
}

template <class Message>
std::string brief(Message const& message)
{
    std::string text(Message::type);
    if constexpr (requires { message.position; }) text += " " + std::to_string(message.position);
    if constexpr (requires { message.wait; })
        if (message.wait)
            text += " wait " + std::to_string(message.wait->p50_minutes) + "-" +
                    std::to_string(message.wait->p90_minutes);
    if constexpr (requires { message.may_not_be_reached; })
        if (message.may_not_be_reached) text += " late";
    if constexpr (requires { message.number; }) text += " " + std::to_string(message.number);
    if constexpr (requires { message.membership; })
        text += " #" + std::to_string(message.membership);
    if constexpr (requires { message.waiting; }) text += " " + std::to_string(message.waiting);
    if constexpr (requires { message.reason; }) text += word_for(message.reason);
    if constexpr (requires { message.intake; }) text += word_for(message.intake);
    if constexpr (requires { message.returning; })
        if (message.returning) text += " returning";
    if constexpr (requires { message.presence; }) text += word_for(message.presence);
    if constexpr (requires { message.lapsed; })
        if (message.lapsed) text += " lapsed";
    if constexpr (requires { message.pause_seconds; })
        if (message.pause_seconds > 0) text += " pause " + std::to_string(message.pause_seconds);
    if constexpr (requires { message.minutes; }) text += " " + std::to_string(message.minutes);
    if constexpr (requires { message.cool_downs; })
        for (auto const& each : message.cool_downs)
            text += word_for(each.reason) + " " + std::to_string(each.left_seconds) +
                    (each.verdict ? word_for(*each.verdict) : "");
    if constexpr (requires { message.within_seconds; })
        text += " " + std::to_string(message.within_seconds);
    if constexpr (std::is_same_v<Message, protocol::Guide>)
        text += " " + std::to_string(message.guide_seconds);
    if constexpr (requires {
                      message.needed;
                      message.counsellors;
                  })
        text += " " + std::to_string(message.staff) + "/" + std::to_string(message.needed);
    if constexpr (requires { message.alarms; })
        for (auto const& alarm : message.alarms)
            text += word_for(alarm.kind);
    return text;
}

inline std::string brief(protocol::CloseCode code)
{
    return boost::describe::enum_to_string(code, "?");
}

} // namespace evening
