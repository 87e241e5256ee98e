#include "choice.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace planted {

namespace {

struct Choice {
    Bug bug = Bug::none;
    std::uint64_t rate = 1;
    std::uint64_t opportunities = 0;
    int log = -1;
};

// Of the process; each bug uses it from one thread only.
Choice& choice()
{
    static Choice only;
    return only;
}

// One opportunity in so many. Words are said by the hundred thousand, so their bugs are rare;
// whatever is rare by itself acts each time.
std::uint64_t own_rate(Bug bug)
{
    switch (bug) {
    case Bug::drop: return 10'000;
    case Bug::misroute: return 100'000;
    case Bug::double_row:
    case Bug::overtake: return 10;
    default: return 1;
    }
}

bool read_rate(char const* text, std::uint64_t& rate)
{
    std::string_view const digits = text;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), rate);
    return error == std::errc() && end == digits.data() + digits.size() && rate > 0;
}

} // namespace

std::optional<std::string> choose()
{
    auto const* const name = std::getenv("YORISOI_PLANTED");
    if (name == nullptr) return std::nullopt;
    auto& chosen = choice();
    if (!boost::describe::enum_from_string(name, chosen.bug))
        return "there is no planted bug '" + std::string(name) + "'";
    chosen.rate = own_rate(chosen.bug);
    if (auto const* const rate = std::getenv("YORISOI_PLANTED_RATE");
        rate != nullptr && !read_rate(rate, chosen.rate))
        return "YORISOI_PLANTED_RATE is a whole number from 1";
    if (auto const* const file = std::getenv("YORISOI_PLANTED_LOG")) {
        chosen.log = ::open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
        if (chosen.log < 0) return "YORISOI_PLANTED_LOG cannot be written";
    }
    return std::nullopt;
}

bool chosen(Bug bug)
{
    return choice().bug == bug;
}

bool turn()
{
    auto& chosen = choice();
    return ++chosen.opportunities % chosen.rate == 0;
}

// One write, so that lines stay whole. The clock is that of the histories.
void acted(std::string const& what)
{
    auto const& chosen = choice();
    if (chosen.log < 0) return;
    using namespace std::chrono;
    auto const t = duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
    auto line = "{\"t\":" + std::to_string(t) + ',' +
                member("bug", boost::describe::enum_to_string(chosen.bug, ""));
    if (!what.empty()) line += ',' + what;
    line += "}\n";
    if (::write(chosen.log, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        std::abort(); // a bug that nobody knows of proves nothing
}

std::string member(std::string_view name, std::string_view text)
{
    return '"' + std::string(name) + "\":\"" + std::string(text) + '"';
}

std::string member(std::string_view name, std::uint64_t number)
{
    return '"' + std::string(name) + "\":" + std::to_string(number);
}

} // namespace planted
