// How each small value of types.hpp looks as JSON, on the way in.
#include "protocol/reading.hpp"

#include "protocol/base64url.hpp"
#include "protocol/limits.hpp"
#include "protocol/sealed_form.hpp"

#include <algorithm>
#include <charconv>

namespace protocol::json {
namespace {

template <class Type>
error_code take(Value&& value, Type& into)
{
    auto* const found = std::get_if<Type>(&value.is);
    if (!found) return errc::mistyped;
    into = std::move(*found);
    return {};
}

// Decimal, with neither sign nor leading zeros: one number has one text.
template <class Number>
bool read_number(std::string_view digits, Number& into)
{
    if (digits.size() > 1 && digits.front() == '0') return false;
    auto const [end, error] = std::from_chars(digits.begin(), digits.end(), into);
    return error == std::errc{} && end == digits.end();
}

bool in_desk_codes(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

} // namespace

error_code read(Value&& value, bool& into)
{
    return take(std::move(value), into);
}

error_code read(Value&& value, std::uint32_t& into)
{
    return take(std::move(value), into);
}

error_code read(Value&& value, std::string& into)
{
    if (auto const refusal = take(std::move(value), into)) return refusal;
    return into.size() <= limits::text_bytes ? error_code{} : errc::too_long;
}

error_code read(Value&& value, Sealed& into)
{
    std::string text;
    if (auto const refusal = take(std::move(value), text)) return refusal;
    if (text.size() > limits::sealed_characters) return errc::too_long;
    if (text.empty() || !only_base64url(text)) return errc::bad_base64url;
    if (!sealed_form::fits(text)) return errc::bad_sealed;
    into = Sealed(std::move(text));
    return {};
}

error_code read(Value&& value, SessionId& into)
{
    std::string text;
    if (auto const refusal = take(std::move(value), text)) return refusal;
    std::string_view const name = text;
    auto const dash = name.find('-');
    if (dash == std::string_view::npos) return errc::bad_session_id;
    auto const read_both = read_number(name.substr(0, dash), into.incarnation) &&
                           read_number(name.substr(dash + 1), into.counter);
    return read_both ? error_code{} : errc::bad_session_id;
}

error_code read(Value&& value, DeskCode& into)
{
    if (auto const refusal = take(std::move(value), into.value)) return refusal;
    auto const& code = into.value;
    auto const good = !code.empty() && code.size() <= limits::desk_code_characters &&
                      std::ranges::all_of(code, in_desk_codes);
    return good ? error_code{} : errc::bad_desk_code;
}

error_code read_bytes(Value&& value, std::span<std::uint8_t> into)
{
    std::string text;
    if (auto const refusal = take(std::move(value), text)) return refusal;
    return read_base64url(text, into) ? error_code{} : errc::bad_base64url;
}

boost::system::result<std::string> take_type(Object& object)
{
    auto const entry = std::ranges::find(object, "type", &Entry::key);
    if (entry == object.end()) return errc::missing_key;
    std::string type;
    if (auto const refusal = take(std::move(entry->value), type)) return refusal;
    object.erase(entry);
    return type;
}

} // namespace protocol::json
