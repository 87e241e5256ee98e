// What falls due when: at most one deadline per subject, the earliest first. Knows nothing of what
// a deadline means.
#pragma once

#include "desk/ids.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace desk {

// In the order in which they fall due at the same moment.
enum class Subject : std::uint8_t {
    telling,
    ticket,
    session,
    counsellor,
    supervisor,
    shift,
    returning,
    counting,
    cooling
};

struct DeadlineKey {
    Subject subject{};
    std::uint64_t id{};
    std::uint32_t incarnation{}; // of a session's name
    auto operator<=>(DeadlineKey const&) const = default;
};

class Deadlines {
public:
    // Replaces the subject's former deadline; asks for no memory to do so.
    void arm(DeadlineKey key, Time at)
    {
        auto const [found, is_new] = at_.try_emplace(key, at);
        if (is_new) {
            order_.emplace(at, key);
        } else if (found->second != at) {
            auto entry = order_.extract({std::exchange(found->second, at), key});
            entry.value().first = at;
            order_.insert(std::move(entry));
        }
    }

    void disarm(DeadlineKey key)
    {
        if (auto const found = at_.find(key); found != at_.end()) {
            order_.erase({found->second, key});
            at_.erase(found);
        }
    }

    // A deadline that is there or not, as it follows from the subject.
    void set(DeadlineKey key, std::optional<Time> at)
    {
        if (at)
            arm(key, *at);
        else
            disarm(key);
    }

    std::optional<Time> at(DeadlineKey key) const
    {
        auto const found = at_.find(key);
        return found == at_.end() ? std::nullopt : std::optional(found->second);
    }

    std::optional<Time> next() const
    {
        return order_.empty() ? std::nullopt : std::optional(order_.begin()->first);
    }

    // The earliest that is due by `now`, disarmed.
    std::optional<DeadlineKey> take_due(Time now)
    {
        if (order_.empty() || order_.begin()->first > now) return std::nullopt;
        auto const key = order_.begin()->second;
        disarm(key);
        return key;
    }

private:
    std::map<DeadlineKey, Time> at_;
    std::set<std::pair<Time, DeadlineKey>> order_;
};

} // namespace desk
