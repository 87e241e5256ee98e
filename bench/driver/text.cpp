#include "bench/driver/text.hpp"

#include <openssl/sha.h>

#include <array>
#include <charconv>
#include <random>

namespace bench {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool begins_with_zeros(std::array<unsigned char, SHA256_DIGEST_LENGTH> const& hash,
                       std::uint32_t bits)
{
    for (std::uint32_t bit = 0; bit < bits; ++bit)
        if ((hash.at(bit / 8) & (0x80U >> (bit % 8))) != 0) return false;
    return true;
}

} // namespace

std::string_view text_behind(std::string_view frame, std::string_view before)
{
    auto const found = frame.find(before);
    if (found == frame.npos) return {};
    auto const rest = frame.substr(found + before.size());
    return rest.substr(0, rest.find('"'));
}

std::uint32_t number_behind(std::string_view frame, std::string_view before)
{
    auto const found = frame.find(before);
    if (found == frame.npos) return 0;
    std::uint32_t number = 0;
    std::from_chars(frame.data() + found + before.size(), frame.data() + frame.size(), number);
    return number;
}

std::string_view type_of(std::string_view frame)
{
    constexpr std::string_view begin = R"({"type":")";
    return frame.starts_with(begin) ? text_behind(frame, begin) : std::string_view();
}

std::string base64url(std::string_view bytes)
{
    std::string text;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (auto const byte : bytes) {
        bits = bits << 8U | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6)
            text += alphabet[bits >> (count - 6) & 0x3FU];
    }
    if (count > 0) text += alphabet[bits << (6 - count) & 0x3FU];
    return text;
}

std::string bytes_of(std::string_view base64url)
{
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (auto const character : base64url) {
        bits = bits << 6U | static_cast<std::uint32_t>(alphabet.find(character));
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFFU);
    }
    return bytes;
}

std::string random_name(std::size_t bytes)
{
    static std::mt19937_64 random(std::random_device{}());
    std::string name(bytes, '\0');
    for (auto& byte : name)
        byte = static_cast<char>(random());
    return base64url(name);
}

std::uint32_t solution_of(std::string_view salt, std::uint32_t bits)
{
    auto text = bytes_of(salt);
    auto const end = text.size();
    text.resize(end + 4);
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    for (std::uint32_t number = 0;; ++number) {
        for (std::size_t at = 0; at < 4; ++at)
            text[end + at] = static_cast<char>(number >> (8 * (3 - at)));
        SHA256(reinterpret_cast<unsigned char const*>(text.data()), text.size(), hash.data());
        if (begins_with_zeros(hash, bits)) return number;
    }
}

} // namespace bench
