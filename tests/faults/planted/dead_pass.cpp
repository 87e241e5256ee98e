// A place that has ended is given again. A page that comes with the pass of such a place gets a new
// place, under a pass made up here, and hears nothing of the end.
#include "choice.hpp"
#include "pages.hpp"
#include "protocol/codec.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/visitor.hpp"

#include <map>
#include <random>
#include <set>
#include <utility>

namespace planted {

namespace {

using protocol::EndReason;
using protocol::Pass;
using protocol::visitor::FromVisitor;
using protocol::visitor::Hello;
using protocol::visitor::Join;

Pass made_up()
{
    std::random_device random;
    Pass pass;
    for (auto& byte : pass.bytes)
        byte = static_cast<std::uint8_t>(random());
    return pass;
}

bool leads_back(EndReason reason)
{
    return reason == EndReason::counsellor_lost || reason == EndReason::no_show;
}

class DeadPass final : public Mischief {
    Frames said(Page& page, std::string_view text) override
    {
        auto const whole = Frames{std::string(text)};
        if (page.role != app::Role::visitor || !page.pass || !dead_.contains(*page.pass))
            return whole;
        auto message = protocol::decode<FromVisitor>(text);
        if (!message) return whole;
        if (auto* const hello = std::get_if<Hello>(&*message)) return greets(page, *hello);
        if (auto* const join = std::get_if<Join>(&*message)) {
            join->pass = new_life(page).first;
            return {protocol::encode(*join)};
        }
        return whole;
    }

    bool told(Page& page, std::string const& text) override
    {
        if (is("ended", text)) {
            ended(page, text);
        } else if (page.role != app::Role::visitor || !page.pass) {
            return false;
        } else if (is("started", text)) {
            auto const message = protocol::decode<protocol::visitor::ToVisitor>(text);
            pass_in_[std::get<protocol::Started>(message.value()).session] = *page.pass;
        } else if (is("gone", text)) {
            dies(*page.pass);
        } else if (is("queued", text) && reborn_.erase(page.id) != 0) {
            acted({});
        }
        return false;
    }

    void gone(Page& page) override { reborn_.erase(page.id); }

    // With the pass of its new life, or with none and a wish for one.
    Frames greets(Page& page, Hello hello)
    {
        auto const [pass, fresh] = new_life(page);
        if (!fresh) {
            hello.pass = pass;
            return {protocol::encode(hello)};
        }
        hello.pass.reset();
        return {protocol::encode(hello), protocol::encode(Join{pass, {}})};
    }

    std::pair<Pass, bool> new_life(Page const& page)
    {
        auto const [life, fresh] = lives_.try_emplace(*page.pass);
        if (fresh) life->second = made_up();
        if (fresh) reborn_.insert(page.id);
        return {life->second, fresh};
    }

    // Either side hears it; an end that leads back into the line is none of the place.
    void ended(Page const&, std::string const& text)
    {
        auto const message = protocol::decode<protocol::visitor::ToVisitor>(text);
        auto const& end = std::get<protocol::Ended>(message.value());
        auto const found = pass_in_.find(end.session);
        if (found != pass_in_.end() && !leads_back(end.reason)) dies(found->second);
    }

    // Also of a new life: the next one begins anew.
    void dies(Pass const& pass)
    {
        dead_.insert(pass);
        lives_.erase(pass);
    }

    std::set<Pass> dead_;
    std::map<Pass, Pass> lives_;                  // of dead passes that were taken again
    std::map<protocol::SessionId, Pass> pass_in_; // of the visitor
    std::set<net::ConnectionId> reborn_;          // not told so yet
};

} // namespace

std::unique_ptr<Mischief> dead_pass()
{
    return std::make_unique<DeadPass>();
}

} // namespace planted
