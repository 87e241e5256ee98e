// SHA-256 is libsodium's.
#include "app/puzzle.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace app {
namespace {

constexpr std::size_t number_bytes = 4;

// SHA-256 over the salt and the number, most significant byte first, begins with `bits` zeros.
bool solves(protocol::PuzzleSalt const& salt, std::uint32_t number, std::uint32_t bits)
{
    std::array<unsigned char, protocol::PuzzleSalt::size + number_bytes> text{};
    std::ranges::copy(salt.bytes, text.begin());
    for (std::size_t at = 0; at < number_bytes; ++at)
        text.at(salt.size + at) = static_cast<unsigned char>(number >> (8 * (3 - at)));
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), text.data(), text.size());
    for (std::uint32_t bit = 0; bit < bits; ++bit)
        if ((hash.at(bit / 8) & (0x80U >> (bit % 8))) != 0) return false;
    return true;
}

} // namespace

Puzzle::Puzzle(protocol::PuzzleSalt const& salt, std::uint32_t bits, std::chrono::seconds wait,
               Time now)
    : told_{salt, bits, protocol::limits::in_seconds(wait)}, began_(now)
{
}

bool Puzzle::answered(std::optional<std::uint32_t> solution, Time now) const
{
    if (over(now)) return false;
    if (!solution) return now + timer_slack >= began_ + std::chrono::seconds(told_.wait_seconds);
    return told_.bits > 0 && solves(told_.salt, *solution, told_.bits);
}

} // namespace app
