#include "app/secrets.hpp"

#include <sodium.h>

namespace app {

desk::PassHash hash_of(protocol::Pass const& pass)
{
    desk::PassHash hash;
    static_assert(crypto_hash_sha256_BYTES == desk::PassHash::size);
    crypto_hash_sha256(hash.bytes.data(), pass.bytes.data(), pass.bytes.size());
    return hash;
}

namespace {

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
    return random_name<desk::Pseudonym>();
}

protocol::PuzzleSalt fresh_salt()
{
    return random_name<protocol::PuzzleSalt>();
}

} // namespace app
