#include "app/runner.hpp"

#include "app/secrets.hpp"
#include "app/wall_clock.hpp"
#include "log.hpp"
#include "protocol/codec.hpp"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

namespace app {

namespace {

using protocol::counsellor::FromCounsellor;
using protocol::supervisor::FromSupervisor;
using protocol::visitor::FromVisitor;

desk::ConnectionId in_core(net::ConnectionId id)
{
    return desk::ConnectionId{static_cast<std::uint64_t>(id)};
}

desk::Staff person(staff::SignedIn const& staff)
{
    return {desk::StaffId(static_cast<std::uint32_t>(staff.account)), staff.me.alias};
}

desk::Input input(desk::ConnectionId id, FromVisitor&& message, staff::SignedIn const*)
{
    auto const pass = std::visit(
        []<class Message>(Message const& said) -> std::optional<desk::PassHash> {
            if constexpr (std::is_same_v<Message, protocol::visitor::Hello>) {
                return said.pass ? std::optional(hash_of(*said.pass)) : std::nullopt;
            } else if constexpr (std::is_same_v<Message, protocol::visitor::Join>) {
                return hash_of(said.pass);
            } else {
                return std::nullopt;
            }
        },
        message);
    return desk::VisitorSaid{id, std::move(message), pass, fresh_pseudonym()};
}

desk::Input input(desk::ConnectionId id, FromCounsellor&& message, staff::SignedIn const* staff)
{
    return desk::CounsellorSaid{id, person(*staff), std::move(message), fresh_pseudonym()};
}

desk::Input input(desk::ConnectionId id, FromSupervisor&& message, staff::SignedIn const* staff)
{
    return desk::SupervisorSaid{id, person(*staff), std::move(message), fresh_pseudonym()};
}

} // namespace

Runner::Runner(boost::asio::io_context& loop, SignInBook& sign_ins, Scribe& scribe,
               ShiftKeys& shift_keys, std::uint32_t incarnation)
    : sign_ins_(sign_ins), scribe_(scribe), shift_keys_(shift_keys), incarnation_(incarnation),
      clock_(CoreClock::Steady::now()), timer_(loop)
{
}

void Runner::start()
{
    running_ = true;
    arm();
}

void Runner::stop()
{
    running_ = false;
    timer_.cancel();
}

void Runner::opened(net::ConnectionId id, Role role, std::optional<staff::SignInTokenHash> sign_in,
                    net::AddressHashes const& address, net::Connection& connection)
{
    auto& peer = peers_.emplace(id, Peer{&connection, role, sign_in}).first->second;
    peer.address = address;
}

bool Runner::is_somebodys(net::ConnectionId id) const
{
    auto const found = peers_.find(id);
    if (found == peers_.end() || found->second.closing) return false;
    auto const& peer = found->second;
    if (peer.role != Role::visitor) return true;
    return peer.room != nullptr && peer.room->second.is_somebodys(in_core(id));
}

void Runner::received(net::ConnectionId id, std::string_view text)
{
    auto const found = peers_.find(id);
    if (found == peers_.end() || found->second.closing) return;
    switch (found->second.role) {
    case Role::visitor: return heard<FromVisitor>(id, found->second, text);
    case Role::counsellor: return heard<FromCounsellor>(id, found->second, text);
    case Role::supervisor: return heard<FromSupervisor>(id, found->second, text);
    }
}

// Who speaks is looked up for each message: a sign-in that has ended opens nothing any more.
template <class Message>
void Runner::heard(net::ConnectionId id, Peer& peer, std::string_view text)
{
    staff::SignedIn const* signed_in = nullptr;
    if (peer.role != Role::visitor) {
        auto const time = wall_clock();
        sign_ins_.used(*peer.sign_in, time);
        signed_in = sign_ins_.find(*peer.sign_in, time);
        if (signed_in == nullptr)
            return refuse(peer, protocol::CloseCode::signed_out, "sign-in ended");
    }
    auto message = protocol::decode<Message>(text);
    if (!message) return refuse(peer, protocol::CloseCode::bad_message, message.error().message());
    if (!greets(peer, *message, signed_in))
        return refuse(peer, protocol::CloseCode::bad_message, "no greeting for a desk of ours");
    if constexpr (std::is_same_v<Message, FromVisitor>) {
        if (brakes(id, peer, *message)) return;
    }
    give(*peer.room, input(in_core(id), std::move(*message), signed_in));
}

// The greeting says which desk the connection speaks with; staff only with their own.
template <class Message>
bool Runner::greets(Peer& peer, Message const& message, staff::SignedIn const* staff)
{
    if (peer.room != nullptr) return true; // a second greeting is the desk's to refuse
    return std::visit(
        [&]<class Said>(Said const& said) {
            if constexpr (requires { said.desk; }) {
                auto const found = desks_.find(said.desk);
                if (found == desks_.end()) return false;
                if (staff != nullptr &&
                    std::ranges::find(staff->me.desks, said.desk, &protocol::api::DeskName::code) ==
                        staff->me.desks.end())
                    return false;
                peer.room = &*found;
                return true;
            } else {
                return false;
            }
        },
        message);
}

void Runner::lost(net::ConnectionId id)
{
    auto const found = peers_.find(id);
    if (found == peers_.end()) return;
    auto* const room = found->second.room;
    peers_.erase(found);
    held_.forget(in_core(id));
    if (room != nullptr) give(*room, desk::ConnectionLost{in_core(id)});
}

void Runner::beacon(protocol::api::Beacon const& beacon)
{
    auto const pass = hash_of(beacon.pass);
    for (auto& room : desks_)
        give(room, desk::BeaconCame{pass, beacon.load, beacon.says});
}

void Runner::signed_out(staff::SignInTokenHash const& sign_in)
{
    std::vector<net::ConnectionId> pages;
    for (auto const& [id, peer] : peers_)
        if (peer.sign_in == sign_in) pages.push_back(id);
    for (auto const id : pages) {
        auto& peer = peers_.at(id);
        if (peer.room != nullptr) give(*peer.room, desk::StaffSignedOut{in_core(id)});
        close(in_core(id), protocol::CloseCode::signed_out);
    }
}

void Runner::give(Room& room, desk::Input&& input)
{
    auto const time = now();
    auto& desk = room.second;
    auto const opened_at = desk.shift_opened_at();
    desk.handle(std::move(input), time, effects_);
    if (desk.shift_opened_at() != opened_at) desk.handle(hours_told(room, time), time, effects_);
    desk.tick(time, effects_);
    carry_out(room);
    arm();
}

// A fact is written before what is told because of it is considered.
void Runner::carry_out(Room const& room)
{
    keep_keys(room);
    raise_brake();
    for (auto& effect : effects_) {
        if (auto const* const record = std::get_if<desk::Record>(&effect))
            scribe_.write(room.first, record->fact);
        else
            held_.pass(std::move(effect), scribe_.written(), scribe_.flushed(), ready_);
    }
    effects_.clear();
    for (auto const& effect : ready_)
        perform(effect);
    ready_.clear();
}

void Runner::flushed()
{
    held_.release(scribe_.flushed(), ready_);
    for (auto const& effect : ready_)
        perform(effect);
    ready_.clear();
}

void Runner::perform(desk::Effect const& effect)
{
    std::visit(
        [&]<class Wanted>(Wanted const& wanted) {
            if constexpr (std::is_same_v<Wanted, desk::Close>)
                close(wanted.connection, wanted.code);
            else if constexpr (requires { wanted.to; })
                tell(wanted.to, wanted.message);
        },
        effect);
}

template <class Message>
void Runner::tell(desk::ConnectionId to, Message const& message)
{
    auto const found = peers_.find(net::ConnectionId{static_cast<std::uint64_t>(to)});
    if (found == peers_.end() || found->second.closing) return;
    frame_.clear();
    protocol::append_encoded(frame_, message);
    found->second.connection->send(frame_);
}

void Runner::close(desk::ConnectionId id, protocol::CloseCode code)
{
    auto const found = peers_.find(net::ConnectionId{static_cast<std::uint64_t>(id)});
    if (found == peers_.end() || found->second.closing) return;
    found->second.closing = true;
    found->second.connection->close(code);
}

// Of what came nothing is logged but the name of the refusal.
void Runner::refuse(Peer& peer, protocol::CloseCode code, std::string_view why)
{
    logs::event(logs::Level::info, "connection_refused",
                {{"code", static_cast<std::uint16_t>(code)}, {"why", why}});
    peer.closing = true;
    peer.connection->close(code);
}

void Runner::beat()
{
    auto const time = now();
    auto const wall = wall_clock();
    for (auto& room : desks_) {
        if (hours_.at(room.first).due(wall))
            room.second.handle(hours_told(room, time), time, effects_);
        room.second.tick(time, effects_);
        carry_out(room);
    }
    for (auto const& ended : sign_ins_.expire(wall))
        signed_out(ended);
    watch_brake();
    arm();
}

// A beat that comes early enough stays as it is: however much is said, it is not put off.
void Runner::arm()
{
    if (!running_) return;
    auto const steady = CoreClock::Steady::now();
    auto const time = clock_.at(steady);
    auto wait = desk::Duration(CoreClock::beat_interval);
    for (auto const& [code, desk] : desks_)
        if (auto const next = desk.next_deadline())
            wait = std::min(wait, std::max(desk::Duration::zero(), *next - time));
    if (beat_at_ && *beat_at_ <= steady + wait) return;
    beat_at_ = steady + wait;
    timer_.expires_at(*beat_at_);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error || !running_) return;
        beat_at_.reset();
        beat();
    });
}

desk::Time Runner::now()
{
    return clock_.at(CoreClock::Steady::now());
}

} // namespace app
