// A document of settings: what is accepted, and the sentence for each thing that is wrong with it.
#include "protocol/desk_settings.hpp"

#include "protocol/codec.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

#include <functional>

namespace {

using namespace protocol;
using Sentences = std::vector<std::string>;

// What is said about the good document after this change.
Sentences after(std::function<void(DeskSettings&)> const& change)
{
    auto settings = sample::settings();
    change(settings);
    return faults_in(settings);
}

Sentences about_contact(std::function<void(Contact&)> const& change)
{
    return after([&](DeskSettings& settings) { change(settings.contacts.front()); });
}

Sentences about_hours(std::vector<OpenSpan> hours)
{
    return after([&](DeskSettings& settings) { settings.hours = std::move(hours); });
}

} // namespace

TEST_CASE("a good document has no faults and comes through JSON unchanged")
{
    CHECK(faults_in(sample::settings()) == Sentences{});
    auto const json = encode(sample::settings());
    auto const read = decode_body<DeskSettings>(json);
    REQUIRE(read.has_value());
    CHECK(encode(*read) == json);
    CHECK(faults_in(sample::desk("demo", "窓口")) == Sentences{});
}

TEST_CASE("a desk has a name of at most 64 characters")
{
    auto document = sample::desk("demo", "");
    CHECK(faults_in(document) ==
          Sentences{"the name of the desk has 1 to 64 characters in one line"});
}

TEST_CASE("a cool-down lasts 1 to 30 minutes, or as many as there are when nothing is said")
{
    for (auto const minutes : {1U, 30U})
        CHECK(after([&](auto& settings) { settings.cool_down_minutes = minutes; }) == Sentences{});
    for (auto const minutes : {0U, 31U})
        CHECK(after([&](auto& settings) { settings.cool_down_minutes = minutes; }) ==
              Sentences{"cool_down_minutes is 1 to 30"});
    auto without = sample::settings();
    without.cool_down_minutes.reset();
    CHECK(faults_in(without) == Sentences{});
    CHECK(decode_body<DeskSettings>(encode(without)).has_value());
}

TEST_CASE("the lead is one line of at most 80 characters")
{
    std::string full;
    for (int i = 0; i < 80; ++i)
        full += "あ";
    CHECK(after([&](auto& settings) { settings.lead = full; }) == Sentences{});
    for (auto const& wrong : {std::string(), full + "あ", std::string("a\nb")})
        CHECK(after([&](auto& settings) { settings.lead = wrong; }) ==
              Sentences{"the lead has 1 to 80 characters in one line"});
}

TEST_CASE("hours are HH:MM")
{
    Sentences const unreadable{
        "the hours of friday open at 00:00 to 23:59 and close at 00:00 to 24:00, as HH:MM"};
    for (auto const* const wrong :
         {"", "9:00", "24:01", "25:00", "12:60", "12.00", "ab:cd", "-1:00"}) {
        CHECK(about_hours({{Weekday::friday, "08:00", wrong}}) == unreadable);
        CHECK(about_hours({{Weekday::friday, wrong, "08:00"}}) == unreadable);
    }
    CHECK(about_hours({{Weekday::friday, "24:00", "08:00"}}) == unreadable);
    CHECK(about_hours({{Weekday::friday, "08:00", "08:00"}}) ==
          Sentences{"the hours of friday open and close at the same time; around the clock is "
                    "00:00 to 24:00"});
    CHECK(about_hours({{Weekday::friday, "00:00", "24:00"}}) == Sentences{});
}

TEST_CASE("hours do not overlap, not around midnight or the end of the week either")
{
    CHECK(about_hours({{Weekday::friday, "10:00", "12:00"}, {Weekday::friday, "12:00", "14:00"}}) ==
          Sentences{});
    CHECK(about_hours({{Weekday::friday, "10:00", "12:01"}, {Weekday::friday, "12:00", "14:00"}}) ==
          Sentences{"the hours of friday and the hours of friday overlap"});
    CHECK(
        about_hours({{Weekday::saturday, "01:59", "05:00"}, {Weekday::friday, "21:00", "02:00"}}) ==
        Sentences{"the hours of saturday and the hours of friday overlap"});
    CHECK(about_hours({{Weekday::monday, "01:59", "05:00"}, {Weekday::sunday, "21:00", "02:00"}}) ==
          Sentences{"the hours of monday and the hours of sunday overlap"});
    CHECK(about_hours({{Weekday::monday, "02:00", "05:00"}, {Weekday::sunday, "21:00", "02:00"}}) ==
          Sentences{});
    auto many = std::vector<OpenSpan>(29, {Weekday::friday, "10:00", "12:00"});
    CHECK(about_hours(many).front() == "there are at most 28 spans of hours");
}

