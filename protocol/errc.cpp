// The sentences of the refusals, for logs and for tests. People on the pages never read them.
#include "protocol/errc.hpp"

#include <string>

namespace protocol {
namespace {

char const* sentence(errc code)
{
    switch (code) {
    case errc::not_json: return "the text is not JSON";
    case errc::too_long: return "the frame or one of its texts is longer than its limit";
    case errc::too_deep: return "arrays and objects are nested deeper than any message";
    case errc::too_many_elements: return "an array or object has more elements than any message";
    case errc::trailing_text: return "something follows the JSON value";
    case errc::bad_utf8: return "the text is not UTF-8";
    case errc::lone_surrogate: return "an escape names half of a surrogate pair";
    case errc::nul_character: return "a text or key contains the character NUL";
    case errc::duplicate_key: return "an object has the same key twice";
    case errc::not_an_object: return "the JSON value is not an object";
    case errc::unknown_key: return "an object has a key that this message does not have";
    case errc::missing_key: return "an object lacks a key that this message must have";
    case errc::mistyped: return "a value is of another JSON type than its key asks for";
    case errc::out_of_range: return "a number is negative or larger than its key allows";
    case errc::unknown_type: return "this role has no message of this type";
    case errc::unknown_enum_value: return "a value is none of the names its key allows";
    case errc::bad_base64url: return "a value is not base64url of the length its key asks for";
    case errc::bad_session_id: return "a session is not named by two numbers, as in 3-17";
    case errc::bad_desk_code: return "a desk is not named by 1 to 16 small letters and digits";
    case errc::bad_sealed: return "a text is not locked in the form of version 1";
    }
    return "an unknown refusal";
}

class ErrorCategory final : public boost::system::error_category {
public:
    char const* name() const noexcept override { return "protocol"; }
    std::string message(int value) const override { return sentence(static_cast<errc>(value)); }
};

} // namespace

boost::system::error_category const& error_category()
{
    static ErrorCategory const category;
    return category;
}

boost::system::error_code make_error_code(errc code)
{
    return {static_cast<int>(code), error_category()};
}

} // namespace protocol
