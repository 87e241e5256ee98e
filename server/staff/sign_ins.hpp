// Who is signed in: one entry for each sign-in of a member of staff in a browser.
//
// Pure: time and secrets come in as arguments. Knows neither passwords nor connections; who calls
// closes the connections of a sign-in that this says has ended.
#pragma once

#include "staff/account.hpp"
#include "staff/cookie.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace staff {

struct SignInLimits {
    // NIST SP 800-63B-4 and ASVS 7.3: a console left open on a shared table must not stay open, and
    // the longest shift ends within half a day. An open console counts as use (see `used`).
    Duration idle = std::chrono::hours(1);
    Duration absolute = std::chrono::hours(12);
    // Browsers of one person: phone, desk, a spare. One more ends the one unused for longest, since
    // a forgotten tab must not keep anybody out.
    std::size_t of_one_account = 8;
    // Of everybody, about 1 MiB. Beyond it a sign-in is refused.
    std::size_t of_all = 4096;
};

// What a sign-in stands for, as the account was when it began.
struct SignedIn {
    AccountId account{};
    std::uint32_t account_version{};
    protocol::api::Me me;
};

// One sign-in in a list for its owner: which may be named and ended by its token hash.
struct SignInEntry {
    SignInTokenHash token_hash;
    Time began;
    Time last_used;
};

class SignIns {
public:
    explicit SignIns(SignInLimits limits);

    // What this sign-in stands for; nothing when there is none or it has ended. Looking does not
    // count as use. The pointer holds until the next change.
    [[nodiscard]] SignedIn const* find(SignInTokenHash const& token_hash, Time now) const;

    // Sign-ins of an account that have not ended, the latest used first.
    [[nodiscard]] std::vector<SignInEntry> of(AccountId account, Time now) const;

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

    struct Began {
        bool refused{};                           // as many are signed in as there may be
        std::optional<SignInTokenHash> displaced; // this older one of the same account has ended
    };
    // Begins a sign-in; each needs a token of its own, made for it.
    [[nodiscard]] Began begin(SignInTokenHash const& token_hash, SignedIn who, Time now);

    // A person did something with it, or its console is open and answers: the idle limit starts
    // anew, the absolute one does not. False when there is none or it has ended.
    bool used(SignInTokenHash const& token_hash, Time now);

    // False when there was none.
    bool sign_out(SignInTokenHash const& token_hash);

    // Ends all sign-ins that were made with this version of the account; says which. Who has signed
    // in since the account was changed stays.
    std::vector<SignInTokenHash> sign_out_all(AccountId account, std::uint32_t account_version);

    // Forgets those whose time is over and says which, so that their connections can be closed.
    std::vector<SignInTokenHash> expire(Time now);

private:
    struct Entry {
        SignedIn who;
        Time began;
        Time last_used;
    };
    [[nodiscard]] bool over(Entry const& entry, Time now) const;

    SignInLimits limits_;
    std::map<SignInTokenHash, Entry> entries_;
};

} // namespace staff
