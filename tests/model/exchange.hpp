// One page load's part in one session, as a well-behaved page plays it (protocol/README.md): words
// are kept until they are confirmed, said again when the server asks for it, shown in order and
// once, and confirmed when they are shown. It knows neither the desk nor the connection.
#pragma once

#include "model/safe.hpp"
#include "protocol/messages/session.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace model {

using SaidInSession = std::variant<protocol::SendOpening, protocol::SendWord, protocol::Received,
                                   protocol::Missing, protocol::AskOpening, protocol::Finished>;

// A word that its writer's page keeps until it is confirmed.
struct Kept {
    protocol::StreamId stream;
    std::uint32_t number{};
    std::uint32_t order{};
    std::size_t size{};
    bool sent{};
    std::uint32_t holder{}; // of the other seat, for whom it was said
};

class Exchange {
public:
    enum class Stage : std::uint8_t { talking, ending, ended };

    Exchange(Safe& safe, protocol::SessionId session, protocol::LoadId load,
             std::vector<Kept> leftovers);

    void hear(protocol::Started const& started);
    void hear(protocol::Members const& changed);
    void hear(protocol::Opening const& opening);
    void hear(protocol::Word const& word);
    void hear(protocol::Received const& received);
    void hear(protocol::Missing const& missing);
    void hear(protocol::OpeningAsked const& asked);
    void hear(protocol::PeerAway const&) { peer_here_ = false; }
    void hear(protocol::PeerBack const& back);
    void hear(protocol::Hold const&) { held_ = true; }
    void hear(protocol::Release const&);
    void hear(protocol::Ending const& ending);
    void hear(protocol::Ended const&) { stage_ = Stage::ended; }
    void
    leave_seat(); // somebody else holds it; should it come back, this load goes on with its names

    void say(std::uint32_t order, std::size_t size);
    void confirm();     // at the end of a turn of the page's event loop
    void time_passes(); // what was asked for and did not come is asked for again

    std::vector<SaidInSession> take_said() { return std::exchange(said_, {}); }
    std::vector<Content> take_shown() { return std::exchange(shown_, {}); }
    std::vector<std::uint32_t> take_delivered() { return std::exchange(delivered_, {}); }

    Stage stage() const { return stage_; }
    bool held() const { return held_; }
    bool unreadable() const { return unreadable_; } // was sent what is not locked for it
    std::vector<Kept> const& kept() const { return kept_; }

private:
    struct Stream {
        std::uint32_t next{};
        std::uint32_t seen{}; // the newest number that somebody sent
    };

    void set_members(std::uint32_t membership, std::vector<protocol::Member> const& members);
    void send_all_again();
    void send();
    void send_opening();
    void begin(protocol::StreamId const& stream, std::uint32_t first);
    bool waits_for_leftovers(protocol::Word const& word) const;
    void show(protocol::Word const& word);
    void try_unopened();

    Safe& safe_;
    protocol::SessionId session_;
    protocol::LoadId load_;
    protocol::StreamId stream_;
    Stage stage_ = Stage::talking;
    std::uint32_t membership_{};
    protocol::LoadId peer_{};
    bool peer_here_{};
    std::uint32_t holder_{}; // of the other seat

    std::uint32_t last_number_{};
    std::uint32_t key_{};
    protocol::LoadId locked_for_{};
    bool opening_due_{};
    bool held_{};
    std::size_t asked_{}; // so many of `kept_` go out though they are held
    std::vector<Kept> kept_;

    std::map<protocol::StreamId, Stream> streams_;
    std::map<protocol::LoadId, Content> openings_; // the newest of each load
    std::set<std::pair<protocol::LoadId, std::uint32_t>> keys_;
    std::vector<protocol::Word> unopened_;
    std::set<protocol::StreamId> to_confirm_;
    bool unreadable_{};

    std::vector<SaidInSession> said_;
    std::vector<Content> shown_;
    std::vector<std::uint32_t> delivered_;
};

} // namespace model
