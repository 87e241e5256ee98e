#include "desk/experience.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace desk {

namespace {

void add(std::deque<std::uint32_t>& values, std::uint32_t value)
{
    if (values.size() == Experience::kept) values.pop_front();
    values.push_back(value);
}

// By nearest rank, in minutes, rounded up: nobody is told less than it was.
std::uint32_t percentile_minutes(std::vector<std::uint32_t> const& sorted, std::size_t percent)
{
    auto const rank = (percent * sorted.size() + 99) / 100;
    return std::max(1U, (sorted.at(rank - 1) + 59) / 60);
}

} // namespace

void Experience::waited(std::uint32_t seconds)
{
    add(waits_, seconds);
}

void Experience::talked(std::uint32_t seconds)
{
    add(talks_, seconds);
}

std::optional<protocol::visitor::WaitRange> Experience::range() const
{
    if (waits_.size() < enough) return std::nullopt;
    std::vector<std::uint32_t> sorted(waits_.begin(), waits_.end());
    std::ranges::sort(sorted);
    return protocol::visitor::WaitRange{percentile_minutes(sorted, 50),
                                        percentile_minutes(sorted, 90)};
}

std::optional<std::int64_t> Experience::talk_ms() const
{
    if (talks_.size() < enough) return std::nullopt;
    auto const sum = std::accumulate(talks_.begin(), talks_.end(), std::int64_t{0});
    return sum * 1000 / static_cast<std::int64_t>(talks_.size());
}

void Experience::clear()
{
    waits_.clear();
    talks_.clear();
}

void Experience::restore(protocol::records::Experience const& restated)
{
    clear();
    for (auto const seconds : restated.wait_seconds)
        waited(seconds);
    for (auto const seconds : restated.talk_seconds)
        talked(seconds);
}

protocol::records::Experience Experience::restated() const
{
    return {{waits_.begin(), waits_.end()}, {talks_.begin(), talks_.end()}};
}

} // namespace desk
