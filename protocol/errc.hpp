// Why a frame or a body was refused: one value per reason, each with its sentence. A refusal never
// repeats what was received; that may be somebody's words.
#pragma once

#include <boost/describe/enum.hpp>
#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace protocol {

enum class errc {
    not_json = 1,
    too_long,
    too_deep,
    too_many_elements,
    trailing_text,
    bad_utf8,
    lone_surrogate,
    nul_character,
    duplicate_key,
    not_an_object,
    unknown_key,
    missing_key,
    mistyped,
    out_of_range,
    unknown_type,
    unknown_enum_value,
    bad_base64url,
    bad_session_id,
    bad_desk_code,
    bad_sealed,
};
BOOST_DESCRIBE_ENUM(errc, not_json, too_long, too_deep, too_many_elements, trailing_text, bad_utf8,
                    lone_surrogate, nul_character, duplicate_key, not_an_object, unknown_key,
                    missing_key, mistyped, out_of_range, unknown_type, unknown_enum_value,
                    bad_base64url, bad_session_id, bad_desk_code, bad_sealed)

boost::system::error_category const& error_category();

boost::system::error_code make_error_code(errc);

} // namespace protocol

template <>
struct boost::system::is_error_code_enum<protocol::errc> : std::true_type {
};
