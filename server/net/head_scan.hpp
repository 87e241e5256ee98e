// Looks at the raw bytes of a request head, as they come, before any parser sees them, and finds
// its end. It only refuses what our parser would forgive: a bare CR or LF, control characters, a
// folded line, too many bytes or fields. What the words mean is request_rules.hpp's business.
#pragma once

#include <cstddef>
#include <string_view>

namespace net {

class HeadScan {
public:
    enum class Verdict { unfinished, whole, malformed, too_large };

    // Takes the next bytes. Once the verdict is not `unfinished`, it stays.
    Verdict take(std::string_view bytes);

    // How many of the bytes taken so far are the head, the empty line included; requires `whole`.
    std::size_t size() const { return size_; }

private:
    Verdict take(char byte);

    enum class Line { starts, goes_on, ends };
    Line line_ = Line::starts;
    Verdict verdict_ = Verdict::unfinished;
    std::size_t size_ = 0;
    std::size_t lines_ = 0;      // ended ones
    std::size_t line_bytes_ = 0; // of the present one
};

} // namespace net
