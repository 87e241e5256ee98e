// One load of one person's page: what it says in full when a script names only the message, and
// what it has been told. It keeps what a page must know to speak (sessions, members, numbers), and
// shows nothing.
#pragma once

#include "protocol/types.hpp"
#include "scripts/house.hpp"
#include "scripts/message.hpp"
#include "scripts/standing.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace scripts {

// One session or thread as this load knows it.
struct Talk {
    std::uint32_t membership{};
    std::string peer_load{};
    std::string peer_stream{}; // of the last word heard
    std::uint32_t said{};
    std::uint32_t confirmed{};
    std::uint32_t guide_seconds{};
    bool ended{};
};

class Page {
public:
    Page(Role role, protocol::LoadId const& load) : role_(role), load_(load) {}

    protocol::LoadId const& load() const { return load_; }

    // The frame of the first message on each connection; `pass` is what the tab has kept.
    std::string hello(std::optional<protocol::Pass> const& pass);

    // The frame of a message whose fields are written as far as they matter. `session` is the
    // one that is meant, if the script says so.
    std::string frame(Line const& line, std::optional<protocol::Pass> const& pass,
                      std::string const& session);

    void hear(Message message);
    void lose() { connection.reset(); }
    std::size_t times_heard(std::string const& type) const;

    // The session that is meant when none is named: the last that began and is not given back.
    std::string const& session() const { return current_; }
    std::string const& thread() const { return thread_; } // the last that was opened
    std::map<std::string, Talk> const& talks() const { return talks_; }

    std::optional<Connection> connection{};
    std::deque<Message> inbox{}; // heard and not yet looked at by the script
    Standing standing{};

private:
    void hear_in_session(Message const& message, std::string const& session);
    void add_session_fields(Frame& frame, std::string const& type, std::string const& session);
    std::string finished(Talk const& talk) const;
    std::string stream() const;

    Role role_;
    protocol::LoadId load_;
    bool greeted_ = false;
    std::string current_;
    std::string thread_;
    std::map<std::string, Talk> talks_;
    std::string offer_;
    std::string asked_;           // to take it over
    std::uint32_t colleague_ = 0; // the first of those told last
    std::uint32_t taken_ = 0;
    std::map<std::string, std::size_t> heard_; // how often each type
};

} // namespace scripts
