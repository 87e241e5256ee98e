#include "app/secrets.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace app {

desk::PassHash hash_of(protocol::Pass const& pass)
{
    desk::PassHash hash;
    static_assert(crypto_hash_sha256_BYTES == desk::PassHash::size);
    crypto_hash_sha256(hash.bytes.data(), pass.bytes.data(), pass.bytes.size());
    return hash;
}

namespace {

// Random bytes of the kernel, drawn many at once: with each message comes a name that may be
// needed. What was given out is not kept. Of the one thread that decides.
class Drawn {
public:
    void fill(std::span<std::uint8_t> into)
    {
        if (left_ < into.size()) {
            randombytes_buf(bytes_.data(), bytes_.size());
            left_ = bytes_.size();
        }
        left_ -= into.size();
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(left_), into.size(), into.begin());
        sodium_memzero(bytes_.data() + left_, into.size());
    }

private:
    std::array<std::uint8_t, 4096> bytes_{};
    std::size_t left_ = 0;
};

template <class Name>
Name random_name()
{
    Name name;
    randombytes_buf(name.bytes.data(), name.bytes.size());
    return name;
}

} // namespace

staff::SignInToken fresh_sign_in_token()
{
    return random_name<staff::SignInToken>();
}

desk::Pseudonym fresh_pseudonym()
{
    static Drawn drawn;
    desk::Pseudonym name;
    drawn.fill(name.bytes);
    return name;
}

protocol::PuzzleSalt fresh_salt()
{
    return random_name<protocol::PuzzleSalt>();
}

} // namespace app
