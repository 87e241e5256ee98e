// Where a request came from when a proxy stands in between. Only what a trusted proxy has written
// is believed (docs/operations.md); from anybody else these fields are as if they were not there.
// Pure.
#pragma once

#include "address.hpp"
#include "net/request_head.hpp"
#include "net/transport.hpp"

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <span>

namespace net {

using TrustedProxies = std::span<AddressRange const>;

struct Whence {
    // The nearest hop that is no trusted proxy, going from the peer backwards through the elements
    // of X-Forwarded-For: what is further away is only somebody's word. Where an element cannot be
    // understood, the last hop that could is the answer.
    boost::asio::ip::address address;
    // What a trusted peer's X-Forwarded-Proto says, of a list the last element, which the peer
    // itself has written; anything but `https` is plain. Nothing without the field.
    std::optional<Transport> transport;
};

[[nodiscard]] Whence whence(boost::asio::ip::address const& peer, RequestHead const& head,
                            TrustedProxies proxies);

} // namespace net
