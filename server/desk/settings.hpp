// What a desk may be set to, each with its default and the reason for it.
#pragma once

#include "desk/ids.hpp"
#include "protocol/messages/pre_chat.hpp"

#include <cstddef>
#include <cstdint>

namespace desk {

struct Settings {
    // Twice the longest line that a shift of ten could serve in an evening.
    std::size_t line_capacity = 200;

    // What a counsellor may choose at most; one at a time is what volunteers can do well, and what
    // each begins with.
    std::size_t most_sessions = 3;

    // Staff who must be signed in to open, one of them a counsellor, and to go on receiving; 0
    // switches the rule off. Nobody should be alone with somebody in danger (MHLW guideline 2019).
    std::uint32_t needed_staff = 2;

    // How long intake goes on with fewer than that: somebody reloads a page, changes a device.
    Duration too_few_grace = std::chrono::minutes(3);

    // The questions before the chat.
    protocol::Questions questions{};

    // Away from an offer for this long, and the next counsellor is asked.
    Duration offer = std::chrono::seconds(30);

    // So many lapsed offers of one counsellor call the supervisor.
    std::uint32_t lapses_to_call = 2;

    // A pause after a heavy session: to breathe, and to speak with somebody.
    Duration heavy_pause = std::chrono::minutes(10);

    // Near the head of the line a person is asked for one tap, unless there was one lately, and has
    // so long to give it. Joining is a tap.
    std::uint32_t near_head = 2;
    Duration tap_lasts = std::chrono::minutes(15);
    Duration tap_grace = std::chrono::minutes(2);

    // A visitor who has said nothing for so long after the start may be put back into the line.
    Duration silent_start = std::chrono::minutes(2);

    // The guide length of a session, and how much a counsellor adds at once. Chats of helplines
    // last 40 to 60 minutes (Childline Japan 2017, Kids Help Phone 2013).
    Duration guide = std::chrono::minutes(50);
    Duration guide_extension = std::chrono::minutes(25);

    // Intake stops so long before closing time.
    Duration intake_stops_before = std::chrono::minutes(30);

    // A shift whose intake is over closes itself when nobody is left and closing time, or so long
    // since intake stopped, has passed.
    Duration forgotten = std::chrono::minutes(60);

    // After a start nobody is paired until all are back, or this long and nobody came back lately;
    // at most `returning_most`.
    Duration returning = std::chrono::seconds(15);
    Duration returning_quiet = std::chrono::seconds(3);
    Duration returning_most = std::chrono::seconds(60);

    // Steps of the funnel that leave no ticket are written down at most this often.
    Duration counting = std::chrono::seconds(10);

    // A locked phone or a tunnel; then the ticket is parked, not lost.
    Duration line_grace = std::chrono::minutes(5);

    // A visitor in a session may have had to hide the phone.
    Duration visitor_grace = std::chrono::minutes(10);

    // A visitor should not sit before an empty chair for longer.
    Duration counsellor_grace = std::chrono::minutes(3);

    // How long an end waits for the last words of two present pages, and of one that is away.
    Duration ending_present = std::chrono::seconds(5);
    Duration ending_away = std::chrono::seconds(60);

    // After the end the words stay on the counsellor's page until wrap-up, at most this long.
    Duration wrap_up = std::chrono::minutes(30);

    // For so long, at most half an hour, a pass is refused after a cool-down: to calm down, not to
    // shut out.
    Duration cool_down = std::chrono::minutes(30);

    // Positions and the overview are told at most this often: people read, they do not watch.
    Duration telling = std::chrono::seconds(1);
};

} // namespace desk
