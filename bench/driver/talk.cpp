#include "bench/driver/talk.hpp"

#include "bench/driver/text.hpp"
#include "protocol/sealed_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bench {

namespace {

// The shortest texts there are: what most words of a chat are padded to.
std::string sealed(std::size_t overhead)
{
    auto bytes = bytes_of(random_name(protocol::sealed_form::smallest_text + overhead));
    bytes[0] = 1; // the version
    return base64url(bytes);
}

std::string const& sealed_word()
{
    static auto const text = sealed(protocol::sealed_form::word_overhead);
    return text;
}

std::string const& sealed_opening()
{
    static auto const text = sealed(protocol::sealed_form::opening_overhead);
    return text;
}

void append_number(std::string& text, std::uint32_t number)
{
    std::array<char, 10> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

std::string frame_text; // reused: one thread

} // namespace

Talk::Talk(Mouth& mouth, std::string load)
    : mouth_(mouth), load_(std::move(load)), stream_(random_name(16))
{
}

void Talk::begin_without_server(std::string_view session)
{
    session_ = session;
    membership_ = 1;
    linked_ = peer_here_ = peer_has_key_ = true;
    make_envelopes();
}

bool Talk::take(std::string_view type, std::string_view frame)
{
    if (type == "word") {
        take_word(frame);
    } else if (type == "received") {
        confirmed_ = std::max(confirmed_, number_behind(frame, R"("number":)"));
        peer_has_key_ = true;
        mouth_.confirmed(confirmed_);
    } else if (type == "started") {
        greeted(frame);
    } else if (type == "members") {
        members(frame);
        say_again();
    } else if (type == "peer_back") {
        peer_here_ = true;
        if (!peer_has_key_) open_for_peer();
    } else if (type == "peer_away") {
        peer_here_ = false;
    } else if (type == "opening_asked") {
        open_for_peer();
    } else if (type == "hold") {
        held_ = true;
    } else if (type == "release") {
        held_ = false;
        say_again();
    } else if (type == "missing") {
        for (auto at = number_behind(frame, R"("number":)"); at <= said_; ++at)
            say_word(at);
    } else {
        return type == "opening" || type == "typing" || type == "guide";
    }
    return true;
}

// The greeting restates everything, so what it does not mention is no longer so.
void Talk::greeted(std::string_view frame)
{
    session_ = text_behind(frame, R"("session":")");
    held_ = false;
    linked_ = true;
    members(frame);
    say_again();
}

void Talk::members(std::string_view frame)
{
    membership_ = number_behind(frame, R"("membership":)");
    std::string_view constexpr begin = R"({"load":")";
    peer_here_ = false;
    for (auto at = frame.find(begin); at != frame.npos; at = frame.find(begin, at + 1)) {
        auto const load = text_behind(frame.substr(at), begin);
        if (load == load_) continue;
        if (load != peer_) peer_has_key_ = false;
        peer_ = load;
        peer_here_ = text_behind(frame.substr(at), R"("present":)").starts_with("true");
    }
    make_envelopes();
    if (peer_here_ && !peer_has_key_) open_for_peer();
}

void Talk::make_envelopes()
{
    before_number_ = R"({"type":"word","session":")" + session_ + R"(","membership":)";
    append_number(before_number_, membership_);
    before_number_ += R"(,"stream":")" + stream_ + R"(","number":)";
    before_confirmed_ = R"({"type":"received","session":")" + session_ + R"(","stream":")";
}

void Talk::open_for_peer()
{
    std::string text = R"({"type":"opening","session":")" + session_ + R"(","membership":)";
    append_number(text, membership_);
    text += R"(,"to":")" + peer_ + R"(","sealed":")" + sealed_opening() + R"("})";
    mouth_.say(text);
}

void Talk::say_again()
{
    for (auto number = confirmed_ + 1; number <= said_; ++number)
        say_word(number);
}

void Talk::word()
{
    ++said_;
    if (linked_ && !held_) say_word(said_);
}

void Talk::say_word(std::uint32_t number)
{
    frame_text = before_number_;
    append_number(frame_text, number);
    frame_text += R"(,"key":1,"sealed":")";
    frame_text += sealed_word();
    frame_text += R"("})";
    mouth_.say(frame_text);
}

// What is there already is confirmed again; for a hole it is asked.
void Talk::take_word(std::string_view frame)
{
    auto const number = number_behind(frame, R"("number":)");
    if (peer_stream_.empty()) peer_stream_ = text_behind(frame, R"("stream":")");
    if (number <= heard_ + 1) {
        to_confirm_ = true;
        if (number <= heard_) return;
        ++heard_;
        return mouth_.heard(number);
    }
    std::string text = R"({"type":"missing","session":")" + session_ + R"(","stream":")" +
                       peer_stream_ + R"(","number":)";
    append_number(text, heard_ + 1);
    mouth_.say(text + "}");
}

void Talk::frames_over()
{
    if (!to_confirm_) return;
    to_confirm_ = false;
    frame_text = before_confirmed_;
    frame_text += peer_stream_;
    frame_text += R"(","number":)";
    append_number(frame_text, heard_);
    frame_text += '}';
    mouth_.say(frame_text);
}

} // namespace bench
