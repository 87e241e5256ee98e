#include "pages.hpp"

#include "choice.hpp"
#include "protocol/codec.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/visitor.hpp"

#include <map>
#include <utility>

using SignIn = std::optional<staff::SignInTokenHash>;

// The seam: what the Door hands to the runner.
extern "C" {
void real_opened(app::Runner&, net::ConnectionId, app::Role, SignIn, net::AddressHashes const&,
                 net::Connection&);
void real_received(app::Runner&, net::ConnectionId, std::string_view);
void real_lost(app::Runner&, net::ConnectionId);
void planted_opened(app::Runner&, net::ConnectionId, app::Role, SignIn, net::AddressHashes const&,
                    net::Connection&);
void planted_received(app::Runner&, net::ConnectionId, std::string_view);
void planted_lost(app::Runner&, net::ConnectionId);
}

namespace planted {

namespace {

struct Waiting {
    net::ConnectionId page;
    std::string text;
    std::function<void()> heard;
};

// All that are open, and what is to be said for them. One thread.
struct Street {
    std::unique_ptr<Mischief> mischief; // none: nothing comes by here
    std::map<net::ConnectionId, Page> pages;
    std::vector<Waiting> waiting;
};

std::unique_ptr<Mischief> chosen_mischief()
{
    if (chosen(Bug::drop)) return drop();
    if (chosen(Bug::dead_pass)) return dead_pass();
    if (chosen(Bug::misroute)) return misroute();
    if (chosen(Bug::old_seat)) return old_seat();
    return nullptr;
}

Street& street()
{
    static Street only{chosen_mischief(), {}, {}};
    return only;
}

template <class Message>
void learn_said(Page& page, std::string_view text)
{
    auto const message = protocol::decode<Message>(text);
    if (!message) return;
    std::visit(
        [&](auto const& said) {
            if constexpr (requires {
                              said.desk;
                              said.load;
                          })
                page.load = said.load;
            if constexpr (requires { said.pass; }) page.pass = said.pass;
        },
        *message);
}

template <class Message>
void learn_told(Page& page, std::string const& text)
{
    auto const message = protocol::decode<Message>(text);
    if (!message) return;
    if (auto const* const started = std::get_if<protocol::Started>(&*message))
        page.sessions.insert(started->session);
    else if (auto const* const ended = std::get_if<protocol::Ended>(&*message))
        page.sessions.erase(ended->session);
}

} // namespace

// What the bug looks at stays as it was until it has looked: an end is told to who is in a session.
void Page::send(std::string_view frame)
{
    std::string const text(frame);
    if (!mischief_.told(*this, text)) socket_.send(text);
    if (!is("started", text) && !is("ended", text)) return;
    if (role == app::Role::visitor)
        learn_told<protocol::visitor::ToVisitor>(*this, text);
    else
        learn_told<protocol::counsellor::ToCounsellor>(*this, text);
}

void Page::close(protocol::CloseCode code)
{
    closed = true;
    if (!mischief_.closes(*this, code)) socket_.close(code);
}

void Page::see(std::string const& text)
{
    socket_.send(text);
}

Page* page_where(std::function<bool(Page const&)> const& fits)
{
    for (auto& [id, page] : street().pages)
        if (!page.closed && fits(page)) return &page;
    return nullptr;
}

void say_for(net::ConnectionId page, std::string text, std::function<void()> heard)
{
    street().waiting.push_back({page, std::move(text), std::move(heard)});
}

bool is(std::string_view type, std::string_view text)
{
    constexpr std::string_view before = "{\"type\":\"";
    return text.starts_with(before) && text.substr(before.size()).starts_with(type) &&
           text.substr(before.size() + type.size()).starts_with('"');
}

std::string text_of(protocol::SessionId const& session)
{
    return std::to_string(session.incarnation) + '-' + std::to_string(session.counter);
}

} // namespace planted

using planted::street;

// The house has ears again: it is not in the middle of telling somebody something.
static void say_what_waits(app::Runner& runner)
{
    while (!street().waiting.empty()) {
        for (auto const& [page, text, heard] : std::exchange(street().waiting, {})) {
            if (!street().pages.contains(page)) continue;
            real_received(runner, page, text);
            heard();
        }
    }
}

void planted_opened(app::Runner& runner, net::ConnectionId id, app::Role role, SignIn sign_in,
                    net::AddressHashes const& address, net::Connection& connection)
{
    auto& mischief = street().mischief;
    if (!mischief) return real_opened(runner, id, role, sign_in, address, connection);
    auto const [page, fresh] = street().pages.try_emplace(id, id, role, connection, *mischief);
    real_opened(runner, id, role, sign_in, address, page->second);
}

void planted_received(app::Runner& runner, net::ConnectionId id, std::string_view text)
{
    auto const found = street().pages.find(id);
    if (found == street().pages.end()) return real_received(runner, id, text);
    auto& page = found->second;
    if (page.role == app::Role::visitor)
        planted::learn_said<protocol::visitor::FromVisitor>(page, text);
    else
        planted::learn_said<protocol::counsellor::FromCounsellor>(page, text);
    for (auto const& frame : street().mischief->said(page, text))
        real_received(runner, id, frame);
    say_what_waits(runner);
}

void planted_lost(app::Runner& runner, net::ConnectionId id)
{
    real_lost(runner, id);
    auto const found = street().pages.find(id);
    if (found == street().pages.end()) return;
    street().mischief->gone(found->second);
    street().pages.erase(found);
}
