// inet_pton decides what a numeric address is.
#include "address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <string_view>
#include <system_error>

namespace {

constexpr unsigned bits_before_v4 = 96; // ::ffff:0:0/96

// A whole plain number, at most `most`.
std::optional<unsigned> number_in(std::string_view text, unsigned most)
{
    unsigned number = 0;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || last != end || number > most) return std::nullopt;
    return number;
}

bool has_colon(std::string const& address)
{
    return address.find(':') != std::string::npos;
}

bool same_bits(AddressBytes const& a, AddressBytes const& b, unsigned bits)
{
    for (unsigned bit = 0; bit < bits; ++bit) {
        auto const mask = 0x80U >> (bit % 8);
        if (((a.at(bit / 8) ^ b.at(bit / 8)) & mask) != 0) return false;
    }
    return true;
}

} // namespace

std::optional<ListenAddress> listen_address_in(std::string const& written)
{
    auto const colon = written.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    auto const port = number_in(std::string_view(written).substr(colon + 1), 65535);
    if (!port) return std::nullopt;
    ListenAddress listen{written.substr(0, colon), static_cast<std::uint16_t>(*port)};
    auto& address = listen.address;
    bool const bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
    if (bracketed != has_colon(address)) return std::nullopt;
    if (bracketed) {
        address = address.substr(1, address.size() - 2);
        if (!has_colon(address)) return std::nullopt;
    } else if (address == "localhost") {
        address = "127.0.0.1";
    }
    if (!address_bytes_in(address)) return std::nullopt;
    return listen;
}

bool loopback(ListenAddress const& listen)
{
    in6_addr six{};
    if (inet_pton(AF_INET6, listen.address.c_str(), &six) == 1)
        return IN6_IS_ADDR_LOOPBACK(&six) != 0;
    in_addr four{};
    return inet_pton(AF_INET, listen.address.c_str(), &four) == 1 &&
           (ntohl(four.s_addr) >> 24U) == 127;
}

std::optional<AddressBytes> address_bytes_in(std::string const& numeric)
{
    AddressBytes bytes{};
    if (inet_pton(AF_INET6, numeric.c_str(), bytes.data()) == 1) return bytes;
    bytes = {};
    bytes[10] = bytes[11] = 0xff;
    if (inet_pton(AF_INET, numeric.c_str(), bytes.data() + 12) == 1) return bytes;
    return std::nullopt;
}

bool AddressRange::contains(AddressBytes const& address) const
{
    return same_bits(first, address, bits);
}

std::optional<AddressRange> address_range_in(std::string const& written)
{
    auto const slash = written.find('/');
    auto const address = written.substr(0, slash);
    auto const first = address_bytes_in(address);
    if (!first) return std::nullopt;
    AddressRange range{*first, 128};
    if (slash == std::string::npos) return range;
    auto const four = !has_colon(address);
    auto const bits = number_in(std::string_view(written).substr(slash + 1), four ? 32 : 128);
    if (!bits) return std::nullopt;
    range.bits = *bits + (four ? bits_before_v4 : 0);
    auto start = range.first;
    for (unsigned bit = range.bits; bit < 128; ++bit)
        start.at(bit / 8) &= static_cast<std::uint8_t>(~(0x80U >> (bit % 8)));
    if (start != range.first) return std::nullopt;
    return range;
}
