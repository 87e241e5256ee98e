#include "scripts/standing.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace scripts {

namespace {

using Place = Standing::Place;

// Nobody who stands in line or talks may find anything less afterwards; an end that had begun may
// be done meanwhile.
std::vector<Place> after(Place before)
{
    switch (before) {
    case Place::nowhere: return {Place::nowhere};
    case Place::line: return {Place::line, Place::talking};
    case Place::parked: return {Place::parked};
    case Place::talking: return {Place::talking};
    case Place::resumable: return {Place::resumable};
    case Place::ending: return {Place::talking, Place::ending, Place::cooling, Place::over};
    case Place::between: return {Place::line, Place::parked, Place::talking, Place::over};
    case Place::cooling: return {Place::cooling};
    case Place::over: return {Place::nowhere, Place::over};
    }
    return {};
}

Place after_end(std::string const& reason)
{
    if (reason == "counsellor_lost" || reason == "no_show") return Place::between;
    return reason == "cooled_down" ? Place::cooling : Place::over;
}

std::string_view in_words(Place place)
{
    constexpr std::array<std::string_view, 9> words{"nowhere",
                                                    "in line",
                                                    "parked",
                                                    "talking",
                                                    "asked to resume",
                                                    "at an ending",
                                                    "between session and line",
                                                    "refused for a while",
                                                    "gone"};
    return words.at(static_cast<std::size_t>(place));
}

std::string list(std::set<std::string> const& names)
{
    std::string text;
    for (auto const& name : names)
        text += " " + name;
    return text.empty() ? " none" : text;
}

} // namespace

void Standing::greets()
{
    place_ = Place::nowhere;
    asked_ = false;
    held_.clear();
    started_.clear();
}

void Standing::hear(Message const& message)
{
    auto const& type = message.type();
    auto const reason = message.text("reason");
    if (type == "queued") place_ = Place::line;
    if (type == "parked") place_ = Place::parked;
    if (type == "gone") place_ = Place::over;
    if (type == "cooling_down") place_ = Place::cooling;
    if (type == "resumable") place_ = Place::resumable;
    if (type == "started") place_ = Place::talking;
    if (type == "started" || type == "resumable") session_ = message.text("session");
    if (type == "ending") place_ = Place::ending, put_back_ = reason == "no_show";
    if (type == "ended") place_ = after_end(reason);
    if (type != "welcome" && type != "closed" && type != "pong") asked_ = false;
    hear_as_staff(message);
}

void Standing::hear_as_staff(Message const& message)
{
    auto const& type = message.type();
    auto const session = message.text("session");
    if (type == "welcome" && message.field("alias")) {
        staff_ = true;
        for (auto at = 0U; auto held = message.field("sessions." + std::to_string(at)); ++at)
            held_.insert(*held);
    }
    if (type == "started") held_.insert(session), started_.insert(session);
    if (type == "wrapped_up" || type == "handed_over")
        held_.erase(session), started_.erase(session);
    if (type == "presence")
        for (auto const* name : {"choice", "sessions_at_once"})
            chosen_[name] = message.text(name);
}

std::string Standing::complaint_about(Standing const& now) const
{
    if (staff_) {
        if (now.held_ != held_)
            return "held the sessions" + list(held_) + " and now is told of" + list(now.held_);
        if (now.started_ != started_)
            return "is not greeted with each seat held, but with" + list(now.started_);
        if (!chosen_.empty() && now.chosen_ != chosen_)
            return "had chosen " + chosen_.at("choice") + " and now is told " +
                   now.chosen_.at("choice");
        return {};
    }
    if (asked_ && place_ == Place::nowhere) return {}; // whether it was heard is not known
    auto allowed = after(place_);
    if (place_ == Place::ending && put_back_) allowed.push_back(Place::parked);
    if (std::ranges::find(allowed, now.place_) == allowed.end())
        return std::string("was ") + std::string(in_words(place_)) + " and now is told " +
               std::string(in_words(now.place_));
    auto const same = now.place_ == Place::talking || now.place_ == Place::resumable;
    if (same &&
        (place_ == Place::talking || place_ == Place::resumable || place_ == Place::ending) &&
        now.session_ != session_)
        return "talked in " + session_ + " and now in " + now.session_;
    return {};
}

} // namespace scripts
