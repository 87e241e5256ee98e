// A public key for tests that open nothing: each load has one of its own, which its name gives
// away.
#pragma once

#include "protocol/types.hpp"

#include <algorithm>

inline protocol::PublicKey key_of(protocol::LoadId const& load)
{
    protocol::PublicKey key;
    std::ranges::copy(load.bytes, key.bytes.begin());
    return key;
}
