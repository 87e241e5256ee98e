// Buckets are kept as what is missing from them, so that one nobody has touched is an empty entry.
#include "app/brake.hpp"

#include <algorithm>
#include <iterator>

namespace app {

double Brake::Spent::left_of(Pace const& pace, Time now) const
{
    auto const seconds = std::max(0.0, std::chrono::duration<double>(now - at).count());
    return pace.at_once - std::max(0.0, amount - seconds * pace.per_second);
}

// Never more than `most` missing: who asked a million times is not kept waiting for a year.
void Brake::Spent::take(Pace const& pace, double most, Time now)
{
    amount = std::min(most, pace.at_once - left_of(pace, now) + 1);
    at = now;
}

void Brake::Spent::empty(double most, Time now)
{
    amount = most;
    at = now;
}

Brake::Brake(BrakeLimits limits) : limits_(limits) {}

Rung Brake::asked(std::uint64_t address_hash, std::optional<std::uint64_t> address_hash_before,
                  Time now)
{
    forget(now);
    auto& address = of(address_hash, address_hash_before, now);
    auto const left = address.left_of(limits_.of_address, now);
    address.take(limits_.of_address, most_of_address(), now);
    if (left < 1 - limits_.waiting) return Rung::puzzle; // others are not made to pay for it
    auto const house_slow = house_is_slow(now);
    house_.take(limits_.of_house, limits_.of_house.at_once + 1, now);
    if (house_slow) return Rung::puzzle;
    return left < 1 ? Rung::wait : Rung::none;
}

void Brake::raise(std::uint64_t address_hash, std::optional<std::uint64_t> address_hash_before,
                  Time now)
{
    forget(now);
    of(address_hash, address_hash_before, now).empty(most_of_address(), now);
}

double Brake::most_of_address() const
{
    return limits_.of_address.at_once + 2 * limits_.waiting;
}

Rung Brake::solved(Time now)
{
    if (solved_.left_of(limits_.of_solved, now) < 1) return Rung::help;
    solved_.take(limits_.of_solved, limits_.of_solved.at_once, now);
    return Rung::none;
}

bool Brake::house_is_slow(Time now) const
{
    return house_.left_of(limits_.of_house, now) < 1;
}

Brake::OfAddress& Brake::of(std::uint64_t hash, std::optional<std::uint64_t> before, Time now)
{
    auto const [entry, fresh] = spent_.try_emplace(hash);
    auto& address = entry->second;
    if (!fresh) {
        by_use_.splice(by_use_.begin(), by_use_, address.place);
        return address;
    }
    address.at = now;
    by_use_.push_front(hash);
    address.place = by_use_.begin();
    if (before && *before != hash) {
        if (auto const former = spent_.find(*before); former != spent_.end()) {
            static_cast<Spent&>(address) = former->second;
            by_use_.erase(former->second.place);
            spent_.erase(former);
        }
    }
    if (spent_.size() > limits_.remembered) {
        spent_.erase(by_use_.back());
        by_use_.pop_back();
    }
    return address;
}

void Brake::forget(Time now)
{
    while (!by_use_.empty() && now - spent_.at(by_use_.back()).at > limits_.remembered_for) {
        spent_.erase(by_use_.back());
        by_use_.pop_back();
    }
}

} // namespace app
