// What a visitor may be asked before the chat: coded, each question on or off for a desk, each
// answer free to be left out. There is no text here on purpose: nothing that could say who somebody
// is.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>

namespace protocol {

BOOST_DEFINE_FIXED_ENUM_CLASS(Topic, std::uint8_t, family, work, school, money, health, mind,
                              relationships, loneliness, violence, other)

BOOST_DEFINE_FIXED_ENUM_CLASS(AgeBand, std::uint8_t, under_20, from_20, from_30, from_40, from_50,
                              from_60, from_70)

BOOST_DEFINE_FIXED_ENUM_CLASS(Gender, std::uint8_t, woman, man, other)

// Seen from the place that runs the desk.
BOOST_DEFINE_FIXED_ENUM_CLASS(Area, std::uint8_t, same_city, same_prefecture, elsewhere)

// Which questions a desk asks.
struct Questions {
    bool topic{};
    bool age_band{};
    bool gender{};
    bool area{};
    bool danger{};
};
BOOST_DESCRIBE_STRUCT(Questions, (), (topic, age_band, gender, area, danger))

// What was answered. `danger`: "is anyone in danger now?"
struct Answers {
    std::optional<Topic> topic{};
    std::optional<AgeBand> age_band{};
    std::optional<Gender> gender{};
    std::optional<Area> area{};
    std::optional<bool> danger{};
};
BOOST_DESCRIBE_STRUCT(Answers, (), (topic, age_band, gender, area, danger))

} // namespace protocol
