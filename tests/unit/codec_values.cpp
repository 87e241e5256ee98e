// How the small values of types.hpp cross the wire, and that each limit of theirs is exactly where
// limits.hpp says.
#include "protocol/base64url.hpp"
#include "protocol/limits.hpp"
#include "protocol/sealed_form.hpp"
#include "support/catch.hpp"
#include "unit/codec_samples.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <random>

using namespace protocol;
using namespace std::string_literals;

namespace {

constexpr auto name_of_zeros = "AAAAAAAAAAAAAAAAAAAAAA";
auto const key_of_zeros = std::string(87, 'A');

std::string member(std::string const& name, std::string const& text)
{
    return ",\"" + name + "\":\"" + text + '"';
}

std::string refusal(std::string const& frame)
{
    return samples::refusal_name(samples::rewrite<visitor::FromVisitor>(frame));
}

std::string refusal_of_session(std::string const& session)
{
    return refusal(R"({"type":"ask_opening")" + member("session", session) +
                   member("load", name_of_zeros) + '}');
}

std::string refusal_of_load(std::string const& load)
{
    return refusal(R"({"type":"ask_opening","session":"1-1")" + member("load", load) + '}');
}

std::string refusal_of_desk(std::string const& desk)
{
    return refusal(R"({"type":"hello","protocol":6)" + member("desk", desk) +
                   member("load", name_of_zeros) + member("public_key", key_of_zeros) +
                   R"(,"first":true})");
}

// So many bytes, of which only the first says something.
std::string of_version(int version, std::size_t bytes)
{
    std::vector<std::uint8_t> text(bytes, 0x5a);
    text.front() = static_cast<std::uint8_t>(version);
    std::string base64url;
    append_base64url(base64url, text);
    return base64url;
}

std::string refusal_of_sealed(std::string const& sealed)
{
    return refusal(R"({"type":"opening","session":"1-1","membership":1)" +
                   member("to", name_of_zeros) + member("sealed", sealed) + '}');
}

std::string refusal_of_password(std::string const& password)
{
    return samples::refusal_name(samples::rewrite_body<api::SignIn>(
        R"({"name":"sora")" + member("password", password) + '}'));
}

} // namespace

TEST_CASE("a session is named by its incarnation and counter")
{
    auto const message =
        decode<counsellor::FromCounsellor>(R"({"type":"end","session":"3-18446744073709551615"})");
    REQUIRE(message.has_value());
    auto const session = std::get<counsellor::End>(*message).session;
    CHECK(session.incarnation == 3);
    CHECK(session.counter == std::numeric_limits<std::uint64_t>::max());
    CHECK(encode(counsellor::End{{3, 17}}) == R"({"type":"end","session":"3-17"})");

    CHECK(refusal_of_session("0-0") == "accepted");
    CHECK(refusal_of_session("4294967295-1") == "accepted");
    for (auto const* const name :
         {"",       "-",      "3",     "3-",           "-17",
          "03-17",  "3-017",  "00-1",  "+3-17",        "3-+17",
          "3--17",  " 3-17",  "3-17 ", "3-17-1",       "3_17",
          "3.0-17", "0x3-17", "3-1e1", "4294967296-1", "3-18446744073709551616",
          "三-17"}) {
        INFO(name);
        CHECK(refusal_of_session(name) == "bad_session_id");
    }
}

TEST_CASE("the name of a load is 16 bytes in base64url, in one spelling only")
{
    auto const message = decode<visitor::FromVisitor>(
        R"({"type":"ask_opening","session":"1-1","load":"AAECAwQFBgcICQoLDA3-_w"})");
    REQUIRE(message.has_value());
    auto const load = std::get<AskOpening>(*message).load;
    CHECK(load.bytes ==
          std::array<std::uint8_t, 16>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 254, 255});
    CHECK(encode(*message).ends_with(R"("load":"AAECAwQFBgcICQoLDA3-_w"})"));

    CHECK(refusal_of_load(name_of_zeros) == "accepted");
    for (auto const* const name :
         {"", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA",
          "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAB",
          "AAAAAAAAAAAAAAAAAAAAAP", "AAAAAAAAAA+AAAAAAAAAAA", "AAAAAAAAAA/AAAAAAAAAAA",
          "AAAAAAAAAA AAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAあ"}) {
        INFO(name);
        CHECK(refusal_of_load(name) == "bad_base64url");
    }
}

