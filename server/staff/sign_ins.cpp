// The bodies are plain searches: a few dozen people are signed in, and nobody signs in often.
#include "staff/sign_ins.hpp"

#include <algorithm>
#include <utility>

namespace staff {

SignIns::SignIns(SignInLimits limits) : limits_(limits) {}

// A clock that was set back makes a sign-in younger, never immortal: it counts from when it began.
bool SignIns::over(Entry const& entry, Time now) const
{
    return now - entry.began >= limits_.absolute || now - entry.last_used >= limits_.idle;
}

SignedIn const* SignIns::find(SignInTokenHash const& token_hash, Time now) const
{
    auto const found = entries_.find(token_hash);
    return found == entries_.end() || over(found->second, now) ? nullptr : &found->second.who;
}

std::vector<SignInEntry> SignIns::of(AccountId account, Time now) const
{
    std::vector<SignInEntry> list;
    for (auto const& [token_hash, entry] : entries_) {
        if (entry.who.account == account && !over(entry, now)) {
            list.push_back({token_hash, entry.began, entry.last_used});
        }
    }
    std::stable_sort(list.begin(), list.end(), [](auto const& left, auto const& right) {
        return left.last_used > right.last_used;
    });
    return list;
}

SignIns::Began SignIns::begin(SignInTokenHash const& token_hash, SignedIn who, Time now)
{
    Began began;
    auto const older = of(who.account, now);
    if (older.size() >= limits_.of_one_account) {
        began.displaced = older.back().token_hash;
        entries_.erase(older.back().token_hash);
    }
    if (entries_.size() >= limits_.of_all) {
        began.refused = true;
        return began;
    }
    entries_.insert_or_assign(token_hash, Entry{std::move(who), now, now});
    return began;
}

bool SignIns::used(SignInTokenHash const& token_hash, Time now)
{
    auto const found = entries_.find(token_hash);
    if (found == entries_.end() || over(found->second, now)) {
        return false;
    }
    found->second.last_used = std::max(found->second.last_used, now);
    return true;
}

bool SignIns::sign_out(SignInTokenHash const& token_hash)
{
    return entries_.erase(token_hash) > 0;
}

std::vector<SignInTokenHash> SignIns::sign_out_all(AccountId account, std::uint32_t account_version)
{
    std::vector<SignInTokenHash> ended;
    std::erase_if(entries_, [&](auto const& item) {
        auto const& who = item.second.who;
        bool const ends = who.account == account && who.account_version == account_version;
        if (ends) {
            ended.push_back(item.first);
        }
        return ends;
    });
    return ended;
}

std::vector<SignInTokenHash> SignIns::expire(Time now)
{
    std::vector<SignInTokenHash> ended;
    std::erase_if(entries_, [&](auto const& item) {
        bool const ends = over(item.second, now);
        if (ends) {
            ended.push_back(item.first);
        }
        return ends;
    });
    return ended;
}

} // namespace staff
