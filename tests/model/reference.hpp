// The desk as the house plan tells it, played naively: plain lists that are searched from the start
// each time, and no deadline is stored, each is worked out from what happened when. Slow, and
// simple enough to be read against the plan; it knows nothing of how server/desk does it.
//
// It says who must be told what, in order for each connection. Only the telling from one tick
// (line, overview, moved positions) is no list: there the present truth is given, and whoever
// compares decides whether it was told in time.
#pragma once

#include "desk/effect.hpp"
#include "desk/input.hpp"
#include "desk/settings.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace model {

using desk::ConnectionId;
using desk::PassHash;
using desk::StaffId;
using desk::Time;
using protocol::EndReason;
using protocol::LoadId;
using protocol::SeatKind;
using protocol::SessionId;

// What each connection is told, as it stands on the wire; a close is a text of its own.
using Told = std::map<ConnectionId, std::vector<std::string>>;
std::string closing(protocol::CloseCode code);

constexpr std::size_t index(SeatKind kind)
{
    return kind == SeatKind::visitor ? 0 : 1;
}

class Reference {
public:
    Reference(desk::Settings settings, std::uint32_t incarnation);

    Told handle(desk::Input const& input, Time now);
    Told tick(Time now); // whatever is due, the earliest first

    // The server was killed and started: everybody is away, graces begin anew, what was under way
    // is lost. An end that was not final is talking again.
    void crash(Time now, std::uint32_t incarnation);

    // What there is to know from the telling, for each connection that hears it. While an input or
    // a tick is played, every state on the way may be told; `truths` has them all.
    Told const& truths() const { return truths_; }
    Told present_truth(bool with_seconds) const;
    protocol::supervisor::Overview overview() const;

private:
    enum class Shift : std::uint8_t { closed, open, over };
    enum class Stage : std::uint8_t { talking, ending, ended };

    struct Page {
        LoadId load;
        std::optional<PassHash> place;
        std::optional<StaffId> counsellor;
        bool supervises{};
    };
    struct Place {
        PassHash pass;
        LoadId load;
        std::optional<ConnectionId> at;
        Time joined;
        Time away_since{};
        bool parked{};
        bool front{};
        std::optional<SessionId> session{};
    };
    struct Seat {
        LoadId load;
        std::optional<ConnectionId> at;
        Time away_since{};
        std::vector<protocol::Word> unread{};
        bool held{}; // whoever writes to this seat was told `hold`
        std::map<protocol::StreamId, std::uint32_t> shown{};
        std::optional<std::vector<protocol::StreamMark>> last{};
    };
    struct Talk {
        SessionId name;
        PassHash visitor;
        StaffId staff;
        std::string alias;
        std::array<Seat, 2> seats; // by SeatKind
        std::uint32_t membership = 1;
        Stage stage = Stage::talking;
        EndReason reason{};
        Time since{};
        Time returned{};
    };
    struct Counsellor {
        std::string alias;
        std::optional<ConnectionId> at{};
        LoadId load{};
        std::optional<Time> off_at{};
        std::optional<protocol::supervisor::Presence> presence{};
        Time since{};
    };

    template <class Message>
    void tell(std::optional<ConnectionId> to, Message const& message);
    void shut(ConnectionId connection, protocol::CloseCode code);
    void lose(ConnectionId connection);

    void hear(desk::VisitorSaid const& said);
    void hear(desk::CounsellorSaid const& said);
    void hear(desk::SupervisorSaid const& said);
    void hear(desk::ConnectionLost const& lost) { lose(lost.connection); }
    void hear(desk::BeaconCame const& beacon);
    void hear(desk::StaffSignedOut const& out);
    void hear(desk::ShiftOpened const&) { open(); }
    bool greeted_well(ConnectionId connection, bool hello, std::uint32_t protocol);
    void open();
    void close();

    void join(desk::VisitorSaid const& said);
    void arrive(Place& place, ConnectionId connection);
    void forget(PassHash pass, EndReason reason);
    void take_next(ConnectionId connection, StaffId staff, std::uint32_t taken);
    void wrap_up(StaffId staff, SessionId name);

    void sit(Talk& talk, SeatKind kind, ConnectionId connection, LoadId load);
    void stand_up(Talk& talk, SeatKind kind);
    template <class Message>
    void hear_in_session(SeatKind from, ConnectionId connection, Message const& message);
    template <class Message>
    void hear_in(Talk& talk, SeatKind from, Message const& said);
    bool keep(Seat& reader, protocol::Word const& word) const;
    bool all_shown(Seat const& writer, Seat const& reader) const;
    void begin_end(Talk& talk, EndReason reason);
    void end(Talk& talk, EndReason reason);
    protocol::Started started(Talk const& talk, SeatKind kind) const;
    std::vector<protocol::Member> members(Talk const& talk) const;

    struct Due {
        enum class Of : std::uint8_t { place, talk, staff };
        Time at;
        Of of{};
        std::size_t which;
    };
    std::optional<Due> earliest(Time now) const;
    std::optional<Time> due(Talk const& talk) const;
    void fall_due(Due const& due);

    protocol::visitor::Intake intake() const;
    std::vector<Place const*> line() const; // in the order in which they are served
    protocol::visitor::Queued queued(Place const& place) const;
    protocol::counsellor::Line line_for(StaffId staff) const;
    protocol::supervisor::Presence presence(StaffId staff) const;
    std::size_t seats_of(StaffId staff) const;
    void settle(); // notes since when everybody is what they are, and what may be told

    Place* place(PassHash const& pass);
    Talk* talk(SessionId name);
    Talk const* talk(SessionId name) const;

    desk::Settings settings_;
    std::uint32_t incarnation_;
    std::uint64_t sessions_ = 0;
    Shift shift_ = Shift::closed;
    std::map<ConnectionId, Page> pages_;
    std::vector<Place> places_; // in the order of arrival
    std::vector<Talk> talks_;   // until wrapped up, in the order of their beginning
    std::map<StaffId, Counsellor> roster_;
    std::map<StaffId, std::uint32_t> taken_; // in this life of the server
    std::map<PassHash, EndReason> gone_;

    Time now_{};
    Told told_;
    Told truths_;
};

} // namespace model
