// The rules a document of settings must keep. They are here, not where it is read, so that every
// way to change settings has the same.
#include "protocol/desk_settings.hpp"

#include "protocol/characters.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace protocol {
namespace {

using std::chrono::minutes;
using Faults = std::vector<std::string>;

constexpr minutes day = std::chrono::hours(24);
constexpr minutes week = 7 * day;

bool digits(std::string_view text)
{
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number(std::string_view digits)
{
    int value{};
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// "00:00" to "24:00".
std::optional<minutes> time_of_day(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':' || !digits(text.substr(0, 2)) || !digits(text.substr(3)))
        return std::nullopt;
    auto const past_hour = number(text.substr(3));
    auto const time = std::chrono::hours(number(text.substr(0, 2))) + minutes(past_hour);
    if (past_hour > 59 || time > day) return std::nullopt;
    return time;
}

bool is_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(text.substr(0, 4)) ||
        !digits(text.substr(5, 2)) || !digits(text.substr(8)))
        return false;
    using namespace std::chrono;
    auto const month_number = static_cast<unsigned>(number(text.substr(5, 2)));
    auto const day_number = static_cast<unsigned>(number(text.substr(8)));
    return year_month_day(year(number(text.substr(0, 4))), month(month_number),
                          std::chrono::day(day_number))
        .ok();
}

bool one_line(std::string_view text)
{
    return std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void check_text(std::string_view what, std::string_view text, std::size_t most, Faults& faults)
{
    if (text.empty() || characters(text) > most || !one_line(text))
        faults.push_back(std::string(what) + " has 1 to " + std::to_string(most) +
                         " characters in one line");
}

std::string_view host_of(std::string_view address)
{
    constexpr std::string_view scheme = "https://";
    if (!address.starts_with(scheme)) return {};
    address.remove_prefix(scheme.size());
    return address.substr(0, address.find_first_of("/?#"));
}

// Enough to be put into a page and to be what it looks like: no user name, no port, no odd letters.
bool is_https(std::string_view address)
{
    constexpr std::string_view in_hosts = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    auto const host = host_of(address);
    auto const plain = std::ranges::all_of(address, [](char c) {
        return c > ' ' && c < 0x7F &&
               std::string_view("\"'<>\\^`{|}").find(c) == std::string_view::npos;
    });
    return plain && address.size() <= settings_limits::address_characters &&
           host.find('.') != std::string_view::npos && !host.starts_with('.') &&
           !host.ends_with('.') && host.find_first_not_of(in_hosts) == std::string_view::npos;
}

// A search engine offers what was looked for last, to whoever takes the phone next.
bool searches(std::string_view address)
{
    constexpr std::array engines{"google", "bing",  "yahoo",     "duckduckgo", "baidu", "yandex",
                                 "ecosia", "naver", "startpage", "qwant",      "brave", "search"};
    auto host = host_of(address);
    while (!host.empty()) {
        auto const label = host.substr(0, host.find('.'));
        if (std::ranges::find(engines, label) != engines.end()) return true;
        host.remove_prefix(std::min(host.size(), label.size() + 1));
    }
    return false;
}

bool is_phone(std::string_view phone)
{
    auto const count = std::ranges::count_if(phone, [](char c) { return c >= '0' && c <= '9'; });
    return count >= 3 && phone.size() <= settings_limits::phone_characters &&
           phone.find_first_not_of("0123456789#-") == std::string_view::npos &&
           phone.find('#', 1) == std::string_view::npos && phone.front() != '-' &&
           phone.back() != '-';
}

std::string named(OpenSpan const& span)
{
    return "the hours of " + std::string(boost::describe::enum_to_string(span.weekday, "?"));
}

bool overlap(MinutesOfWeek const& one, MinutesOfWeek const& other)
{
    // How far the other begins behind the one, around the week.
    auto const behind = (other.begins - one.begins + week) % week;
    return behind < one.lasts || behind + other.lasts > week;
}

void check_hours(std::vector<OpenSpan> const& hours, Faults& faults)
{
    if (hours.size() > settings_limits::open_spans)
        faults.push_back("there are at most " + std::to_string(settings_limits::open_spans) +
                         " spans of hours");
    std::vector<std::pair<MinutesOfWeek, OpenSpan const*>> read;
    for (auto const& span : hours) {
        auto const opens = time_of_day(span.opens);
        if (span.opens == span.closes)
            faults.push_back(named(span) + " open and close at the same time; around the clock is "
                                           "00:00 to 24:00");
        else if (auto const found = minutes_of_week(span); found && opens < day)
            read.emplace_back(*found, &span);
        else
            faults.push_back(named(span) +
                             " open at 00:00 to 23:59 and close at 00:00 to 24:00, as HH:MM");
    }
    for (auto one = read.begin(); one != read.end(); ++one)
        for (auto other = std::next(one); other != read.end(); ++other)
            if (overlap(one->first, other->first))
                faults.push_back(named(*one->second) + " and " + named(*other->second) +
                                 " overlap");
}

void check_contact(Contact const& contact, Faults& faults)
{
    using namespace settings_limits;
    auto const which = "the contact \"" + contact.name + "\": ";
    check_text(which + "its name", contact.name, name_characters, faults);
    if (!contact.phone && !contact.address && !contact.text)
        faults.push_back(which + "there is no phone, address or text that says how to reach it");
    if (contact.phone && !is_phone(*contact.phone))
        faults.push_back(which + "a phone has at least 3 digits, hyphens between them, and perhaps "
                                 "a # in front");
    if (contact.address && !is_https(*contact.address))
        faults.push_back(which + "an address begins with https://");
    if (contact.text) check_text(which + "its text", *contact.text, text_characters, faults);
    if (!contact.needs_voice && contact.phone && !contact.address && !contact.text)
        faults.push_back(which + "without a voice nobody can use a phone number alone");
    check_text(which + "its hours", contact.hours, name_characters, faults);
    check_text(which + "its owner", contact.owner, name_characters, faults);
    if (!is_date(contact.checked_on))
        faults.push_back(which + "the day on which it was checked is a date, as YYYY-MM-DD");
}

void check_contacts(std::vector<Contact> const& contacts, Faults& faults)
{
    if (contacts.size() > settings_limits::contacts)
        faults.push_back("there are at most " + std::to_string(settings_limits::contacts) +
                         " contacts");
    if (std::ranges::none_of(contacts, [](Contact const& one) { return !one.needs_voice; }))
        faults.push_back("at least one contact can be reached without a voice: who is in danger "
                         "may not be able to speak");
    for (auto const& contact : contacts)
        check_contact(contact, faults);
}

void check_number(std::string_view what, std::uint32_t value, std::uint32_t least,
                  std::uint32_t most, Faults& faults)
{
    if (value < least || value > most)
        faults.push_back(std::string(what) + " is " + std::to_string(least) + " to " +
                         std::to_string(most));
}

void check_exit(std::optional<std::string> const& exit, Faults& faults)
{
    if (!exit) return;
    if (!is_https(*exit)) faults.push_back("the exit is an https address");
    if (searches(*exit))
        faults.push_back("the exit is no search engine: it would offer what was looked for before");
}

} // namespace

