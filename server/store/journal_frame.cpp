#include "store/journal_frame.hpp"

#include "store/errc.hpp"

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>

namespace store {
namespace {

using boost::system::result;

constexpr std::string_view magic = "\xF7YRSJ\r\n\x1A"; // spoilt by any copying as text
constexpr std::uint32_t format = 1;
constexpr std::size_t crc_bytes = 4;
constexpr std::size_t covered_from = frame_mark.size() + crc_bytes; // of a frame

using Crc32c = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;

std::uint32_t crc_of(std::string_view bytes)
{
    Crc32c crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

template <class Number>
void put(std::string& to, Number number)
{
    boost::endian::native_to_little_inplace(number);
    to.append(reinterpret_cast<char const*>(&number), sizeof number);
}

// Takes numbers and texts off the front of bytes whose length has been checked.
class Taker {
public:
    explicit Taker(std::string_view bytes) : bytes_(bytes) {}

    std::string_view text(std::size_t length)
    {
        auto const taken = bytes_.substr(0, length);
        bytes_.remove_prefix(length);
        return taken;
    }

    template <class Number>
    Number number()
    {
        Number taken{};
        std::ranges::copy(text(sizeof taken), reinterpret_cast<char*>(&taken));
        return boost::endian::little_to_native(taken);
    }

private:
    std::string_view bytes_;
};

// What stands before the texts of a frame.
struct FrameHead {
    std::uint32_t crc{};
    std::uint32_t record_bytes{};
    std::uint8_t kind{};
    std::uint8_t desk_bytes{};
    std::uint16_t zero{};
    std::uint64_t position{};
    std::uint64_t batch{};
    std::int64_t at{};
};

FrameHead frame_head(std::string_view bytes)
{
    Taker take(bytes.substr(frame_mark.size()));
    FrameHead head;
    head.crc = take.number<std::uint32_t>();
    head.record_bytes = take.number<std::uint32_t>();
    head.kind = take.number<std::uint8_t>();
    head.desk_bytes = take.number<std::uint8_t>();
    head.zero = take.number<std::uint16_t>();
    head.position = take.number<std::uint64_t>();
    head.batch = take.number<std::uint64_t>();
    head.at = take.number<std::int64_t>();
    return head;
}

} // namespace

void encode(std::string& to, SegmentHead const& head)
{
    auto const begin = to.size();
    to += magic;
    put(to, format);
    put(to, head.number);
    put(to, head.incarnation);
    put(to, head.first_position);
    put(to, head.begun_at);
    put(to, crc_of(std::string_view(to).substr(begin)));
}

result<SegmentHead> decode_segment_head(std::string_view bytes)
{
    if (bytes.size() < magic.size() + sizeof format || !bytes.starts_with(magic)) {
        return errc::journal_damaged;
    }
    Taker take(bytes.substr(magic.size()));
    auto const written_format = take.number<std::uint32_t>();
    if (written_format > format) return errc::journal_newer;
    if (written_format != format || bytes.size() != segment_head_bytes) {
        return errc::journal_damaged;
    }
    SegmentHead head;
    head.number = take.number<std::uint32_t>();
    head.incarnation = take.number<std::uint32_t>();
    head.first_position = take.number<std::uint64_t>();
    head.begun_at = take.number<std::int64_t>();
    auto const crc = crc_of(bytes.substr(0, segment_head_bytes - crc_bytes));
    if (take.number<std::uint32_t>() != crc) return errc::journal_damaged;
    return head;
}

void encode(std::string& to, FrameKind kind, std::uint64_t batch, JournalEntry const& entry)
{
    auto const begin = to.size();
    to += frame_mark;
    put(to, std::uint32_t{}); // the CRC, when the rest is known
    put(to, static_cast<std::uint32_t>(entry.record.size()));
    put(to, static_cast<std::uint8_t>(kind));
    put(to, static_cast<std::uint8_t>(entry.desk.size()));
    put(to, std::uint16_t{});
    put(to, entry.position);
    put(to, batch);
    put(to, entry.at);
    to += entry.desk;
    to += entry.record;
    std::string crc;
    put(crc, crc_of(std::string_view(to).substr(begin + covered_from)));
    to.replace(begin + frame_mark.size(), crc_bytes, crc);
}

std::optional<std::size_t> frame_size(std::string_view bytes)
{
    if (!bytes.starts_with(frame_mark)) return std::nullopt;
    auto const head = frame_head(bytes);
    if (head.record_bytes > most_record_bytes || head.desk_bytes > most_desk_bytes) {
        return std::nullopt;
    }
    return frame_head_bytes + head.desk_bytes + head.record_bytes;
}

std::optional<Frame> decode_frame(std::string_view bytes)
{
    auto const head = frame_head(bytes);
    auto const known = head.kind >= static_cast<std::uint8_t>(FrameKind::state) &&
                       head.kind <= static_cast<std::uint8_t>(FrameKind::fact);
    if (crc_of(bytes.substr(covered_from)) != head.crc || !known || head.zero != 0) {
        return std::nullopt;
    }
    Taker take(bytes.substr(frame_head_bytes));
    Frame frame{static_cast<FrameKind>(head.kind), head.batch, {head.position, head.at, {}, {}}};
    frame.entry.desk = take.text(head.desk_bytes);
    frame.entry.record = take.text(head.record_bytes);
    return frame;
}

} // namespace store
