#include "desk/counting.hpp"

#include <algorithm>

namespace desk {

void Counting::count(protocol::records::Step step)
{
    ++counts_.at(static_cast<std::size_t>(step));
}

std::optional<Time> Counting::due() const
{
    if (std::ranges::all_of(counts_, [](auto count) { return count == 0; })) return std::nullopt;
    return written_at_ ? *written_at_ + interval_ : Time::min();
}

void Counting::write(Time now, Effects& effects)
{
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (counts_.at(i) == 0) continue;
        auto const step = static_cast<protocol::records::Step>(i);
        effects.push_back(Record{protocol::records::Counted{step, counts_.at(i)}});
        counts_.at(i) = 0;
        written_at_ = now;
    }
}

} // namespace desk
