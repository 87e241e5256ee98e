#include "app/secrets.hpp"

#include <sodium.h>

namespace app {

desk::PassHash hash_of(protocol::Pass const& pass)
{
    desk::PassHash hash{};
    static_assert(crypto_hash_sha256_BYTES == std::tuple_size_v<desk::PassHash>);
    crypto_hash_sha256(hash.data(), pass.bytes.data(), pass.bytes.size());
    return hash;
}

staff::SignInToken fresh_sign_in_token()
{
    staff::SignInToken token;
    randombytes_buf(token.bytes.data(), token.bytes.size());
    return token;
}

} // namespace app
