// Decoding is compiled once, here, for every role and body; so its cost stays in this file.
#include "protocol/codec.hpp"

#include "protocol/api.hpp"
#include "protocol/desk_settings.hpp"
#include "protocol/json.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"
#include "protocol/reading.hpp"
#include "protocol/records.hpp"

#include <type_traits>
#include <utility>

namespace protocol {
namespace {

boost::system::result<json::Object> parse_object(std::string_view text)
{
    auto value = json::parse(text);
    if (!value) return value.error();
    auto* const object = std::get_if<json::Object>(&value->is);
    if (!object) return errc::not_an_object;
    return std::move(*object);
}

// What is kept on disk is also read by later versions; pages and server always speak the same one.
template <class Messages>
constexpr auto absent =
    std::is_same_v<Messages, records::Record> ? json::Absent::left_as_it_is : json::Absent::refused;

} // namespace

template <class Messages>
boost::system::result<Messages> decode(std::string_view frame)
{
    auto object = parse_object(frame);
    if (!object) return object.error();
    Messages message;
    if (auto const refusal = json::read_message<absent<Messages>>(std::move(*object), message))
        return refusal;
    return message;
}

template <class Body>
boost::system::result<Body> decode_body(std::string_view text)
{
    auto object = parse_object(text);
    if (!object) return object.error();
    Body body;
    if (auto const refusal = json::read_members<json::Absent::refused>(std::move(*object), body))
        return refusal;
    return body;
}

template boost::system::result<visitor::FromVisitor> decode(std::string_view);
template boost::system::result<visitor::ToVisitor> decode(std::string_view);
template boost::system::result<counsellor::FromCounsellor> decode(std::string_view);
template boost::system::result<counsellor::ToCounsellor> decode(std::string_view);
template boost::system::result<supervisor::FromSupervisor> decode(std::string_view);
template boost::system::result<supervisor::ToSupervisor> decode(std::string_view);

template boost::system::result<records::Record> decode(std::string_view);

template boost::system::result<api::SignIn> decode_body(std::string_view);
template boost::system::result<api::Me> decode_body(std::string_view);
template boost::system::result<api::Beacon> decode_body(std::string_view);
template boost::system::result<api::Today> decode_body(std::string_view);
template boost::system::result<api::Refusal> decode_body(std::string_view);

template boost::system::result<DeskSettings> decode_body(std::string_view);
template boost::system::result<DeskDocument> decode_body(std::string_view);

} // namespace protocol
