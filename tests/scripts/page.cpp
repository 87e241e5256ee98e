#include "scripts/page.hpp"

#include "protocol/limits.hpp"
#include "protocol/writing.hpp"
#include "support/key_of.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace scripts {

namespace {

constexpr std::array<std::string_view, 20> of_a_session{"close_thread",
                                                        "hand_over",
                                                        "accept_hand_over",
                                                        "decline_hand_over",
                                                        "cool_down",
                                                        "review_cool_down",
                                                        "end",
                                                        "put_back",
                                                        "extend",
                                                        "wrap_up",
                                                        "opening",
                                                        "word",
                                                        "received",
                                                        "missing",
                                                        "ask_opening",
                                                        "ask_history",
                                                        "history",
                                                        "finished",
                                                        "typing",
                                                        "accept"};

bool is_of_a_session(std::string_view type)
{
    return std::ranges::find(of_a_session, type) != of_a_session.end();
}

// Of a session that this page does not hold, or does not hold yet.
bool is_of_another(std::string_view type)
{
    return type == "offer" || type == "offer_over" || type.starts_with("hand_over_");
}

template <class Name>
std::string in_json(Name const& name)
{
    std::string text;
    protocol::json::append(text, name);
    return text;
}

} // namespace

std::string Page::hello(std::optional<protocol::Pass> const& pass)
{
    Frame frame("hello");
    frame.number("protocol", protocol::limits::protocol_number);
    frame.text("desk", "demo");
    if (role_ != Role::supervisor) {
        frame.json("load", in_json(load_));
        frame.json("public_key", in_json(key_of(load_)));
    }
    if (role_ == Role::visitor) frame.json("first", greeted_ ? "false" : "true");
    if (role_ == Role::visitor && pass) frame.json("pass", in_json(*pass));
    greeted_ = true;
    standing.greets();
    return frame.str();
}

std::string Page::frame(Line const& line, std::optional<protocol::Pass> const& pass,
                        std::string const& session)
{
    auto const& type = line.type;
    Frame frame(type);
    if (type == "join") {
        if (pass) frame.json("pass", in_json(*pass));
        frame.json("answers", "{}");
        standing.asks_for_place();
    }
    if (type == "take_next") frame.number("taken", taken_);
    if (is_of_a_session(type)) add_session_fields(frame, type, session);
    for (auto const& [name, written] : line.fields) {
        if (auto const text = sealed_as(name, written))
            frame.text("sealed", *text);
        else
            frame.written(name, written);
    }
    auto text = frame.str();
    if (type == "word") {
        auto& said = talks_[session].said;
        said = std::max(said, Message(text).number("number"));
    }
    return text;
}

void Page::add_session_fields(Frame& frame, std::string const& type, std::string const& session)
{
    if (type == "accept") return frame.text("session", offer_);
    if (type == "accept_hand_over" || type == "decline_hand_over")
        return frame.text("session", asked_);
    if (session.empty()) throw std::runtime_error("is in no session");
    frame.text("session", session);
    if (type == "review_cool_down") return; // a session of others
    auto& talk = talks_[session];
    if (type == "word" || type == "opening" || type == "history") {
        frame.number("membership", talk.membership);
        frame.text("sealed", sealed(type));
    }
    if (type == "opening" || type == "history") frame.text("to", talk.peer_load);
    if (type == "word") {
        frame.json("stream", stream());
        frame.number("number", talk.said + 1);
        frame.number("key", 1);
    }
    if (type == "history") frame.number("key", 1);
    if (type == "received" || type == "missing") frame.text("stream", talk.peer_stream);
    if (type == "ask_opening" || type == "ask_history") frame.text("load", talk.peer_load);
    if (type == "finished") frame.json("last", finished(talk));
    if (type == "extend") frame.number("guide_seconds", talk.guide_seconds);
    if (type == "wrap_up") frame.json("heavy", "false");
    if (type == "hand_over") frame.number("colleague", colleague_);
}

// The last number of this load's words, unless all of them are confirmed.
std::string Page::finished(Talk const& talk) const
{
    if (talk.said <= talk.confirmed) return "[]";
    return "[{\"stream\":" + stream() + ",\"number\":" + std::to_string(talk.said) + "}]";
}

// One stream for each load; its name is of the load, so that a script need not name it.
std::string Page::stream() const
{
    protocol::StreamId stream;
    stream.bytes = load_.bytes;
    return in_json(stream);
}

void Page::hear(Message message)
{
    standing.hear(message);
    auto const& type = message.type();
    auto const session = message.text("session");
    if (type == "line") taken_ = message.number("taken");
    if (type == "offer") offer_ = session;
    if (type == "hand_over_asked") asked_ = session;
    if (type == "colleagues") colleague_ = message.number("colleagues.0.staff");
    if (type == "closed") lose();
    if (!session.empty() && !is_of_another(type)) hear_in_session(message, session);
    ++heard_[type];
    inbox.push_back(std::move(message));
}

std::size_t Page::times_heard(std::string const& type) const
{
    auto const found = heard_.find(type);
    return found == heard_.end() ? 0 : found->second;
}

void Page::hear_in_session(Message const& message, std::string const& session)
{
    auto const& type = message.type();
    if (type == "wrapped_up" || type == "handed_over") {
        talks_.erase(session);
        if (current_ == session) current_ = talks_.empty() ? "" : talks_.rbegin()->first;
        return;
    }
    auto& talk = talks_[session];
    if (type == "started" || type == "resumable") current_ = session;
    if (type == "thread_opened") thread_ = session;
    if (type == "started" || type == "members" || type == "thread_opened") {
        auto const first = message.text("members.0.load");
        talk.peer_load =
            '"' + first + '"' == in_json(load_) ? message.text("members.1.load") : first;
        talk.membership = message.number("membership");
    }
    if (message.field("guide_seconds")) talk.guide_seconds = message.number("guide_seconds");
    if (type == "word") talk.peer_stream = message.text("stream");
    if (type == "received") talk.confirmed = std::max(talk.confirmed, message.number("number"));
    if (type == "ended" || type == "thread_over") talk.ended = true;
}

} // namespace scripts
