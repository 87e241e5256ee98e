// Addresses as an operator writes them: where to listen, and ranges of machines that are trusted.
// Numeric only, so nothing has to be resolved. Pure; opens nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

// Where to listen. "localhost" has become 127.0.0.1; port 0 lets the system choose.
struct ListenAddress {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
};

// "127.0.0.1:8080" or "[::1]:8080"; nothing for what is not written so.
[[nodiscard]] std::optional<ListenAddress> listen_address_in(std::string const& written);

// Whether only this machine can reach it.
[[nodiscard]] bool loopback(ListenAddress const& listen);

// The bytes of an IPv6 address; an IPv4 address stands as ::ffff:a.b.c.d, so that both spellings of
// it are the same.
using AddressBytes = std::array<std::uint8_t, 16>;

[[nodiscard]] std::optional<AddressBytes> address_bytes_in(std::string const& numeric);

// All addresses that begin with the same bits.
struct AddressRange {
    AddressBytes first{};
    unsigned bits = 128;

    [[nodiscard]] bool contains(AddressBytes const& address) const;
};

// "10.0.0.0/8", "fd00::/8" or one address. Nothing for what is not written so, or for bits that are
// set behind the prefix: whoever wrote 10.1.2.3/8 meant something else.
[[nodiscard]] std::optional<AddressRange> address_range_in(std::string const& written);
