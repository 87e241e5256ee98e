#include "app/held_effects.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>

namespace app {

namespace {

using namespace protocol;

template <class Message, class... Of>
constexpr bool one_of = (std::is_same_v<Message, Of> || ...);

template <class Message>
constexpr bool forgets_nothing =
    one_of<Message, Word, Opening, OpeningAsked, History, HistoryAsked, Received, Missing, Hold,
           Release, Typing, PeerAway, PeerBack, Ending, Pong, visitor::Welcome, visitor::NotQueued,
           visitor::LinePaused, counsellor::NotTaken, counsellor::OfferOver,
           counsellor::HandOverOver, counsellor::ThreadOver, supervisor::Welcome,
           supervisor::NotOpened, supervisor::Alarms>;

// Told whenever it has changed, or with each tick: the newest says all that the ones before it
// said.
template <class Message>
constexpr bool told_again_and_again =
    one_of<Message, visitor::Queued, visitor::IntakeChanged, counsellor::Line,
           counsellor::OwnPresence, supervisor::Overview>;

// The page has broken the protocol. It is told nothing more that depends on a fact, nor anything.
constexpr bool refuses(CloseCode code)
{
    return code == CloseCode::bad_message || code == CloseCode::other_protocol;
}

} // namespace

// What the rule must know of an effect.
struct HeldEffects::Nature {
    desk::ConnectionId to{};
    bool prompt = false; // needs no fact on disk
    std::optional<SessionId> session{};
    std::optional<std::type_index> again{}; // the kind of what is told again and again
    std::size_t cost = cost_of_each;
    bool final = false; // nothing is told behind it
};

template <class Message>
HeldEffects::Nature HeldEffects::nature_of(desk::ConnectionId to, Message const& message)
{
    Nature nature{to, forgets_nothing<Message>};
    if constexpr (requires { message.session; }) nature.session = message.session;
    if constexpr (requires { message.sealed; }) nature.cost += message.sealed.size();
    if constexpr (told_again_and_again<Message>) nature.again = typeid(Message);
    return nature;
}

HeldEffects::Nature HeldEffects::nature_of(desk::Effect const& effect)
{
    return std::visit(
        []<class Wanted>(Wanted const& wanted) -> Nature {
            if constexpr (std::is_same_v<Wanted, desk::Close>) {
                Nature nature{wanted.connection, refuses(wanted.code)};
                nature.final = nature.prompt;
                nature.cost = 0; // there is always room for it
                return nature;
            } else if constexpr (requires { wanted.to; }) {
                return std::visit(
                    [&](auto const& message) { return nature_of(wanted.to, message); },
                    wanted.message);
            } else {
                return {};
            }
        },
        effect);
}

void HeldEffects::pass(desk::Effect&& effect, std::uint64_t written, std::uint64_t flushed,
                       desk::Effects& out)
{
    auto const nature = nature_of(effect);
    auto const found = waiting_.find(nature.to);
    auto const behind = [&] {
        return found != waiting_.end() && nature.session &&
               std::ranges::any_of(found->second.held, [&](Held const& held) {
                   return nature_of(held.effect).session == nature.session;
               });
    };
    auto const free = nature.prompt ? !behind() : found == waiting_.end() && written <= flushed;
    if (free) {
        if (nature.final) forget(nature.to);
        out.push_back(std::move(effect));
        return;
    }
    auto& line = waiting_[nature.to];
    make_room(line, nature);
    if (line.cost + nature.cost > bound) {
        forget(nature.to);
        out.push_back(desk::Close{nature.to, CloseCode::slow});
        return;
    }
    auto const after = nature.prompt ? line.held.back().after : written;
    line.held.push_back({after, std::move(effect)});
    line.cost += nature.cost;
}

// Of a kind that is told again and again the first stays, and the last comes. One behind which
// something else waits that somebody has caused stays too: they follow from each other.
void HeldEffects::make_room(Line& line, Nature const& nature)
{
    if (!nature.again) return;
    auto& held = line.held;
    auto const kind = [](Held const& each) { return nature_of(each.effect).again; };
    auto const same = [&](Held const& each) { return kind(each) == nature.again; };
    auto const last = std::ranges::find_if(held.rbegin(), held.rend(), [&](Held const& each) {
        return same(each) || !kind(each); // or what somebody has caused
    });
    if (last == held.rend() || !same(*last)) return;
    auto const newest = std::prev(last.base());
    if (std::none_of(held.begin(), newest, same)) return;
    line.cost -= nature.cost;
    held.erase(newest);
}

void HeldEffects::release(std::uint64_t flushed, desk::Effects& out)
{
    for (auto entry = waiting_.begin(); entry != waiting_.end();) {
        auto& [held, cost] = entry->second;
        while (!held.empty() && held.front().after <= flushed) {
            cost -= nature_of(held.front().effect).cost;
            out.push_back(std::move(held.front().effect));
            held.pop_front();
        }
        entry = held.empty() ? waiting_.erase(entry) : std::next(entry);
    }
}

std::size_t HeldEffects::size() const
{
    std::size_t size = 0;
    for (auto const& [connection, line] : waiting_)
        size += line.held.size();
    return size;
}

} // namespace app