TEST_CASE("base64url gives back what it was given, at every length")
{
    std::mt19937 random(7);
    std::vector<std::uint8_t> bytes;
    for (; bytes.size() <= 64; bytes.push_back(static_cast<std::uint8_t>(random()))) {
        std::string text;
        append_base64url(text, bytes);
        std::vector<std::uint8_t> again(bytes.size());
        CHECK(read_base64url(text, again));
        CHECK(again == bytes);
    }
}

TEST_CASE("base64url has one text for each value")
{
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    auto accepted = 0;
    for (auto const last : alphabet) {
        std::array<std::uint8_t, 1> byte{};
        if (!read_base64url("A"s + last, byte)) continue;
        ++accepted;
        std::string again;
        append_base64url(again, byte);
        CHECK(again == "A"s + last);
    }
    CHECK(accepted == 4); // of 64: the last four bits must be zero
}

TEST_CASE("a desk is named by 1 to 16 small letters and digits")
{
    for (auto const& code : {"a"s, "0"s, "mado1"s, std::string(16, 'z')}) {
        INFO(code);
        CHECK(refusal_of_desk(code) == "accepted");
    }
    for (auto const& code :
         {""s, std::string(17, 'z'), "A"s, "a b"s, "a-b"s, "a_b"s, "é"s, "`"s, "{"s, "/"s, ":"s}) {
        INFO(code);
        CHECK(refusal_of_desk(code) == "bad_desk_code");
    }
}

TEST_CASE("a sealed text is kept as it came, if its version and its size are those of one")
{
    using namespace sealed_form;
    for (auto text = smallest_text; text <= largest_text; text *= 2) {
        for (auto const overhead : {word_overhead, opening_overhead}) {
            CHECK(refusal_of_sealed(of_version(1, text + overhead)) == "accepted");
            CHECK(refusal_of_sealed(of_version(1, text + overhead - 1)) == "bad_sealed");
            CHECK(refusal_of_sealed(of_version(1, text + overhead + 1)) == "bad_sealed");
            for (auto const version : {0, 2, 3, 4, 5, 17, 65, 129, 255})
                CHECK(refusal_of_sealed(of_version(version, text + overhead)) == "bad_sealed");
        }
    }
    CHECK(refusal_of_sealed(of_version(1, 1)) == "bad_sealed");
    CHECK(refusal_of_sealed("A") == "bad_sealed");
    CHECK(refusal_of_sealed(of_version(1, word_overhead)) == "bad_sealed");
    CHECK(refusal_of_sealed(std::string(limits::sealed_characters + 1, 'x')) == "too_long");
    for (auto const* const sealed : {"", "a=", "a+", "a/", "a b", "a.", "こ"}) {
        INFO(sealed);
        CHECK(refusal_of_sealed(sealed) == "bad_base64url");
    }
    auto const sealed = of_version(1, smallest_text + opening_overhead);
    auto const message = decode<visitor::FromVisitor>(
        R"({"type":"opening","session":"1-1","membership":1,"to":"AAAAAAAAAAAAAAAAAAAAAA","sealed":")" +
        sealed + "\"}");
    REQUIRE(message.has_value());
    CHECK(std::get<SendOpening>(*message).sealed == Sealed(sealed));
}

TEST_CASE("a text has at most 256 bytes")
{
    CHECK(refusal_of_password("") == "accepted");
    CHECK(refusal_of_password(std::string(256, 'x')) == "accepted");
    CHECK(refusal_of_password(std::string(257, 'x')) == "too_long");
}

TEST_CASE("a list has at most 32 elements")
{
    Finished finished{{1, 1}, std::vector<StreamMark>(limits::list_elements)};
    CHECK(refusal(encode(finished)) == "accepted");
    finished.last.emplace_back();
    CHECK(refusal(encode(finished)) == "too_many_elements");
}