std::optional<MinutesOfWeek> minutes_of_week(OpenSpan const& span)
{
    auto const opens = time_of_day(span.opens);
    auto const closes = time_of_day(span.closes);
    if (!opens || !closes) return std::nullopt;
    auto const until = *closes > *opens ? *closes : *closes + day;
    return MinutesOfWeek{static_cast<int>(span.weekday) * day + *opens, until - *opens};
}

std::vector<std::string> faults_in(DeskSettings const& settings)
{
    Faults faults;
    check_text("the lead", settings.lead, settings_limits::text_characters, faults);
    check_hours(settings.hours, faults);
    check_contacts(settings.contacts, faults);
    check_number("needed_staff", settings.needed_staff, 0, settings_limits::needed_staff, faults);
    check_number("most_sessions", settings.most_sessions, 1, settings_limits::most_sessions,
                 faults);
    check_number("line_capacity", settings.line_capacity, 1, settings_limits::line_capacity,
                 faults);
    if (settings.cool_down_minutes)
        check_number("cool_down_minutes", *settings.cool_down_minutes, 1,
                     settings_limits::cool_down_minutes, faults);
    check_exit(settings.exit, faults);
    return faults;
}

std::vector<std::string> faults_in(DeskDocument const& document)
{
    Faults faults;
    check_text("the name of the desk", document.desk.name, settings_limits::name_characters,
               faults);
    std::ranges::move(faults_in(document.settings), std::back_inserter(faults));
    return faults;
}

} // namespace protocol
