// Desks as a whole: how one comes into the house from its settings and its past, what all of them
// are told of the disk, the database and the clock of the day, and their open state.
#include "app/runner.hpp"
#include "app/secrets.hpp"
#include "app/wall_clock.hpp"
#include "protocol/codec.hpp"

#include <algorithm>

namespace app {

namespace {

desk::Settings settings_of(protocol::DeskSettings const& document)
{
    desk::Settings settings;
    settings.line_capacity = document.line_capacity;
    settings.most_sessions = document.most_sessions;
    settings.needed_staff = document.needed_staff;
    settings.questions = document.questions;
    settings.cool_down = std::chrono::minutes(
        document.cool_down_minutes.value_or(protocol::settings_limits::cool_down_minutes));
    return settings;
}

} // namespace

// The hours come before a shift may open, so that a closing time which passed while the server was
// down takes effect at once.
bool Runner::add_desk(protocol::DeskDocument const& desk, std::span<desk::Past const> facts)
{
    auto const& code = desk.desk.code;
    auto const [room, fresh] = desks_.try_emplace(code, settings_of(desk.settings), incarnation_);
    if (!fresh) return true;
    hours_.emplace(code, desk::Hours(desk.settings.hours));
    shift_keys_.find(code);
    auto const time = now();
    if (!room->second.restore(facts, time)) return false;
    give(*room, hours_told(*room, time));
    if (desk.purpose == protocol::api::Purpose::demo)
        give(*room, desk::ShiftOpened{fresh_pseudonym()});
    return true;
}

void Runner::storage_changed(desk::Storage storage, desk::Reach reach)
{
    for (auto& room : desks_)
        give(room, desk::StorageChanged{storage, reach});
}

// Whoever is told a session is told under which key to lock what must outlast a reload. The core
// knows none; a key that is made here is on its way to the disk before the session's beginning is.
void Runner::keep_keys(Room const& room)
{
    auto const& code = room.first;
    auto const give = [&](auto* told, protocol::SeatKind seat) {
        auto* const started = told ? std::get_if<protocol::Started>(&told->message) : nullptr;
        if (!started) return;
        auto const holds = std::ranges::find(started->members, seat, &protocol::Member::seat);
        auto const holder = holds == started->members.end() ? 1U : holds->holder.value_or(1U);
        started->storage_key = shift_keys_.storage_key(code, started->session, seat, holder);
    };
    for (auto& effect : effects_) {
        give(std::get_if<desk::TellVisitor>(&effect), protocol::SeatKind::visitor);
        give(std::get_if<desk::TellCounsellor>(&effect), protocol::SeatKind::counsellor);
    }
    if (room.second.at_rest()) shift_keys_.forget(code);
}

void Runner::close_sessions()
{
    for (auto const& [code, desk] : desks_) {
        for (auto const& [visitor, counsellor] : desk.talking()) {
            close(visitor, protocol::CloseCode::going_down);
            close(counsellor, protocol::CloseCode::going_down);
        }
    }
}

desk::HoursTold Runner::hours_told(Room const& room, desk::Time time)
{
    return hours_.at(room.first).told(room.second.shift_opened_at(), time, wall_clock());
}

// A shift is written down with the time of day at which it opened, whatever was slept through
// since; of all else only the age counts.
std::vector<store::JournalEntry> Runner::open_state()
{
    std::vector<store::JournalEntry> state;
    auto const time = now();
    auto const wall = wall_clock();
    for (auto const& [code, desk] : desks_) {
        auto const opened_on = hours_.at(code).opened_on();
        for (auto const& past : desk.open_state(time)) {
            auto const opening = std::holds_alternative<protocol::records::ShiftOpened>(past.fact);
            auto const at = opening ? opened_on.value_or(wall - past.age) : wall - past.age;
            state.push_back(
                {0, at.time_since_epoch().count(), code.value, protocol::encode(past.fact)});
        }
    }
    return state;
}

} // namespace app
