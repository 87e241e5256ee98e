// Who is signed in, kept so that a restart finds them again: the sign-ins in memory and their facts
// in the journal. Tokens are known here only as hashes.
#pragma once

#include "app/scribe.hpp"
#include "desk/desk.hpp"
#include "staff/sign_ins.hpp"
#include "store/journal.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace app {

class SignInBook {
public:
    // `scribe` outlives it.
    explicit SignInBook(Scribe& scribe) : scribe_(scribe), sign_ins_(staff::SignInLimits{}) {}

    // Sign-ins as the journal left them; their limits go on from where they stood. Nothing is
    // written.
    void restore(std::span<desk::Past const> facts, staff::Time now);

    // What a new segment restates.
    std::vector<store::JournalEntry> open_state() const;

    // The accounts that are signed in, and the version that each sign-in was made with.
    std::vector<staff::SignedIn> signed_in() const;

    staff::SignedIn const* find(staff::SignInTokenHash const& token_hash, staff::Time now) const;
    staff::SignIns::Began begin(staff::SignInTokenHash const& token_hash, staff::SignedIn who,
                                staff::Time now);
    void used(staff::SignInTokenHash const& token_hash, staff::Time now);
    void sign_out(staff::SignInTokenHash const& token_hash);
    std::vector<staff::SignInTokenHash> sign_out_all(staff::AccountId account,
                                                     std::uint32_t account_version);
    std::vector<staff::SignInTokenHash> expire(staff::Time now);

    // Resumes when all that has been written of sign-ins is on disk: true; or when the patience is
    // over.
    boost::asio::awaitable<bool> on_disk(std::chrono::seconds patience);

private:
    struct Noted {
        staff::SignedIn who;
        staff::Time began;
        staff::Time used; // as the journal knows it
    };
    void write(protocol::records::Record const& fact);
    void strike(staff::SignInTokenHash const& token_hash);

    Scribe& scribe_;
    staff::SignIns sign_ins_;
    std::map<staff::SignInTokenHash, Noted> noted_;
};

} // namespace app
