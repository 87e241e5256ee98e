#include "app/sign_in_book.hpp"

#include "protocol/codec.hpp"

#include <chrono>
#include <utility>

namespace app {

namespace {

using namespace protocol::records;

// An open console is in use all the time; that it was is noted this often, so that after a restart
// the idle limit is short of the truth by no more.
constexpr auto noting = std::chrono::minutes(5);

StaffSignedIn fact_of(staff::SignInTokenHash const& token_hash, staff::SignedIn const& who)
{
    return {token_hash,          static_cast<std::uint32_t>(who.account),
            who.account_version, who.me.alias,
            who.me.role,         who.me.desks};
}

} // namespace

void SignInBook::restore(std::span<desk::Past const> facts, staff::Time now)
{
    for (auto const& [fact, age] : facts) {
        auto const at = now - age;
        if (auto const* const in = std::get_if<StaffSignedIn>(&fact)) {
            staff::SignedIn who{staff::AccountId{in->account},
                                in->account_version,
                                {in->alias, in->role, in->desks}};
            noted_.insert_or_assign(in->token_hash, Noted{who, at, at});
            static_cast<void>(sign_ins_.begin(in->token_hash, std::move(who), at));
        } else if (auto const* const used = std::get_if<StaffUsed>(&fact)) {
            sign_ins_.used(used->token_hash, at);
            if (auto const found = noted_.find(used->token_hash); found != noted_.end())
                found->second.used = at;
        } else if (auto const* const out = std::get_if<StaffSignedOut>(&fact)) {
            sign_ins_.sign_out(out->token_hash);
            noted_.erase(out->token_hash);
        }
    }
}

std::vector<store::JournalEntry> SignInBook::open_state() const
{
    std::vector<store::JournalEntry> state;
    auto const restate = [&](staff::Time at, auto const& fact) {
        state.push_back({0, at.time_since_epoch().count(), {}, protocol::encode(fact)});
    };
    for (auto const& [token_hash, noted] : noted_) {
        restate(noted.began, fact_of(token_hash, noted.who));
        restate(noted.used, StaffUsed{token_hash});
    }
    return state;
}

std::vector<staff::SignedIn> SignInBook::signed_in() const
{
    std::vector<staff::SignedIn> people;
    for (auto const& [token_hash, noted] : noted_)
        people.push_back(noted.who);
    return people;
}

staff::SignedIn const* SignInBook::find(staff::SignInTokenHash const& token_hash,
                                        staff::Time now) const
{
    return sign_ins_.find(token_hash, now);
}

staff::SignIns::Began SignInBook::begin(staff::SignInTokenHash const& token_hash,
                                        staff::SignedIn who, staff::Time now)
{
    auto const began = sign_ins_.begin(token_hash, who, now);
    if (began.refused) return began;
    if (began.displaced) strike(*began.displaced);
    write(fact_of(token_hash, who));
    noted_.insert_or_assign(token_hash, Noted{std::move(who), now, now});
    return began;
}

void SignInBook::used(staff::SignInTokenHash const& token_hash, staff::Time now)
{
    if (!sign_ins_.used(token_hash, now)) return;
    auto& noted = noted_.at(token_hash);
    if (now - noted.used < noting) return;
    noted.used = now;
    write(StaffUsed{token_hash});
}

void SignInBook::sign_out(staff::SignInTokenHash const& token_hash)
{
    if (sign_ins_.sign_out(token_hash)) strike(token_hash);
}

std::vector<staff::SignInTokenHash> SignInBook::sign_out_all(staff::AccountId account,
                                                             std::uint32_t account_version)
{
    auto ended = sign_ins_.sign_out_all(account, account_version);
    for (auto const& token_hash : ended)
        strike(token_hash);
    return ended;
}

std::vector<staff::SignInTokenHash> SignInBook::expire(staff::Time now)
{
    auto ended = sign_ins_.expire(now);
    for (auto const& token_hash : ended)
        strike(token_hash);
    return ended;
}

boost::asio::awaitable<bool> SignInBook::on_disk(std::chrono::seconds patience)
{
    return scribe_.on_disk(scribe_.written(), patience);
}

void SignInBook::strike(staff::SignInTokenHash const& token_hash)
{
    if (noted_.erase(token_hash) == 1) write(StaffSignedOut{token_hash});
}

void SignInBook::write(Record const& fact)
{
    scribe_.write(protocol::DeskCode{}, fact);
}

} // namespace app
