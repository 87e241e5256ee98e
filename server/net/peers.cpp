// Nothing called here adds or removes a peer: peers come by the accept loop and go by their own
// completions, never from within `overdue`, `stop` or `close_with`.
#include "net/peers.hpp"

namespace net {

Peer::Peer(Peers& peers) : peers_(&peers)
{
    peers.all_.insert(this);
}

Peer::~Peer()
{
    if (peers_ != nullptr) peers_->all_.erase(this);
}

Peers::~Peers()
{
    for (auto* const peer : all_)
        peer->peers_ = nullptr;
}

void Peers::call_overdue(Time now)
{
    for (auto* const peer : all_) {
        if (peer->deadline() <= now) peer->overdue();
    }
}

void Peers::stop()
{
    for (auto* const peer : all_)
        peer->stop();
}

void Peers::close_all(protocol::CloseCode code)
{
    for (auto* const peer : all_)
        peer->close_with(code);
}

} // namespace net
