// The strict parser alone: what is JSON of this protocol, and each refusal of what is not.
#include "protocol/errc.hpp"
#include "protocol/json.hpp"
#include "protocol/limits.hpp"
#include "support/catch.hpp"

#include <string>

using namespace protocol;
using namespace std::string_literals;

namespace {

boost::system::error_code refusal(std::string const& text)
{
    auto const value = json::parse(text);
    return value ? boost::system::error_code{} : value.error();
}

std::string repeated(std::string const& piece, std::size_t times)
{
    std::string text;
    while (times-- > 0)
        text += piece;
    return text;
}

} // namespace

TEST_CASE("the parser takes texts, booleans, whole numbers, lists and objects")
{
    for (auto const* const text : {"true", "4294967295", "0", "\"\"", "[]", "{}", " [1 ,\t2\r\n] ",
                                   R"({"a":[{"b":false}]})"}) {
        INFO(text);
        CHECK_FALSE(refusal(text));
    }
    auto value = json::parse(R"({"a":"\u3053\ud83c\udf3f\n","b":[7]})");
    REQUIRE(value.has_value());
    auto& object = std::get<json::Object>(value->is);
    CHECK(std::get<std::string>(json::find(object, "a")->is) == "こ🌿\n");
    CHECK(std::get<std::uint32_t>(std::get<json::List>(json::find(object, "b")->is).at(0).is) == 7);
    CHECK(json::find(object, "c") == nullptr);
}

TEST_CASE("the parser refuses what is not JSON")
{
    for (auto const& text : {""s,
                             " "s,
                             "{"s,
                             "}"s,
                             "{\"a\"}"s,
                             "{\"a\":}"s,
                             "{a:1}"s,
                             "\"\\ud83c\\udf3f"s,
                             "\"\\\\ud83c"s,
                             "[1,]"s,
                             "{\"a\":1,}"s,
                             "[,1]"s,
                             "'a'"s,
                             "\"a"s,
                             "\"\\x\""s,
                             "\"\\u12g4\""s,
                             "\"\\u12\""s,
                             "tru"s,
                             "True"s,
                             "nul"s,
                             "NaN"s,
                             "Infinity"s,
                             "-Infinity"s,
                             "[01]"s,
                             "+1"s,
                             "1."s,
                             ".5"s,
                             "1e"s,
                             "[0x10]"s,
                             "-"s,
                             "/**/1"s,
                             "// \n1"s,
                             "\"a\nb\""s,
                             "\"a\tb\""s,
                             "\"a\0b\""s,
                             "\0"s,
                             "\xEF\xBB\xBF{}"s}) {
        INFO(text);
        CHECK(refusal(text) == errc::not_json);
    }
}

TEST_CASE("the parser refuses text after the value")
{
    for (auto const& text :
         {"{} {}"s, "{}}"s, "[]]"s, "1 2"s, "01"s, "0x10"s, "true,"s, "{}x"s, "{}\0"s}) {
        INFO(text);
        CHECK(refusal(text) == errc::trailing_text);
    }
}

TEST_CASE("the parser refuses bytes that are not UTF-8")
{
    for (auto const* const bytes :
         {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE3\x81", "\xE0\x80\x80",
          "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x9F\x8C", "\xF4\x90\x80\x80",
          "\xF8\x88\x80\x80\x80", "\xFE", "\xFF", "\x8e\xb4" /* Shift_JIS */}) {
        CHECK(refusal("\""s + bytes + "\"") == errc::bad_utf8);
        CHECK(refusal("{\""s + bytes + "\":1}") == errc::bad_utf8);
        CHECK(refusal(bytes) == errc::bad_utf8);
    }
    CHECK(refusal("\"\xE3\x81") == errc::bad_utf8); // cut within a character
    CHECK_FALSE(refusal("\"\xF4\x8F\xBF\xBF\xEF\xBF\xBF\xED\x9F\xBF\xEE\x80\x80\xC2\x80\""));
}

