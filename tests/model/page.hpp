// One load of one person's page, well-behaved: what it asks for, and what it makes of what it is
// told. Messages wait in its outbox until the world carries them; it never sees the desk.
#pragma once

#include "desk/ids.hpp"
#include "model/exchange.hpp"
#include "protocol/close_codes.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace model {

enum class Role : std::uint8_t { visitor, counsellor, supervisor };

using Saying = std::variant<protocol::visitor::FromVisitor, protocol::counsellor::FromCounsellor,
                            protocol::supervisor::FromSupervisor>;
using Hearing = std::variant<protocol::visitor::ToVisitor, protocol::counsellor::ToCounsellor,
                             protocol::supervisor::ToSupervisor, protocol::CloseCode>;

// What all loads of one person share: the account, or what the browser's tab keeps.
struct Self {
    std::string name;
    Role role{};
    std::uint32_t account{};
    bool good{};  // never says what a page would not say
    bool quiet{}; // a visitor who mostly says nothing
    bool brisk{}; // comes to the end soon, and to the next
    std::optional<protocol::Pass> pass{};
    std::vector<protocol::Pass> passes{};                 // ever made
    std::map<protocol::SessionId, std::uint32_t> words{}; // so many were said
};

class Page {
public:
    Page(Self& self, Safe& safe, protocol::LoadId load) : self_(&self), safe_(&safe), load_(load) {}

    protocol::LoadId load() const { return load_; }

    // The connection as this page sees it; what was under way on an older one is lost.
    void connect(desk::ConnectionId connection);
    void lose();
    std::optional<desk::ConnectionId> connection() const { return connection_; }
    std::optional<protocol::CloseCode> closed() const { return closed_; }

    void deliver(Hearing hearing) { inbox_.push_back(std::move(hearing)); }
    void read(); // everything that has come, in one turn
    std::optional<Saying> take_saying();
    bool idle() const { return inbox_.empty() && outbox_.empty(); }
    bool has_mail() const { return !inbox_.empty(); }
    bool has_said() const { return !outbox_.empty(); }

    // What the person does now; `chance` chooses.
    void act(std::uint64_t chance);
    void tap_resume();
    void time_passes();

    // The leftovers of an earlier load, out of the tab's storage.
    void inherit(Page const& earlier);

    std::map<protocol::SessionId, Exchange>& exchanges() { return exchanges_; }
    std::map<protocol::SessionId, Exchange>& threads() { return threads_; }

    // Of a session or a thread; nullptr: this page has no part in it.
    Exchange const* exchange(protocol::SessionId name) const;
    bool is_asked() const { return asked_to_take_over_.has_value(); }
    bool talks_on() const; // in a thread about a session that was given away
    std::uint32_t taken() const { return taken_; }
    std::optional<protocol::SessionId> const& offer() const { return offer_; }
    std::vector<protocol::SessionId> const& cooled() const { return cooled_; }
    std::uint32_t guide_of(protocol::SessionId session) const;

private:
    void say(Saying saying) { outbox_.push_back(std::move(saying)); }
    void hear(protocol::visitor::ToVisitor const& message);
    void hear(protocol::counsellor::ToCounsellor const& message);
    void hear(protocol::supervisor::ToSupervisor const& message);
    void hear(protocol::CloseCode code);
    template <class Message>
    void hear_in_session(Message const& message);
    void hear_of_thread(protocol::counsellor::ThreadOpened const& opened);
    bool act_in_thread(std::uint64_t chance);
    void await_restating();
    void drop_pass();
    void forget_place();
    void ask_for_a_place(std::uint64_t chance);
    void act_as_visitor(std::uint64_t chance);
    void act_as_counsellor(std::uint64_t chance);
    void leave_seat(protocol::SessionId session);
    void wrap_up_the_ended();
    void hand_over(protocol::SessionId session, std::uint64_t chance);
    void act_in_session(std::uint64_t chance);
    void act_as_supervisor(std::uint64_t chance);
    void say_words(Exchange& exchange, protocol::SessionId session, std::uint64_t chance);
    void collect(Exchange& exchange);

    Self* self_;
    Safe* safe_;
    protocol::LoadId load_;
    std::optional<desk::ConnectionId> connection_;
    std::optional<protocol::CloseCode> closed_;
    std::deque<Hearing> inbox_;
    std::deque<Saying> outbox_;

    std::optional<protocol::Pass> pass_; // the one this load has spoken of
    bool greeted_ = false;               // on an earlier connection, too
    bool consented_ = false;
    bool in_line_ = false;
    bool asked_to_tap_ = false; // or parked until then
    bool asked_to_resume_ = false;

    std::uint32_t taken_ = 0;
    protocol::counsellor::Choice choice_{};
    std::optional<protocol::SessionId> offer_;
    std::optional<protocol::SessionId> asked_to_take_over_;
    std::vector<std::uint32_t> colleagues_;
    std::map<protocol::SessionId, std::uint32_t> guides_;
    std::vector<std::uint32_t> line_; // as a supervisor sees it
    std::vector<protocol::SessionId> cooled_;

    std::map<protocol::SessionId, std::vector<Kept>> leftovers_;
    std::map<protocol::SessionId, Exchange> exchanges_;
    std::map<protocol::SessionId, Exchange> former_;  // whose seat this person gave away
    std::map<protocol::SessionId, Exchange> threads_; // also those that are over
    bool gave_away_ = false;                          // the session that the last of them was about
};

// The pass is its own hash here.
desk::PassHash hash_of(protocol::Pass const& pass);

} // namespace model
