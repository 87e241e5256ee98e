// The end of a session in two steps: `ending` closes the composers and lets the last words arrive,
// `ended` is final. What was not confirmed by then, the pages call "could not send".
#include "desk/session.hpp"
#include "desk/tell.hpp"

#include <algorithm>
#include <utility>

namespace desk {

using protocol::SeatKind;

void Session::begin_end(protocol::EndReason reason, Time now, Effects& effects)
{
    if (stage_ != Stage::talking) return;
    stage_ = Stage::ending;
    reason_ = reason;
    since_ = now;
    tell(visitor(), protocol::Ending{id_, reason}, effects);
    tell(counsellor(), protocol::Ending{id_, reason}, effects);
}

void Session::said(SeatKind by, protocol::Finished&& finished, Effects&)
{
    if (stage_ == Stage::ending) at(by).finished = std::move(finished.last);
}

bool Session::all_confirmed(Seat const& sender, Seat const& reader) const
{
    return sender.finished && std::ranges::all_of(*sender.finished, [&](auto const& mark) {
               return reader.has_confirmed(mark);
           });
}

bool Session::all_said() const
{
    return stage_ == Stage::ending && all_confirmed(visitor(), counsellor()) &&
           all_confirmed(counsellor(), visitor());
}

protocol::EndReason Session::final_reason(protocol::EndReason reason) const
{
    return stage_ == Stage::talking ? reason : reason_;
}

// Nothing of what was said remains here.
void Session::end(protocol::EndReason reason, Time now, Effects& effects)
{
    if (stage_ == Stage::ended) return;
    reason_ = final_reason(reason);
    stage_ = Stage::ended;
    since_ = now;
    visitor().kept.clear();
    counsellor().kept.clear();
    tell(visitor(), protocol::Ended{id_, reason_}, effects);
    tell(counsellor(), protocol::Ended{id_, reason_}, effects);
}

std::optional<Time> Session::ending_limit(Settings const& settings) const
{
    auto const last = since_ + settings.ending_away;
    if (!visitor().present() || !counsellor().present()) return last;
    return std::min(last, std::max(since_, returned_) + settings.ending_present);
}

std::optional<Time> Session::deadline(Settings const& settings) const
{
    if (stage_ == Stage::ended) return since_ + settings.wrap_up;
    if (stage_ == Stage::ending) return ending_limit(settings);
    std::optional<Time> next;
    if (!visitor().present()) next = visitor().away_since + settings.visitor_grace;
    if (!counsellor().present()) {
        auto const lost = counsellor().away_since + settings.counsellor_grace;
        next = next ? std::min(*next, lost) : lost;
    }
    return next;
}

Session::Due Session::due(Settings const& settings, Time now) const
{
    auto const at = deadline(settings);
    if (!at || *at > now) return Due::nothing;
    if (stage_ == Stage::ended) return Due::wrap_up;
    if (stage_ == Stage::ending) return Due::end;
    if (!visitor().present() && visitor().away_since + settings.visitor_grace <= now)
        return Due::visitor_lost;
    return Due::counsellor_lost;
}

} // namespace desk
