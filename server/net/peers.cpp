// Nothing called here adds or removes a peer: peers come by the accept loop and go in a later step
// of the loop, never from within `overdue`, `stop`, `close_with` or `make_way`.
#include "net/peers.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

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

std::size_t Peers::make_room(std::size_t most)
{
    std::vector<Peer*> spare;
    std::ranges::copy_if(all_, std::back_inserter(spare), &Peer::spare);
    return oldest_make_way(std::move(spare), most);
}

std::size_t Peers::make_room(std::size_t most, Time handshaking_since)
{
    std::vector<Peer*> slow;
    std::ranges::copy_if(all_, std::back_inserter(slow), [&](Peer const* peer) {
        return peer->handshaking() && peer->since_ < handshaking_since;
    });
    return oldest_make_way(std::move(slow), most);
}

std::size_t Peers::oldest_make_way(std::vector<Peer*> spare, std::size_t most)
{
    auto const count = std::min(most, spare.size());
    std::ranges::nth_element(spare, std::next(spare.begin(), static_cast<std::ptrdiff_t>(count)),
                             {}, &Peer::since_);
    for (auto* const peer : std::span(spare).first(count))
        peer->make_way();
    return count;
}

} // namespace net
