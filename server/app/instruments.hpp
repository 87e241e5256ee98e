// What the operator may know of the running house: whether it can serve, and its figures. Reads
// everybody's counts when it is asked and keeps none of its own.
#pragma once

#include "app/api.hpp"
#include "app/replay.hpp"
#include "app/runner.hpp"
#include "app/scribe.hpp"
#include "net/counts.hpp"
#include "net/door.hpp"
#include "staff/account.hpp"

#include <string>

namespace app {

class Instruments {
public:
    // All outlive it.
    Instruments(Runner& runner, Scribe const& scribe, Replay const& replay, Api const& api,
                net::Counts const& net);

    void stop() { stopping_ = true; }

    net::Readiness readiness() const;
    std::string text() const;

private:
    Runner& runner_;
    Scribe const& scribe_;
    Replay const& replay_;
    Api const& api_;
    net::Counts const& net_;
    staff::Time started_;
    bool stopping_ = false;
};

} // namespace app
