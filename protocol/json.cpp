// Boost.JSON reads the syntax; our own receiver of its findings is needed because
// boost::json::parse keeps the last of duplicate keys silently and knows no bound on elements.
#include "protocol/json.hpp"

#include "protocol/errc.hpp"
#include "protocol/limits.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/locale/utf.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace protocol::json {
namespace {

using boost::system::error_code;

// Receives what the parser finds and builds a Value. The names and signatures of the on_ functions
// are those that boost::json::basic_parser calls; false stops it with the error given.
class Builder {
public:
    static constexpr std::size_t max_array_size = limits::list_elements;
    static constexpr std::size_t max_object_size = limits::list_elements;
    static constexpr std::size_t max_string_size = limits::frame_bytes;
    static constexpr std::size_t max_key_size = limits::frame_bytes;

    Value&& value() { return std::move(root_); }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code&)
    {
        Object object;
        if (open_.empty()) object.reserve(usual_members); // the message itself
        return begin({std::move(object)});
    }
    bool on_object_end(std::size_t, error_code&) { return end(); }
    bool on_array_begin(error_code&) { return begin({List{}}); }
    bool on_array_end(std::size_t, error_code&) { return end(); }

    bool on_key_part(std::string_view part, std::size_t, error_code& refusal)
    {
        return collect(part, refusal);
    }

    bool on_key(std::string_view part, std::size_t, error_code& refusal)
    {
        if (!collect(part, refusal)) return false;
        if (find(std::get<Object>(open_.back().value.is), text_)) {
            refusal = errc::duplicate_key;
            return false;
        }
        open_.back().key = std::exchange(text_, {});
        return true;
    }

    bool on_string_part(std::string_view part, std::size_t, error_code& refusal)
    {
        return collect(part, refusal);
    }

    bool on_string(std::string_view part, std::size_t, error_code& refusal)
    {
        return collect(part, refusal) && place({std::exchange(text_, {})});
    }

    bool on_number_part(std::string_view, error_code&) { return true; }

    bool on_int64(std::int64_t number, std::string_view digits, error_code& refusal)
    {
        if (digits.starts_with('-')) return on_double(-1, digits, refusal); // -0 as well
        return on_uint64(static_cast<std::uint64_t>(number), digits, refusal);
    }

    bool on_uint64(std::uint64_t number, std::string_view, error_code& refusal)
    {
        if (number <= largest_number) return place({static_cast<std::uint32_t>(number)});
        refusal = errc::out_of_range;
        return false;
    }

    bool on_double(double number, std::string_view, error_code& refusal)
    {
        refusal = number < 0 || number > largest_number ? errc::out_of_range : errc::mistyped;
        return false;
    }

    bool on_bool(bool truth, error_code&) { return place({truth}); }

    bool on_null(error_code& refusal)
    {
        refusal = errc::mistyped;
        return false;
    }

    bool on_comment_part(std::string_view, error_code&) { return true; }
    bool on_comment(std::string_view, error_code&) { return true; }

private:
    static constexpr auto largest_number = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t usual_members = 7; // of a word, which is what comes most

    // A list or object that has begun, and the key that waits for its value.
    struct Open {
        Value value;
        std::string key;
    };

    bool collect(std::string_view part, error_code& refusal)
    {
        if (part.find('\0') != std::string_view::npos) {
            refusal = errc::nul_character;
            return false;
        }
        text_.append(part);
        return true;
    }

    bool begin(Value empty)
    {
        open_.push_back({std::move(empty), {}});
        return true;
    }

    bool end()
    {
        Value done = std::move(open_.back().value);
        open_.pop_back();
        return place(std::move(done));
    }

    bool place(Value value)
    {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (auto& [around, key] = open_.back();
                   auto* const list = std::get_if<List>(&around.is)) {
            list->push_back(std::move(value));
        } else {
            std::get<Object>(around.is).push_back({std::move(key), std::move(value)});
        }
        return true;
    }

    Value root_;
    std::vector<Open> open_;
    std::string text_; // the text or key that is being read
};

bool is_utf8(std::string_view text)
{
    for (auto const* at = text.begin(); at != text.end();) {
        auto const character = boost::locale::utf::utf_traits<char>::decode(at, text.end());
        if (!boost::locale::utf::is_valid_codepoint(character)) return false;
    }
    return true;
}

// Whether `text` begins with the escape of half a surrogate pair, \uD800 to \uDFFF, whose third
// digit is one of these.
bool begins_with_half(std::string_view text, std::string_view third_digits)
{
    return text.size() >= 6 && text.starts_with("\\u") && (text[2] == 'd' || text[2] == 'D') &&
           third_digits.find(text[3]) != std::string_view::npos;
}

bool has_lone_surrogate(std::string_view text)
{
    static constexpr std::string_view leading = "89abAB";
    static constexpr std::string_view trailing = "cdefCDEF";
    while (true) {
        text.remove_prefix(std::min(text.find('\\'), text.size()));
        if (text.empty() || begins_with_half(text, trailing)) return !text.empty();
        auto const leads = begins_with_half(text, leading);
        if (leads && !begins_with_half(text.substr(6), trailing)) return true;
        text.remove_prefix(std::min(text.size(), leads ? std::size_t{12} : std::size_t{2}));
    }
}

// The parser's own errors in our words. It says `syntax` of so much that we look again.
errc refusal_of(error_code const& error, std::string_view text)
{
    if (error == boost::json::error::too_deep) return errc::too_deep;
    if (error == boost::json::error::array_too_large) return errc::too_many_elements;
    if (error == boost::json::error::object_too_large) return errc::too_many_elements;
    if (!is_utf8(text)) return errc::bad_utf8;
    return has_lone_surrogate(text) ? errc::lone_surrogate : errc::not_json;
}

} // namespace

boost::system::result<Value> parse(std::string_view text)
{
    if (text.size() > limits::frame_bytes) return errc::too_long;

    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    boost::json::basic_parser<Builder> parser(options);
    error_code error;
    auto const used = parser.write_some(false, text.data(), text.size(), error);
    if (error.category() == error_category()) return error;
    if (error) return refusal_of(error, text);
    if (used < text.size()) return errc::trailing_text;
    return parser.handler().value();
}

Value* find(Object& object, std::string_view key)
{
    auto const found = std::ranges::find(object, key, &Entry::key);
    return found == object.end() ? nullptr : &found->value;
}

} // namespace protocol::json
