#include "scripts/core_house.hpp"

#include "desk/assertion.hpp"
#include "desk/seconds.hpp"
#include "protocol/codec.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <chrono>
#include <type_traits>
#include <variant>

namespace scripts {

namespace {

using namespace std::chrono_literals;

desk::ConnectionId in_core(Connection connection)
{
    return desk::ConnectionId{static_cast<std::uint64_t>(connection)};
}

// The pass is its own hash here.
desk::PassHash hash_of(protocol::Pass const& pass)
{
    desk::PassHash hash;
    hash.bytes = pass.bytes;
    return hash;
}

std::string closed(protocol::CloseCode code)
{
    return std::string(R"({"type":"closed","code":")") +
           boost::describe::enum_to_string(code, "?") + "\"}";
}

std::optional<desk::PassHash> hash_in(protocol::visitor::FromVisitor const& message)
{
    if (auto const* const hello = std::get_if<protocol::visitor::Hello>(&message))
        return hello->pass ? std::optional(hash_of(*hello->pass)) : std::nullopt;
    if (auto const* const join = std::get_if<protocol::visitor::Join>(&message))
        return hash_of(join->pass);
    return std::nullopt;
}

} // namespace

desk::Staff CoreHouse::account(std::string const& name, Role role)
{
    auto const next = desk::StaffId{static_cast<std::uint32_t>(accounts_.size() + 1)};
    auto const id = accounts_.try_emplace(name, next).first->second;
    return {id, role == Role::counsellor ? "相談員" : "スーパーバイザー"};
}

void CoreHouse::begin(Setting const& setting)
{
    setting_ = setting;
    now_ = began_ = desk::Time(1h);
    incarnation_ = 7;
    desk_.emplace(setting_.settings, incarnation_);
    peers_.clear();
    facts_.clear();
    accounts_.clear();
    if (!setting_.waits.empty()) served_before();
    start();
}

// A shift that is open already, with the waits of those who are gone.
void CoreHouse::served_before()
{
    protocol::records::Experience experience;
    for (auto const wait : setting_.waits)
        experience.wait_seconds.push_back(desk::seconds_in(wait));
    facts_ = {{now_, protocol::records::ShiftOpened{fresh()}}, {now_, experience}};
    std::vector<desk::Past> journal;
    for (auto const& [at, fact] : facts_)
        journal.push_back({fact, now_ - at});
    YORISOI_ASSERT(desk_->restore(journal, now_));
}

void CoreHouse::start()
{
    tell_hours();
    if (setting_.opened) give(desk::ShiftOpened{fresh()});
    tell_hours();
}

void CoreHouse::tell_hours()
{
    hours_due_ = now_ + 1min;
    if (!setting_.closes_in && !setting_.next_opening) return;
    auto closes_in = setting_.closes_in;
    if (closes_in) *closes_in -= now_ - began_;
    give(desk::HoursTold{closes_in, setting_.next_opening});
}

Connection CoreHouse::connect(Role role, std::string const& name)
{
    auto const connection = Connection{++last_connection_};
    peers_.emplace(connection, Peer{role, account(name, role)});
    return connection;
}

void CoreHouse::send(Connection connection, std::string const& frame)
{
    auto const found = peers_.find(connection);
    if (found == peers_.end() || found->second.closed) return;
    auto& peer = found->second;
    switch (peer.role) {
    case Role::visitor: return hear<protocol::visitor::FromVisitor>(connection, peer, frame);
    case Role::counsellor:
        return hear<protocol::counsellor::FromCounsellor>(connection, peer, frame);
    case Role::supervisor:
        return hear<protocol::supervisor::FromSupervisor>(connection, peer, frame);
    }
}

template <class Messages>
void CoreHouse::hear(Connection connection, Peer& peer, std::string const& frame)
{
    auto message = protocol::decode<Messages>(frame);
    if (!message) return close(connection, protocol::CloseCode::bad_message);
    auto const id = in_core(connection);
    if constexpr (std::is_same_v<Messages, protocol::visitor::FromVisitor>)
        give(desk::VisitorSaid{id, *message, hash_in(*message), fresh()});
    else if constexpr (std::is_same_v<Messages, protocol::counsellor::FromCounsellor>)
        give(desk::CounsellorSaid{id, peer.staff, std::move(*message), fresh()});
    else
        give(desk::SupervisorSaid{id, peer.staff, std::move(*message), fresh()});
}

std::vector<std::string> CoreHouse::told(Connection connection)
{
    auto const found = peers_.find(connection);
    return found == peers_.end() ? std::vector<std::string>()
                                 : std::exchange(found->second.told, {});
}

void CoreHouse::cut(Connection connection)
{
    if (peers_.erase(connection) != 0) give(desk::ConnectionLost{in_core(connection)});
}

void CoreHouse::beacon(protocol::api::Beacon const& beacon)
{
    give(desk::BeaconCame{hash_of(beacon.pass), beacon.load, beacon.says});
}

void CoreHouse::sign_out(Connection connection)
{
    give(desk::StaffSignedOut{in_core(connection)});
    close(connection, protocol::CloseCode::signed_out);
}

void CoreHouse::wait(desk::Duration duration)
{
    auto const until = now_ + duration;
    while (true) {
        auto const next = std::min(desk_->next_deadline().value_or(until + 1ms), hours_due_);
        if (next > until) break;
        now_ = std::max(now_, next);
        if (now_ >= hours_due_) tell_hours();
        tick();
    }
    now_ = until;
}

void CoreHouse::kill()
{
    peers_.clear();
    start_again();
}

// What everybody was told before the goodbye, they have read.
void CoreHouse::restart()
{
    for (auto& [connection, peer] : peers_) {
        if (peer.closed) continue;
        peer.closed = true;
        peer.told.push_back(closed(protocol::CloseCode::going_down));
    }
    start_again();
}

void CoreHouse::start_again()
{
    std::vector<desk::Past> journal;
    if (journal_ == Journal::restated)
        journal = desk_->open_state(now_);
    else
        for (auto const& [at, fact] : facts_)
            journal.push_back({fact, now_ - at});
    desk_.emplace(setting_.settings, ++incarnation_);
    YORISOI_ASSERT(desk_->restore(journal, now_));
    desk_->check_invariants();
    if (journal_ == Journal::restated) {
        facts_.clear();
        for (auto const& past : journal)
            facts_.emplace_back(now_ - past.age, past.fact);
    }
    start();
}

void CoreHouse::give(desk::Input&& input)
{
    desk_->handle(std::move(input), now_, effects_);
    desk_->check_invariants();
    tick();
}

void CoreHouse::tick()
{
    desk_->tick(now_, effects_);
    desk_->check_invariants();
    if (auto const next = desk_->next_deadline(); next && *next <= now_)
        throw HouseError("after a tick something is still due");
    carry_out();
}

void CoreHouse::carry_out()
{
    for (auto const& effect : std::exchange(effects_, {})) {
        std::visit(
            [&]<class Wanted>(Wanted const& wanted) {
                if constexpr (std::is_same_v<Wanted, desk::Record>) {
                    facts_.emplace_back(now_, wanted.fact);
                } else if constexpr (std::is_same_v<Wanted, desk::Close>) {
                    close(Connection{static_cast<std::uint64_t>(wanted.connection)}, wanted.code);
                } else {
                    auto const to = Connection{static_cast<std::uint64_t>(wanted.to)};
                    auto const found = peers_.find(to);
                    if (found != peers_.end() && !found->second.closed)
                        found->second.told.push_back(protocol::encode(wanted.message));
                }
            },
            effect);
    }
}

// What a page has been told before it was closed, it has read; the desk hears of the lost
// connection as of any other.
void CoreHouse::close(Connection connection, protocol::CloseCode code)
{
    auto const found = peers_.find(connection);
    if (found == peers_.end() || found->second.closed) return;
    found->second.closed = true;
    found->second.told.push_back(closed(code));
    give(desk::ConnectionLost{in_core(connection)});
}

desk::Pseudonym CoreHouse::fresh()
{
    desk::Pseudonym name;
    name.bytes.fill(++last_fresh_);
    return name;
}

} // namespace scripts
