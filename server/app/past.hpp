// What the journal holds of each desk, ready to be given to it.
#pragma once

#include "desk/desk.hpp"
#include "protocol/types.hpp"
#include "staff/account.hpp"
#include "store/journal.hpp"

#include <boost/system/result.hpp>

#include <map>
#include <vector>

namespace app {

using Pasts = std::map<protocol::DeskCode, std::vector<desk::Past>>;

// Open state and tail, desk by desk, in order. A record that this program cannot read is an error:
// to pass over it would be to forget somebody's place.
[[nodiscard]] boost::system::result<Pasts> pasts(store::Recovered const& recovered,
                                                 staff::Time now);

} // namespace app
