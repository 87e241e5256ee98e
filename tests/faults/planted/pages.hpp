// Between the house and its pages: a bug hears and changes what goes either way. The house has a
// Page where it believes to have a connection; what it says to it, and what the page says, comes by
// here. Nothing is decided here, and without such a bug nothing comes by.
#pragma once

#include "app/runner.hpp"
#include "net/door.hpp"
#include "protocol/types.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace planted {

class Mischief;

class Page final : public net::Connection {
public:
    Page(net::ConnectionId connection, app::Role who, net::Connection& socket, Mischief& mischief)
        : id(connection), role(who), socket_(socket), mischief_(mischief)
    {
    }

    // The house speaks.
    void send(std::string_view frame) override;
    void close(protocol::CloseCode code) override;

    // Past the bug.
    void see(std::string const& text);

    net::ConnectionId const id;
    app::Role const role;

    // As the page has said, and as it was told.
    protocol::LoadId load{};
    std::optional<protocol::Pass> pass{};
    std::set<protocol::SessionId> sessions{};
    bool closed = false; // by the house

private:
    net::Connection& socket_;
    Mischief& mischief_;
};

// What a bug does between them; each by itself lets everything pass.
class Mischief {
public:
    virtual ~Mischief() = default;

    using Frames = std::vector<std::string>;

    // What the house hears instead of what the page has said.
    virtual Frames said(Page&, std::string_view text) { return {std::string(text)}; }

    // True: the page does not get it.
    virtual bool told(Page&, std::string const&) { return false; }

    // True: the connection stays open.
    virtual bool closes(Page&, protocol::CloseCode) { return false; }

    virtual void gone(Page&) {}
};

std::unique_ptr<Mischief> drop();
std::unique_ptr<Mischief> dead_pass();
std::unique_ptr<Mischief> misroute();
std::unique_ptr<Mischief> old_seat();

// The first page that fits, of those that the house has open.
Page* page_where(std::function<bool(Page const&)> const& fits);

// The house hears this from that page, as soon as it has ears; then `heard` is called, unless the
// page is gone.
void say_for(net::ConnectionId page, std::string text, std::function<void()> heard);

// Whether a text of the house is a message of this type: it writes the type first.
bool is(std::string_view type, std::string_view text);

// A session as the wire names it.
std::string text_of(protocol::SessionId const& session);

} // namespace planted
