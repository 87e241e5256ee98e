#include "net/frames.hpp"

#include "net/limits.hpp"
#include "protocol/limits.hpp"

#include <boost/endian/conversion.hpp>
#include <boost/locale/utf.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace net {
namespace {

// Section 5.2.
constexpr unsigned last_bit = 0x80;
constexpr unsigned reserved_bits = 0x70;
constexpr unsigned opcode_bits = 0x0f;
constexpr unsigned mask_bit = 0x80;
constexpr unsigned length_bits = 0x7f;
constexpr unsigned length_in_2_bytes = 126;
constexpr unsigned length_in_8_bytes = 127;
constexpr std::size_t mask_bytes = 4;
constexpr std::size_t longest_control = 125;

bool controls(Opcode opcode)
{
    return opcode >= Opcode::close;
}

bool known(Opcode opcode)
{
    return opcode <= Opcode::binary || (opcode >= Opcode::close && opcode <= Opcode::pong);
}

template <class Number>
Number number_at(char const* bytes)
{
    return boost::endian::endian_load<Number, sizeof(Number), boost::endian::order::big>(
        reinterpret_cast<unsigned char const*>(bytes));
}

template <class Number>
void append_number(std::string& bytes, Number number)
{
    boost::endian::native_to_big_inplace(number);
    bytes.append(reinterpret_cast<char const*>(&number), sizeof(number));
}

// Section 5.3, eight bytes at a time.
void unmask(std::span<char> bytes, char const* key)
{
    std::uint64_t wide = 0;
    std::memcpy(&wide, key, mask_bytes);
    std::memcpy(reinterpret_cast<char*>(&wide) + mask_bytes, key, mask_bytes);
    std::size_t at = 0;
    for (; at + sizeof(wide) <= bytes.size(); at += sizeof(wide)) {
        std::uint64_t part = 0;
        std::memcpy(&part, bytes.data() + at, sizeof(part));
        part ^= wide;
        std::memcpy(bytes.data() + at, &part, sizeof(part));
    }
    for (; at < bytes.size(); ++at)
        bytes[at] = static_cast<char>(bytes[at] ^ key[at % mask_bytes]);
}

bool is_utf8(std::string_view text)
{
    using Utf8 = boost::locale::utf::utf_traits<char>;
    auto const* at = text.data();
    auto const* const end = at + text.size();
    while (at != end) {
        if (static_cast<unsigned char>(*at) < 0x80) {
            ++at;
        } else if (!boost::locale::utf::is_valid_codepoint(Utf8::decode(at, end))) {
            return false;
        }
    }
    return true;
}

// Sections 7.4.1 and 7.4.2, and the registry of RFC 6455, section 11.7, for 1012 to 1014.
bool may_close_with(unsigned code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
           (code >= 3000 && code <= 4999);
}

} // namespace

void FrameReader::give(std::span<char> bytes)
{
    if (kept_.empty()) {
        rest_ = bytes;
        return;
    }
    kept_.append(bytes.data(), bytes.size());
    rest_ = kept_;
}

std::optional<FrameReader::Frame> FrameReader::next()
{
    if (std::exchange(text_done_, false)) std::string().swap(fragments_); // gives the memory back
    while (!refusal_) {
        auto const found = head();
        if (!found || rest_.size() < found->size + found->payload) break;
        auto const payload = rest_.subspan(found->size, found->payload);
        unmask(payload, payload.data() - mask_bytes);
        rest_ = rest_.subspan(found->size + found->payload);
        if (auto frame = whole(*found, {payload.data(), payload.size()})) return frame;
    }
    keep_rest();
    return std::nullopt;
}

