#include "app/past.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <utility>

namespace app {

namespace {

// The clock of the day may have been set back meanwhile; nothing is younger than now.
desk::Duration age(std::int64_t at, staff::Time now)
{
    return std::max(desk::Duration::zero(), desk::Duration(now.time_since_epoch().count() - at));
}

} // namespace

boost::system::result<Pasts> pasts(store::Recovered const& recovered, staff::Time now)
{
    Pasts found;
    for (auto const* part : {&recovered.state, &recovered.tail}) {
        for (auto const& entry : *part) {
            auto fact = protocol::decode<protocol::records::Record>(entry.record);
            if (!fact) return fact.error();
            found[{entry.desk}].push_back({std::move(*fact), age(entry.at, now)});
        }
    }
    return found;
}

} // namespace app
