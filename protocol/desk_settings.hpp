// What an administrator decides about a desk, as one document: read and written by the strict JSON
// of the protocol, stored as it is, shown again as it is. Times of day are Japan's. Knows nothing
// of where it is kept nor of how a shift follows it.
#pragma once

#include "protocol/api.hpp"
#include "protocol/messages/pre_chat.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace protocol {

BOOST_DEFINE_FIXED_ENUM_CLASS(Weekday, std::uint8_t, monday, tuesday, wednesday, thursday, friday,
                              saturday, sunday)

// One span of every week in which the desk is planned to be open. "HH:MM"; `closes` that is not
// later than `opens` is on the next day, "24:00" is midnight.
struct OpenSpan {
    Weekday weekday{};
    std::string opens;
    std::string closes;
};
BOOST_DESCRIBE_STRUCT(OpenSpan, (), (weekday, opens, closes))

// `emergency`: a life is in danger. `crisis`: somebody may hurt themselves. `consultation`:
// anything else that people may turn to.
BOOST_DEFINE_FIXED_ENUM_CLASS(ContactKind, std::uint8_t, emergency, crisis, consultation)

// Somebody to reach instead of us: at least one of a number, an https address and a sentence that
// says how. `owner` answers for the entry and looked at it on `checked_on`, YYYY-MM-DD.
struct Contact {
    ContactKind kind{};
    std::string name;
    std::optional<std::string> phone;
    std::optional<std::string> address;
    std::optional<std::string> text;
    std::string hours;
    std::string owner;
    std::string checked_on;
    bool needs_voice{}; // cannot be used by somebody who must not be heard
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (kind, name, phone, address, text, hours, owner, checked_on, needs_voice))

struct DeskSettings {
    std::string lead; // one sentence under the name of the desk
    std::vector<OpenSpan> hours;
    std::vector<Contact> contacts;
    Questions questions;
    std::uint32_t needed_staff{};
    std::uint32_t most_sessions{};
    std::uint32_t line_capacity{};
    std::optional<std::uint32_t> cool_down_minutes; // absent: the most there are
    std::optional<std::string> exit;                // where the exit leads; absent: `neutral_page`
};
BOOST_DESCRIBE_STRUCT(DeskSettings, (),
                      (lead, hours, contacts, questions, needed_staff, most_sessions, line_capacity,
                       cool_down_minutes, exit))

// A desk as a whole: what `set-desk` takes and `show-desk` gives.
struct DeskDocument {
    api::DeskName desk;
    api::Purpose purpose{};
    DeskSettings settings;
};
BOOST_DESCRIBE_STRUCT(DeskDocument, (), (desk, purpose, settings))

// The Meteorological Agency: a page that anybody may have open, and that asks nothing.
inline constexpr std::string_view neutral_page = "https://www.jma.go.jp/";

namespace settings_limits {

// Four spans a day are more than a desk can staff.
inline constexpr std::size_t open_spans = 28;

// A person in need does not read more; and the first page must stay within its 12 KB.
inline constexpr std::size_t contacts = 8;
inline constexpr std::size_t name_characters = 64;
inline constexpr std::size_t text_characters = 80; // a text of JSON has 256 bytes at most
inline constexpr std::size_t address_characters = 200;
inline constexpr std::size_t phone_characters = 20;

inline constexpr std::uint32_t needed_staff = 50;
inline constexpr std::uint32_t most_sessions = 3;      // more is not listening
inline constexpr std::uint32_t line_capacity = 10'000; // what a start is measured with

// Long enough to calm down; whoever needs help later in the evening finds the door open.
inline constexpr std::uint32_t cool_down_minutes = 30;

} // namespace settings_limits

// What is wrong with a document, a sentence each, in the order of its members; none: it may be
// used.
[[nodiscard]] std::vector<std::string> faults_in(DeskSettings const& settings);
[[nodiscard]] std::vector<std::string> faults_in(DeskDocument const& document);

// A span counted in minutes from Monday 00:00, the beginning within the week. Nothing when its
// times cannot be read.
struct MinutesOfWeek {
    std::chrono::minutes begins{};
    std::chrono::minutes lasts{};
};
[[nodiscard]] std::optional<MinutesOfWeek> minutes_of_week(OpenSpan const& span);

} // namespace protocol