TEST_CASE("a text is escaped so that it comes back as it was")
{
    std::string text = "「\\\"/\x7F🌿é";
    for (char control = 1; control < 0x20; ++control)
        text += control;
    auto const json = encode(api::SignIn{text, {}});
    CHECK(std::ranges::none_of(json, [](char each) { return each >= 0 && each < 0x20; }));
    auto const again = decode_body<api::SignIn>(json);
    REQUIRE(again.has_value());
    CHECK(again->name == text);
}

TEST_CASE("an optional value is absent, or there, but not null")
{
    auto const hello =
        R"({"type":"hello","protocol":6,"desk":"mado1","load":"AAAAAAAAAAAAAAAAAAAAAA")"s +
        member("public_key", key_of_zeros) + R"(,"first":true)";
    auto const without = decode<visitor::FromVisitor>(hello + '}');
    REQUIRE(without.has_value());
    CHECK_FALSE(std::get<visitor::Hello>(*without).pass);
    CHECK(encode(*without) == hello + '}');

    auto const pass = ",\"pass\":\"" + std::string(43, 'A') + "\"}";
    auto const with = decode<visitor::FromVisitor>(hello + pass);
    REQUIRE(with.has_value());
    CHECK(std::get<visitor::Hello>(*with).pass == Pass{});
    CHECK(encode(*with) == hello + pass);

    CHECK(refusal(hello + R"(,"pass":null})") == "mistyped");
}

TEST_CASE("the members of a message may come in any order, its type too")
{
    CHECK(
        refusal(
            R"({"number":4,"stream":"AAAAAAAAAAAAAAAAAAAAAA","type":"received","session":"3-17"})") ==
        "accepted");
}

TEST_CASE("the largest word and the fullest lists fit into a frame")
{
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    SessionId const session{most, std::numeric_limits<std::uint64_t>::max()};
    Sealed const sealed(of_version(1, sealed_form::largest_text + sealed_form::opening_overhead));
    CHECK(refusal(encode(SendWord{session, most, {}, most, most, sealed})) == "accepted");
    CHECK(encode(Word{session, {}, {}, most, most, sealed}).size() <= limits::frame_bytes);

    std::vector<Member> const members(limits::list_elements, {{}, SeatKind::counsellor, false, {}});
    CHECK(encode(Started{session, std::string(256, 'x'), most, members, most, most, StorageKey{}})
              .size() <= limits::frame_bytes);
    supervisor::StaffTile const tile{
        std::string(256, 'x'), supervisor::Presence::wrapping_up, most, most, most, most};
    std::vector<supervisor::StaffTile> const staff(limits::list_elements, tile);
    supervisor::Place const place{most, supervisor::PlaceState::waiting, most, false, false};
    std::vector<supervisor::Place> const line(limits::list_elements, place);
    supervisor::Overview const overview{visitor::Intake::closed,
                                        most,
                                        most,
                                        most,
                                        most,
                                        most,
                                        most,
                                        most,
                                        most,
                                        most,
                                        false,
                                        staff,
                                        line};
    CHECK(encode(overview).size() <= limits::frame_bytes);
    supervisor::Alarm const alarm{supervisor::AlarmKind::offers_lapsed, std::string(256, 'x')};
    CHECK(encode(supervisor::Alarms{{limits::list_elements, alarm}}).size() <= limits::frame_bytes);
}

TEST_CASE("every refusal has a sentence of its own")
{
    std::vector<std::string> sentences;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<errc>>(
        [&](auto reason) { sentences.push_back(make_error_code(reason.value).message()); });
    CHECK(std::ranges::find(sentences, "an unknown refusal") == sentences.end());
    std::ranges::sort(sentences);
    CHECK(std::ranges::adjacent_find(sentences) == sentences.end());
    CHECK(make_error_code(static_cast<errc>(sentences.size() + 1)).message() ==
          "an unknown refusal");
}
