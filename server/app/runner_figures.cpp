// What the runner knows for the operator: who is connected, and each desk's present state. Read
// only when it is asked for; the path of a word counts nothing here.
#include "app/runner.hpp"

namespace app {

Connected Runner::connected() const
{
    Connected connected;
    for (auto const& [id, peer] : peers_) {
        switch (peer.role) {
        case Role::visitor: ++connected.visitors; break;
        case Role::counsellor: ++connected.counsellors; break;
        case Role::supervisor: ++connected.supervisors; break;
        }
    }
    return connected;
}

Overviews Runner::overviews()
{
    auto const time = now();
    Overviews overviews;
    for (auto const& [code, desk] : desks_)
        overviews.emplace_back(code, desk.overview(time));
    return overviews;
}

} // namespace app
