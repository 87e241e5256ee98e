#include "app/first_page_parts.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace app {

namespace {

using protocol::Contact;
using protocol::ContactKind;
using protocol::OpenSpan;

constexpr std::array day_names{"月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"};
constexpr std::size_t days = day_names.size();
using OnDays = std::array<bool, days>;

// "09:00" as people write it.
std::string plain_time(std::string const& time)
{
    return time.starts_with('0') ? time.substr(1) : time;
}

std::string times_of(OpenSpan const& span)
{
    if (span.opens == "00:00" && span.closes == "24:00") return "24時間";
    auto const next_day = span.closes <= span.opens; // HH:MM sorts like the time it is
    return plain_time(span.opens) + "〜" + (next_day ? "翌" : "") + plain_time(span.closes);
}

std::array<std::string, days> times_by_day(std::span<OpenSpan const> spans)
{
    std::vector<OpenSpan> in_order(spans.begin(), spans.end());
    std::ranges::sort(in_order, {}, &OpenSpan::opens);
    std::array<std::string, days> times;
    for (auto const& span : in_order) {
        auto& text = times[static_cast<std::size_t>(span.weekday)];
        text += (text.empty() ? "" : "、") + times_of(span);
    }
    return times;
}

// Three days and more in a row are named by the first and the last.
std::string names_of(OnDays const& on)
{
    if (std::ranges::all_of(on, std::identity())) return "毎日";
    std::string names;
    for (std::size_t day = 0; day < days; ++day) {
        if (!on[day]) continue;
        auto last = day;
        while (last + 1 < days && on[last + 1])
            ++last;
        names += (names.empty() ? "" : "・") + std::string(day_names[day]);
        if (last - day < 2) continue;
        names += "〜" + std::string(day_names[last]);
        day = last;
    }
    return names;
}

std::string paragraph(std::string_view name, std::string const& inner)
{
    return "<p class=\"contact-" + std::string(name) + "\">" + inner + "</p>\n";
}

std::string link(std::string const& to, std::string const& text, std::string_view more)
{
    return "<a class=\"button quiet wide\" href=\"" + to + "\"" + std::string(more) + ">" + text +
           "</a>";
}

std::string phone_link(std::string const& phone)
{
    std::string to = "tel:";
    for (auto const c : phone) {
        if (c == '#')
            to += "%23";
        else if (c != '-')
            to += c;
    }
    return link(to, escaped_html(phone) + " に電話する", "");
}

std::string_view kind_name(ContactKind kind)
{
    switch (kind) {
    case ContactKind::emergency: return "命の危険があるとき";
    case ContactKind::crisis: return "気持ちがとてもつらいとき";
    case ContactKind::consultation: return "相談先";
    }
    return {};
}

// "2026-11-20" as "2026年11月20日".
std::string date_text(std::string const& date)
{
    auto const without_zero = [](std::string const& two) {
        return two.starts_with('0') ? two.substr(1) : two;
    };
    return date.substr(0, 4) + "年" + without_zero(date.substr(5, 2)) + "月" +
           without_zero(date.substr(8, 2)) + "日";
}

std::string entry(Contact const& contact, protocol::api::Purpose purpose)
{
    std::string const mark =
        purpose == protocol::api::Purpose::demo ? " <span class=\"sample\">見本</span>" : "";
    std::string html = "<li class=\"contact\" data-kind=\"" +
                       std::string(boost::describe::enum_to_string(contact.kind, "")) +
                       "\" data-voice=\"" + (contact.needs_voice ? "yes" : "no") + "\">\n";
    html += paragraph("name", escaped_html(contact.name) + mark);
    html += paragraph("kind", std::string(kind_name(contact.kind)));
    if (contact.text) html += paragraph("text", escaped_html(*contact.text));
    if (contact.address)
        html += paragraph(
            "link", link(escaped_html(*contact.address), "ページをひらく", " rel=\"noreferrer\""));
    if (contact.phone) html += paragraph("phone", phone_link(*contact.phone));
    html += paragraph("hours", escaped_html(contact.hours));
    html += paragraph("checked", escaped_html(contact.owner) + " が <time datetime=\"" +
                                     contact.checked_on + "\">" + date_text(contact.checked_on) +
                                     "</time> に確かめました");
    return html + "</li>\n";
}

enum class Voice : std::uint8_t { needless, needed };

std::string group(std::span<Contact const> contacts, protocol::api::Purpose purpose, Voice voice)
{
    std::string entries;
    for (auto const& contact : contacts)
        if (contact.needs_voice == (voice == Voice::needed)) entries += entry(contact, purpose);
    if (entries.empty()) return {};
    auto const* const heading = voice == Voice::needed
                                    ? "<h2 data-text=\"voiced\">声で話せるとき</h2>\n"
                                    : "<h2 data-text=\"silent\">声を出せないとき</h2>\n";
    return heading + std::string("<ul class=\"contact-list\">\n") + entries + "</ul>\n";
}

} // namespace

std::string escaped_html(std::string_view text)
{
    std::string html;
    for (auto const c : text) {
        switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        default: html += c;
        }
    }
    return html;
}

std::string hours_html(std::span<OpenSpan const> spans)
{
    if (spans.empty())
        return "<p id=\"hours\" class=\"hours\">受付の時間は、その日ごとに変わります。</p>";
    auto const times = times_by_day(spans);
    std::string html = "<ul id=\"hours\" class=\"hours\">\n";
    for (std::size_t day = 0; day < days; ++day) {
        auto const* const first = std::ranges::find(times, times[day]);
        if (times[day].empty() || first != times.begin() + day) continue; // none, or told above
        OnDays on{};
        std::ranges::transform(times, on.begin(),
                               [&](auto const& other) { return other == *first; });
        html += "<li><span class=\"hours-days\">" + names_of(on) +
                "</span> <span class=\"hours-times\">" + times[day] + "</span></li>\n";
    }
    return html + "</ul>";
}

std::string contacts_html(std::span<Contact const> contacts, protocol::api::Purpose purpose)
{
    return "<div id=\"contacts\" class=\"contacts\">\n" +
           group(contacts, purpose, Voice::needless) + group(contacts, purpose, Voice::needed) +
           "</div>";
}

} // namespace app
