// The visitor's first HTML from a desk's settings: hours as people read them, contacts without a
// voice first, and nothing that settings could smuggle in.
#include "app/first_page.hpp"

#include "app/first_page_parts.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

namespace {

using namespace app;
using protocol::OpenSpan;
using protocol::Weekday;
using protocol::api::Purpose;

std::string const whole_template = "{{desk_code}}|{{desk_name}}|{{purpose}}|{{lead}}|{{exit}}|"
                                   "{{hours}}|{{contacts}}";

bool has(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

std::string line(std::string const& days, std::string const& times)
{
    return "<li><span class=\"hours-days\">" + days + "</span> <span class=\"hours-times\">" +
           times + "</span></li>\n";
}

std::string list(std::string const& lines)
{
    return "<ul id=\"hours\" class=\"hours\">\n" + lines + "</ul>";
}

} // namespace

TEST_CASE("what the settings say stands in the page, escaped")
{
    auto desk = sample::desk("a1", "窓口 <b>&\"'", Purpose::real);
    desk.settings.lead = "<script>";
    auto const page = rendered(whole_template, desk);
    REQUIRE(page.has_value());
    CHECK(page->starts_with("a1|窓口 &lt;b&gt;&amp;&quot;&#39;|real|&lt;script&gt;|"
                            "https://www.jma.go.jp/|<ul id=\"hours\""));
    desk.settings.exit = "https://www.tenki.jp/?a=1&b=2";
    CHECK(has(*rendered(whole_template, desk), "|https://www.tenki.jp/?a=1&amp;b=2|"));
}

TEST_CASE("a template of another version is refused")
{
    auto const desk = sample::desk("a1", "窓口");
    CHECK(rendered(whole_template + "{{lead}}", desk).has_value()); // twice is fine
    CHECK_FALSE(rendered(whole_template + "{{colour}}", desk).has_value());
    CHECK_FALSE(rendered(whole_template + "{{lead", desk).has_value());
    CHECK_FALSE(rendered("{{desk_code}}|{{desk_name}}", desk).has_value());
}

TEST_CASE("a page about privacy names the desk and has its exit, and knows nothing else")
{
    auto desk = sample::desk("a1", "窓口 <b>");
    desk.settings.exit = "https://www.tenki.jp/?a=1&b=2";
    CHECK(*rendered_about("{{desk_name}}|{{exit}}", desk) ==
          "窓口 &lt;b&gt;|https://www.tenki.jp/?a=1&amp;b=2");
    CHECK_FALSE(rendered_about("{{desk_name}}", desk).has_value());
    CHECK_FALSE(rendered_about("{{desk_name}}|{{exit}}|{{lead}}", desk).has_value());
}

TEST_CASE("days with the same times share a line")
{
    CHECK(hours_html(std::vector<OpenSpan>{{Weekday::monday, "19:00", "23:00"},
                                           {Weekday::tuesday, "19:00", "23:00"},
                                           {Weekday::wednesday, "19:00", "23:00"},
                                           {Weekday::sunday, "19:00", "02:00"},
                                           {Weekday::saturday, "19:00", "02:00"},
                                           {Weekday::sunday, "09:00", "12:30"}}) ==
          list(line("月曜〜水曜", "19:00〜23:00") + line("土曜", "19:00〜翌2:00") +
               line("日曜", "9:00〜12:30、19:00〜翌2:00")));
}

TEST_CASE("days apart are named one by one, around the clock in words")
{
    CHECK(hours_html(std::vector<OpenSpan>{{Weekday::monday, "10:00", "24:00"},
                                           {Weekday::tuesday, "10:00", "24:00"},
                                           {Weekday::friday, "10:00", "24:00"}}) ==
          list(line("月曜・火曜・金曜", "10:00〜24:00")));
    std::vector<OpenSpan> always;
    for (int day = 0; day < 7; ++day)
        always.push_back({static_cast<Weekday>(day), "00:00", "24:00"});
    CHECK(hours_html(always) == list(line("毎日", "24時間")));
    CHECK(hours_html({}) ==
          "<p id=\"hours\" class=\"hours\">受付の時間は、その日ごとに変わります。</p>");
}

TEST_CASE("contacts that need no voice come first, and each says who checked it when")
{
    auto const settings = sample::settings(); // 119 by voice, then NET119
    auto const html = contacts_html(settings.contacts, Purpose::real);
    auto const silent = html.find("<h2 data-text=\"silent\">");
    auto const net119 = html.find("NET119");
    auto const voiced = html.find("<h2 data-text=\"voiced\">");
    auto const fire = html.find("href=\"tel:119\"");
    REQUIRE(fire != std::string::npos);
    CHECK(silent < net119);
    CHECK(net119 < voiced);
    CHECK(voiced < fire);
    CHECK(has(html, "<a class=\"button quiet wide\" href=\"https://www.fdma.go.jp/\" "
                    "rel=\"noreferrer\">ページをひらく</a>"));
    CHECK(has(html, "<p class=\"contact-checked\">見本の管理者 が <time "
                    "datetime=\"2026-11-20\">2026年11月20日</time> に確かめました</p>"));
    CHECK(has(html, "data-kind=\"emergency\" data-voice=\"no\""));
    CHECK_FALSE(has(html, "class=\"sample\""));
    CHECK(has(contacts_html(settings.contacts, Purpose::demo),
              "NET119 <span class=\"sample\">見本</span>"));
    CHECK_FALSE(has(contacts_html(std::vector{sample::net119()}, Purpose::real), "voiced"));
}

TEST_CASE("a contact is escaped, and a number with a # can be called")
{
    auto contact = sample::fire();
    contact.name = "<i>";
    contact.owner = "\"";
    contact.hours = "&";
    contact.text = "'";
    contact.phone = "#71-19";
    contact.address = "https://a.jp/?a&b";
    auto const html = contacts_html(std::vector{contact}, Purpose::demo);
    CHECK(has(html, "<p class=\"contact-name\">&lt;i&gt; <span"));
    CHECK(has(html, "<p class=\"contact-checked\">&quot; が"));
    CHECK(has(html, "<p class=\"contact-hours\">&amp;</p>"));
    CHECK(has(html, "<p class=\"contact-text\">&#39;</p>"));
    CHECK(has(html, "href=\"tel:%237119\">#71-19 に電話する</a>"));
    CHECK(has(html, "href=\"https://a.jp/?a&amp;b\""));
}
