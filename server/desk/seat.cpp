#include "desk/seat.hpp"

#include "desk/seconds.hpp"
#include "protocol/limits.hpp"

#include <algorithm>

namespace desk {

std::uint32_t Seat::unseen_at(Time now) const
{
    return present() ? 0 : seconds_in(now - last_seen);
}

bool Seat::has_confirmed(protocol::StreamMark const& mark) const
{
    return mark.number == 0 || std::ranges::any_of(confirmed, [&](auto const& known) {
               return known.stream == mark.stream && known.number >= mark.number;
           });
}

bool Seat::takes_unkept(std::size_t characters)
{
    if (unkept + characters > protocol::limits::unkept_bytes) return false;
    unkept += characters;
    return true;
}

std::uint32_t Seat::confirm(protocol::StreamMark const& mark)
{
    auto const found = std::ranges::find(confirmed, mark.stream, &protocol::StreamMark::stream);
    if (found != confirmed.end()) {
        auto const before = found->number;
        found->number = std::max(found->number, mark.number);
        return found->number - before;
    }
    if (confirmed.size() == protocol::limits::list_elements) confirmed.erase(confirmed.begin());
    confirmed.push_back(mark);
    return mark.number;
}

} // namespace desk
