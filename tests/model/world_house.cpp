// The house around the desk of a world: what it is set to, its hours, its disk and database, the
// server that is killed and started, and the time that passes.
#include "model/world.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace model {

using namespace std::chrono_literals;

desk::Settings World::drawn_settings(Chance& chance)
{
    desk::Settings settings;
    constexpr std::array<std::size_t, 4> capacities{2, 3, 200, 200};
    constexpr std::array<std::uint32_t, 4> heads{1, 2, 2, 5};
    constexpr std::array<desk::Duration, 3> taps{15min, 2min, 20s};
    constexpr std::array<desk::Duration, 4> guides{50min, 5min, 1min, 10s};
    constexpr std::array<desk::Duration, 2> pauses{10min, 20s};
    constexpr std::array<desk::Duration, 2> silences{2min, 10s};
    constexpr std::array<desk::Duration, 2> cool_downs{30min, 20s};
    settings.line_capacity = chance.pick(capacities);
    settings.most_sessions = 1 + chance.below(3);
    settings.needed_staff = chance.one_in(2) ? 0 : 2;
    settings.near_head = chance.pick(heads);
    settings.tap_lasts = chance.pick(taps);
    settings.guide = chance.pick(guides);
    settings.heavy_pause = chance.pick(pauses);
    settings.silent_start = chance.pick(silences);
    settings.cool_down = chance.pick(cool_downs);
    settings.lapses_to_call = chance.one_in(2) ? 2 : 1;
    if (chance.one_in(4)) return settings;
    settings.questions = {chance.one_in(2), chance.one_in(2), chance.one_in(2), chance.one_in(2),
                          chance.one_in(2)};
    return settings;
}

// Mostly what the clock says anyway, each minute; sometimes the hours or the clock were changed.
void World::tell_hours(std::uint64_t chance)
{
    constexpr std::array<desk::Duration, 8> left{120min, 60min, 45min, 31min,
                                                 20min,  5min,  1min,  -5min};
    constexpr std::array<char const*, 2> openings{"2026-11-24T19:00", "2026-11-25T19:00"};
    desk::HoursTold told;
    if (has_hours_ && (!closes_at_ || chance % 4 == 0))
        closes_at_ = now_ + left.at(chance / 4 % left.size());
    if (closes_at_) told.closes_in = *closes_at_ - now_;
    if (chance % 3 != 0) told.next_opening = openings.at(chance / 32 % openings.size());
    note(told.closes_in ? "closing time is in " + std::to_string(told.closes_in->count()) + " ms"
                        : std::string("there is no closing time"));
    give(told, std::nullopt);
}

// Sometimes said again.
void World::change_disk(std::uint64_t chance)
{
    if (chance % 8 != 0) disk_away_ = !disk_away_;
    note(disk_away_ ? "the disk is away" : "the disk is back");
    give(desk::StorageChanged{desk::Storage::disk,
                              disk_away_ ? desk::Reach::away : desk::Reach::back},
         std::nullopt);
}

void World::change_database(std::uint64_t chance)
{
    auto const away = chance % 2 == 0;
    note(away ? "the database is away" : "the database is back");
    give(
        desk::StorageChanged{desk::Storage::database, away ? desk::Reach::away : desk::Reach::back},
        std::nullopt);
}

// The server is killed and started again; what was under way is lost.
void World::crash(std::uint64_t chance)
{
    note(chance % 2 == 0 ? "the server is killed" : "the server is killed; a new journal piece");
    for (auto const& [id, open] : open_)
        if (open.page->connection() == id) open.page->lose();
    open_.clear();
    disk_away_ = false;
    judge_.crash(chance % 2 == 0 ? Judge::Journal::whole : Judge::Journal::restated, now_);
}

// Short waits, each grace, the moment of the next deadline and the moment before it; and a timer
// that comes late.
void World::wait(std::uint64_t chance)
{
    constexpr std::array<desk::Duration, 14> durations{1ms, 100ms, 400ms, 1s,   1s,   2s,    5s,
                                                       10s, 30s,   60s,   3min, 5min, 10min, 30min};
    auto const kind = chance % 8;
    auto const draw = chance / 8;
    auto const next = judge_.next_deadline();
    if (kind == 0 && next && *next > now_) { // never later than that
        auto const late = desk::Duration(draw % 900);
        note("the timer is late by " + std::to_string(late.count()) + " ms");
        now_ += late;
    } else if (kind <= 2 && next && *next > now_) {
        wait(*next - now_ - desk::Duration(kind - 1));
    } else if (kind == 3) {
        wait(durations.at(draw % durations.size()));
    } else {
        wait(durations.at(draw % 6));
    }
}

void World::wait(desk::Duration duration)
{
    note("wait " + std::to_string(duration.count()) + " ms");
    auto const until = now_ + duration;
    for (auto next = judge_.next_deadline(); next && *next <= until;
         next = judge_.next_deadline()) {
        now_ = std::max(now_, *next);
        ++inputs_;
        route(judge_.tick(now_), std::nullopt);
    }
    now_ = until;
}

} // namespace model
