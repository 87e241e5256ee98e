// How each small value of types.hpp looks as JSON, on the way out.
#include "protocol/writing.hpp"

#include "protocol/base64url.hpp"

namespace protocol::json {
namespace {

void append_escaped(std::string& text, char character)
{
    static constexpr std::string_view hexadecimal = "0123456789abcdef";
    auto const code = static_cast<unsigned char>(character);
    if (code >= 0x20) {
        text.append(1, '\\').append(1, character);
    } else {
        text.append("\\u00").append(1, hexadecimal[code >> 4]).append(1, hexadecimal[code & 15]);
    }
}

} // namespace

void append(std::string& text, std::uint32_t value)
{
    text += std::to_string(value);
}

void append(std::string& text, std::string_view value)
{
    text += '"';
    for (auto const character : value) {
        auto const plain =
            static_cast<unsigned char>(character) >= 0x20 && character != '"' && character != '\\';
        if (plain) {
            text += character;
        } else {
            append_escaped(text, character);
        }
    }
    text += '"';
}

// The alphabet of base64url needs no escapes.
void append(std::string& text, Sealed const& value)
{
    text.append(1, '"').append(value.base64url()).append(1, '"');
}

void append(std::string& text, SessionId const& value)
{
    text.append(1, '"').append(std::to_string(value.incarnation)).append(1, '-');
    text.append(std::to_string(value.counter)).append(1, '"');
}

void append(std::string& text, DeskCode const& value)
{
    append(text, std::string_view(value.value));
}

void append_bytes(std::string& text, std::span<std::uint8_t const> value)
{
    text += '"';
    append_base64url(text, value);
    text += '"';
}

} // namespace protocol::json
