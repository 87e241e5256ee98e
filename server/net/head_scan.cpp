// One state machine over bytes: lines end in CR LF, hold visible characters, blanks and UTF-8, and
// do not begin with a blank.
#include "net/head_scan.hpp"

#include "net/limits.hpp"

namespace net {
namespace {

bool control(char byte)
{
    auto const value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\t') || value == 0x7f;
}

} // namespace

HeadScan::Verdict HeadScan::take(std::string_view bytes)
{
    for (char const byte : bytes) {
        if (verdict_ != Verdict::unfinished) break;
        verdict_ = take(byte);
    }
    return verdict_;
}

HeadScan::Verdict HeadScan::take(char byte)
{
    if (++size_ > limits::head_bytes) return Verdict::too_large;
    switch (line_) {
    case Line::starts:
        if (byte == ' ' || byte == '\t') return Verdict::malformed; // a folded line
        [[fallthrough]];
    case Line::goes_on:
        if (byte == '\r') {
            line_ = Line::ends;
        } else if (control(byte)) {
            return Verdict::malformed;
        } else {
            line_ = Line::goes_on;
            ++line_bytes_;
        }
        return Verdict::unfinished;
    case Line::ends: break;
    }
    if (byte != '\n') return Verdict::malformed;
    if (line_bytes_ == 0) return lines_ == 0 ? Verdict::malformed : Verdict::whole;
    if (++lines_ > limits::head_fields + 1) return Verdict::too_large; // 1: the request line
    line_ = Line::starts;
    line_bytes_ = 0;
    return Verdict::unfinished;
}

} // namespace net
