#include "app/held_effects.hpp"

#include <optional>
#include <type_traits>

namespace app {

namespace {

using namespace protocol;

template <class Message, class... Of>
constexpr bool one_of = (std::is_same_v<Message, Of> || ...);

template <class Message>
constexpr bool forgets_nothing =
    one_of<Message, Word, Opening, OpeningAsked, Received, Missing, Hold, Release, Typing, PeerAway,
           PeerBack, Ending, Pong, visitor::Welcome, visitor::NotQueued, visitor::LinePaused,
           counsellor::NotTaken, counsellor::OfferOver, supervisor::NotOpened, supervisor::Alarms>;

// What the rule must know of an effect.
struct Nature {
    bool prompt = false; // needs no fact on disk
    std::optional<std::pair<desk::ConnectionId, SessionId>> place{};
};

template <class Message>
Nature nature_of(desk::ConnectionId to, Message const& message)
{
    Nature nature{forgets_nothing<Message>};
    if constexpr (requires { message.session; }) nature.place.emplace(to, message.session);
    return nature;
}

Nature nature_of(desk::Effect const& effect)
{
    return std::visit(
        []<class Wanted>(Wanted const& wanted) -> Nature {
            if constexpr (requires { wanted.to; }) {
                return std::visit(
                    [&](auto const& message) { return nature_of(wanted.to, message); },
                    wanted.message);
            } else {
                return {};
            }
        },
        effect);
}

} // namespace

void HeldEffects::pass(desk::Effect&& effect, std::uint64_t written, std::uint64_t flushed,
                       desk::Effects& out)
{
    auto const nature = nature_of(effect);
    auto const behind = nature.place && places_.contains(*nature.place);
    auto const free = nature.prompt ? !behind : held_.empty() && written <= flushed;
    if (free) {
        out.push_back(std::move(effect));
        return;
    }
    auto const after = nature.prompt ? held_.back().after : written;
    held_.push_back({after, std::move(effect)});
    if (nature.place) ++places_[*nature.place];
}

void HeldEffects::release(std::uint64_t flushed, desk::Effects& out)
{
    while (!held_.empty() && held_.front().after <= flushed) {
        auto& effect = held_.front().effect;
        if (auto const nature = nature_of(effect); nature.place) {
            auto const place = places_.find(*nature.place);
            if (--place->second == 0) places_.erase(place);
        }
        out.push_back(std::move(effect));
        held_.pop_front();
    }
}

} // namespace app