TEST_CASE("somebody can be reached without a voice")
{
    Sentences const nobody{"at least one contact can be reached without a voice: who is in danger "
                           "may not be able to speak"};
    CHECK(after([](auto& settings) { settings.contacts = {sample::fire()}; }) == nobody);
    CHECK(after([](auto& settings) { settings.contacts.clear(); }) == nobody);
    CHECK(about_contact([](auto& contact) { contact.needs_voice = false; }) ==
          Sentences{"the contact \"119\": without a voice nobody can use a phone number alone"});
    CHECK(after([](auto& settings) { settings.contacts.assign(9, sample::net119()); }) ==
          Sentences{"there are at most 8 contacts"});
}

TEST_CASE("a contact says how it is reached")
{
    CHECK(about_contact([](auto& contact) { contact.phone.reset(); }) ==
          Sentences{
              "the contact \"119\": there is no phone, address or text that says how to reach it"});
    for (auto const* const right : {"110", "#7119", "0120-783-556", "0120783556"})
        CHECK(about_contact([&](auto& contact) { contact.phone = right; }) == Sentences{});
    for (auto const* const wrong :
         {"", "11", "1#10", "119;a", "-119", "119-", "01207835560120783556 "})
        CHECK(about_contact([&](auto& contact) { contact.phone = wrong; }).size() == 1);
    for (auto const* const right : {"https://www.mhlw.go.jp/mamorouyokokoro/", "https://a.jp?x=1"})
        CHECK(about_contact([&](auto& contact) { contact.address = right; }) == Sentences{});
    for (auto const* const wrong :
         {"", "http://a.jp/", "https://", "https://a", "https://a.jp/\"", "https://a.jp/ b",
          "https://b@a.jp/", "https://a.jp:1/", "https://.a.jp/", "javascript:alert(1)",
          "https://a.jp/<b>", "https://窓口.jp/"})
        CHECK(about_contact([&](auto& contact) { contact.address = wrong; }) ==
              Sentences{"the contact \"119\": an address begins with https://"});
    CHECK(about_contact([](auto& contact) {
              contact.address = "https://a.jp/" + std::string(200, 'a');
          }).size() == 1);
    CHECK(about_contact([](auto& contact) { contact.text = ""; }) ==
          Sentences{"the contact \"119\": its text has 1 to 80 characters in one line"});
}

TEST_CASE("a contact has a name, hours, an owner and the day on which it was checked")
{
    CHECK(about_contact([](auto& contact) { contact.name = ""; }).size() == 1);
    CHECK(about_contact([](auto& contact) { contact.hours = ""; }) ==
          Sentences{"the contact \"119\": its hours has 1 to 64 characters in one line"});
    CHECK(about_contact([](auto& contact) { contact.owner = ""; }).size() == 1);
    for (auto const* const wrong :
         {"", "2026-02-29", "2026-13-01", "2026-1-01", "20261120", "2026/11/20", "2026-11-00"})
        CHECK(about_contact([&](auto& contact) { contact.checked_on = wrong; }) ==
              Sentences{
                  "the contact \"119\": the day on which it was checked is a date, as YYYY-MM-DD"});
}

TEST_CASE("numbers have bounds")
{
    CHECK(after([](auto& settings) { settings.needed_staff = 0; }) == Sentences{});
    CHECK(after([](auto& settings) { settings.needed_staff = 51; }) ==
          Sentences{"needed_staff is 0 to 50"});
    for (auto const wrong : {0U, 4U})
        CHECK(after([&](auto& settings) { settings.most_sessions = wrong; }) ==
              Sentences{"most_sessions is 1 to 3"});
    for (auto const wrong : {0U, 10'001U})
        CHECK(after([&](auto& settings) { settings.line_capacity = wrong; }) ==
              Sentences{"line_capacity is 1 to 10000"});
}

TEST_CASE("the exit is an https address and never a search engine")
{
    CHECK(after([](auto& settings) { settings.exit = "https://www.tenki.jp/"; }) == Sentences{});
    CHECK(after([](auto& settings) { settings.exit = "http://www.jma.go.jp/"; }) ==
          Sentences{"the exit is an https address"});
    for (auto const* const engine :
         {"https://www.google.com/", "https://google.co.jp/maps", "https://search.yahoo.co.jp/",
          "https://www.yahoo.co.jp", "https://duckduckgo.com?q=a", "https://www.bing.com/"})
        CHECK(after([&](auto& settings) { settings.exit = engine; }) ==
              Sentences{"the exit is no search engine: it would offer what was looked for before"});
}

TEST_CASE("every fault is told at once")
{
    CHECK(after([](auto& settings) {
              settings.lead.clear();
              settings.most_sessions = 9;
              settings.exit = "ftp://a.jp/";
          }).size() == 3);
}