TEST_CASE("the parser refuses half surrogates")
{
    for (auto const* const text :
         {R"("\ud83c")", R"("\udf3f")", R"("\udf3f\ud83c")", R"("\ud83cx")", R"("\ud83c\n")",
          R"("\ud83c\u0041")", R"("\ud83c\ud83c")", R"({"\udf3f":1})"}) {
        INFO(text);
        CHECK(refusal(text) == errc::lone_surrogate);
    }
}

TEST_CASE("the parser refuses NUL, however it is written")
{
    CHECK(refusal(R"("\u0000")") == errc::nul_character);
    CHECK(refusal(R"("a long text before it\u0000and after it")") == errc::nul_character);
    CHECK(refusal(R"({"a\u0000":1})") == errc::nul_character);
    CHECK_FALSE(refusal(R"("\u0001")"));
    CHECK_FALSE(refusal(R"("\\u0000")"));
}

TEST_CASE("the parser refuses a key given twice, at any level and in any spelling")
{
    CHECK(refusal(R"({"a":1,"a":1})") == errc::duplicate_key);
    CHECK(refusal(R"({"a":1,"b":2,"\u0061":3})") == errc::duplicate_key);
    CHECK(refusal(R"([[{"a":{"b":1,"b":2}}]])") == errc::duplicate_key);
    CHECK(refusal(R"({"":1,"":1})") == errc::duplicate_key);
    CHECK_FALSE(refusal(R"([{"a":1},{"a":1},{"A":{"a":1},"a":2}])"));
}

TEST_CASE("the parser knows only whole numbers of 32 bits without sign")
{
    for (auto const* const text :
         {"4294967296", "-1", "-0", "-1.5", "18446744073709551615", "18446744073709551616",
          "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "1e10", "1e308"}) {
        INFO(text);
        CHECK(refusal(text) == errc::out_of_range);
    }
    for (auto const* const text : {"null", "1.0", "0.5", "1e0", "1E2", "10e-1", "4294967294.5"}) {
        INFO(text);
        CHECK(refusal(text) == errc::mistyped);
    }
    CHECK(refusal("1e999999999999") != boost::system::error_code{});
}

TEST_CASE("the parser keeps to the limits")
{
    SECTION("of a frame")
    {
        auto const rest = limits::frame_bytes - 2;
        CHECK_FALSE(refusal("{}" + std::string(rest, ' ')));
        CHECK(refusal("{}" + std::string(rest + 1, ' ')) == errc::too_long);
        CHECK_FALSE(refusal('"' + std::string(rest, 'x') + '"'));
    }
    SECTION("of nesting")
    {
        auto const depth = limits::json_depth;
        CHECK_FALSE(refusal(repeated("[", depth) + repeated("]", depth)));
        CHECK_FALSE(refusal(repeated(R"({"a":)", depth) + "1" + repeated("}", depth)));
        CHECK(refusal(repeated("[", depth + 1) + repeated("]", depth + 1)) == errc::too_deep);
        CHECK(refusal(repeated(R"({"a":)", depth + 1) + "1" + repeated("}", depth + 1)) ==
              errc::too_deep);
        CHECK(refusal(repeated("[", 10'000)) == errc::too_deep);
    }
    SECTION("of elements")
    {
        auto const others = limits::list_elements - 1;
        CHECK_FALSE(refusal("[" + repeated("1,", others) + "1]"));
        CHECK(refusal("[" + repeated("1,", others + 1) + "1]") == errc::too_many_elements);
    }
    SECTION("of keys")
    {
        std::string text = "{";
        for (std::size_t key = 1; key < limits::list_elements; ++key) {
            text += '"' + std::to_string(key) + "\":1,";
        }
        CHECK_FALSE(refusal(text + R"("last":1})"));
        CHECK(refusal(text + R"("last":1,"more":1})") == errc::too_many_elements);
    }
}