// The frame that begins here, judged as soon as its head has come.
std::optional<FrameReader::Head> FrameReader::head()
{
    if (rest_.size() < 2) return std::nullopt;
    auto const first = static_cast<unsigned char>(rest_[0]);
    auto const second = static_cast<unsigned char>(rest_[1]);
    Head found{(first & last_bit) != 0, static_cast<Opcode>(first & opcode_bits), 2,
               second & length_bits};
    if ((first & reserved_bits) != 0 || (second & mask_bit) == 0)
        return refuse(refused_frames::protocol_error);
    auto least = std::uint64_t(0); // that has to be written in so many bytes
    auto const written = found.payload;
    if (written == length_in_2_bytes) {
        found.size += sizeof(std::uint16_t);
        least = length_in_2_bytes;
    } else if (written == length_in_8_bytes) {
        found.size += sizeof(std::uint64_t);
        least = std::uint64_t(1) << 16;
    }
    if (rest_.size() < found.size) return std::nullopt;
    if (written == length_in_2_bytes) found.payload = number_at<std::uint16_t>(&rest_[2]);
    if (written == length_in_8_bytes) found.payload = number_at<std::uint64_t>(&rest_[2]);
    found.size += mask_bytes;
    if (found.payload < least) return refuse(refused_frames::protocol_error);
    if (auto const code = wrong_with(found)) return refuse(*code);
    return found;
}

std::optional<std::uint16_t> FrameReader::wrong_with(Head const& head) const
{
    using namespace refused_frames;
    if (!known(head.opcode)) return protocol_error;
    if (controls(head.opcode)) {
        auto const fits = head.last && head.payload <= longest_control;
        return fits ? std::nullopt : std::optional(protocol_error);
    }
    if (in_text_ != (head.opcode == Opcode::continuation)) return protocol_error;
    if (head.opcode == Opcode::binary) return no_text;
    if (head.payload > protocol::limits::frame_bytes - fragments_.size() ||
        fragment_ == limits::fragments)
        return too_big;
    return std::nullopt;
}

// What this frame makes whole, if anything.
std::optional<FrameReader::Frame> FrameReader::whole(Head const& head, std::string_view payload)
{
    if (controls(head.opcode)) return Frame{head.opcode, payload};
    in_text_ = !head.last;
    fragment_ = head.last ? 0 : fragment_ + 1;
    if (!head.last || head.opcode == Opcode::continuation) {
        fragments_ += payload;
        if (!head.last) return std::nullopt;
        text_done_ = true;
        payload = fragments_;
    }
    if (!is_utf8(payload)) return refuse(refused_frames::not_utf8);
    return Frame{Opcode::text, payload};
}

std::nullopt_t FrameReader::refuse(std::uint16_t code)
{
    refusal_ = code;
    return std::nullopt;
}

void FrameReader::keep_rest()
{
    if (refusal_) rest_ = {};
    if (rest_.data() == kept_.data() && rest_.size() == kept_.size()) return;
    std::string(rest_.data(), rest_.size()).swap(kept_);
    rest_ = kept_;
}

std::optional<std::uint16_t> wrong_with_close(std::string_view payload)
{
    if (payload.empty()) return std::nullopt;
    if (payload.size() < close_code_bytes ||
        !may_close_with(number_at<std::uint16_t>(payload.data())))
        return refused_frames::protocol_error;
    if (!is_utf8(payload.substr(close_code_bytes))) return refused_frames::not_utf8;
    return std::nullopt;
}

void append_frame(std::string& bytes, Opcode opcode, std::string_view payload)
{
    bytes += static_cast<char>(last_bit | static_cast<unsigned>(opcode));
    if (payload.size() < length_in_2_bytes) {
        bytes += static_cast<char>(payload.size());
    } else if (payload.size() < (std::size_t(1) << 16)) {
        bytes += static_cast<char>(length_in_2_bytes);
        append_number(bytes, static_cast<std::uint16_t>(payload.size()));
    } else {
        bytes += static_cast<char>(length_in_8_bytes);
        append_number(bytes, static_cast<std::uint64_t>(payload.size()));
    }
    bytes += payload;
}

WrittenFrame written_frame(std::string_view bytes)
{
    auto const text =
        (static_cast<unsigned char>(bytes[0]) & opcode_bits) == static_cast<unsigned>(Opcode::text);
    std::size_t const length = static_cast<unsigned char>(bytes[1]);
    if (length < length_in_2_bytes) return {2 + length, text};
    if (length == length_in_2_bytes)
        return {std::size_t(4) + number_at<std::uint16_t>(&bytes[2]), text};
    return {10 + number_at<std::uint64_t>(&bytes[2]), text};
}

} // namespace net
