// Bugs on the way of a word from page to page.
#include "choice.hpp"
#include "pages.hpp"
#include "protocol/codec.hpp"
#include "protocol/messages/visitor.hpp"

#include <set>
#include <tuple>
#include <utility>

namespace planted {

namespace {

// A word for a page, if the text is one; it looks the same for every role.
std::optional<protocol::Word> word_in(std::string const& text)
{
    if (!is("word", text)) return std::nullopt;
    auto message = protocol::decode<protocol::visitor::ToVisitor>(text);
    if (!message) return std::nullopt;
    return std::get<protocol::Word>(std::move(*message));
}

std::string about(protocol::Word const& word)
{
    return member("session", text_of(word.session)) + ',' + member("number", word.number);
}

// Swallowed for good, also when it is sent once more; and the reader "has shown" it, so nobody
// sends it again by himself. A sender who is away would not hear that.
class Drop final : public Mischief {
    bool told(Page& reader, std::string const& text) override
    {
        auto const word = word_in(text);
        if (!word) return false;
        auto const name = std::pair(word->stream, word->number);
        auto const again = swallowed_.contains(name);
        auto const sender_hears = page_where([&](Page const& page) {
            return page.load == word->load && page.sessions.contains(word->session);
        });
        if (!again && (sender_hears == nullptr || !turn())) return false;
        swallowed_.insert(name);
        auto confirmed =
            protocol::encode(protocol::Received{word->session, word->stream, word->number});
        say_for(reader.id, std::move(confirmed), [what = about(*word), again] {
            if (!again) acted(what);
        });
        return true;
    }

    std::set<std::pair<protocol::StreamId, std::uint32_t>> swallowed_;
};

class Misroute final : public Mischief {
    bool told(Page&, std::string const& text) override
    {
        auto const word = word_in(text);
        if (!word) return false;
        due_ = turn() || due_;
        if (!due_) return false;
        auto* const stranger = page_where([&](Page const& page) {
            return !page.sessions.empty() && !page.sessions.contains(word->session);
        });
        if (stranger == nullptr) return false;
        due_ = false;
        stranger->see(text);
        acted(about(*word));
        return false;
    }

    bool due_ = false; // until there is a stranger
};

// The older page does not hear that its seat is held elsewhere, and whatever it says is for nobody;
// so that it does not notice, its pings are answered. Words for the newer page come to it, too.
class OldSeat final : public Mischief {
    Frames said(Page& page, std::string_view text) override
    {
        if (!old_.contains(&page)) return {std::string(text)};
        auto const message = protocol::decode<protocol::visitor::FromVisitor>(text);
        if (message && std::holds_alternative<protocol::Ping>(*message))
            page.see(protocol::encode(protocol::Pong{}));
        return {};
    }

    bool told(Page& page, std::string const& text) override
    {
        auto const word = word_in(text);
        if (!word) return false;
        for (auto* const older : old_) {
            if (older->role != page.role || older->load == page.load) continue;
            auto const same_place = older->pass && older->pass == page.pass;
            if (!same_place && !older->sessions.contains(word->session)) continue;
            older->see(text);
            acted(about(*word));
        }
        return false;
    }

    bool closes(Page& page, protocol::CloseCode code) override
    {
        return code == protocol::CloseCode::opened_elsewhere && old_.insert(&page).second;
    }

    void gone(Page& page) override { old_.erase(&page); }

    std::set<Page*> old_;
};

} // namespace

std::unique_ptr<Mischief> drop()
{
    return std::make_unique<Drop>();
}

std::unique_ptr<Mischief> misroute()
{
    return std::make_unique<Misroute>();
}

std::unique_ptr<Mischief> old_seat()
{
    return std::make_unique<OldSeat>();
}

} // namespace planted
