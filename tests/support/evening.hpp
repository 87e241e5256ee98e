// An evening at a desk, for tests of the core: named people, a clock moved by hand, and what each
// was told in short words, so that whole effect lists can be compared: "hana queued 1". After each
// input it also kills the desk in thought: one restored from the facts must be the desk that lost
// every connection.
#pragma once

#include "desk/desk.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace evening {

using Told = std::vector<std::string>;

// One load of one page. A reload is another Page with the same pass or account.
struct Page {
    std::string name;
    desk::ConnectionId connection{};
    protocol::LoadId load;
    protocol::Pass pass;
    desk::PassHash hash;
    std::uint32_t account{};
};

// Where a story is not about who is there: one counsellor is enough.
inline desk::Settings alone(desk::Settings settings = {})
{
    settings.needed_staff = 0;
    return settings;
}

class Evening {
public:
    explicit Evening(desk::Settings settings = alone());

    desk::Desk desk;
    desk::Time now{};

    void open(); // the shift

    // People. A page exists before it says anything.
    Page visitor(std::string const& name);
    Page counsellor(std::string const& name);
    Page reload(Page const& page);    // another load, the same pass or account
    Page reconnect(Page const& page); // the same load on a new connection

    // What they do; each returns what was told because of it.
    Told hello(Page const& page);
    Told hello_without_pass(Page const& page);
    Told join(Page const& page);
    template <class Message>
    Told says(Page const& page, Message message)
    {
        using protocol::counsellor::FromCounsellor;
        using protocol::visitor::FromVisitor;
        if constexpr (std::is_convertible_v<Message, FromVisitor>)
            if (page.account == 0) return visitor_says(page, std::move(message));
        if constexpr (std::is_convertible_v<Message, FromCounsellor>)
            return counsellor_says(page, std::move(message));
        else if constexpr (!std::is_convertible_v<Message, FromVisitor>)
            return supervisor_says(page, std::move(message));
        else
            return {};
    }
    Told visitor_says(Page const& page, protocol::visitor::FromVisitor message);
    Told counsellor_says(Page const& page, protocol::counsellor::FromCounsellor message);
    Told supervisor_says(Page const& page, protocol::supervisor::FromSupervisor message);
    Told lose(Page const& page);
    Told beacon(Page const& page, protocol::api::Says says);
    Told sign_out(Page const& page);
    Told hours(std::optional<desk::Duration> closes_in,
               std::optional<std::string> next_opening = std::nullopt);
    Told disk(desk::Reach reach);
    Told give(desk::Input input);

    // The server is killed and started again: it goes on from the facts alone, and every page has
    // lost its connection.
    void crash();

    // All facts so far, as a journal would hold them.
    std::vector<std::pair<desk::Time, protocol::records::Record>> const& facts() const
    {
        return facts_;
    }

    // The clock moves; deadlines on the way fall due one after the other, each at its time.
    Told wait(desk::Duration duration);

    // Shorthands for stories.
    Page waiting(std::string const& name); // said hello and joined
    Page on_duty(std::string const& name); // said hello: on a break
    Page receiving(std::string const& name, std::uint32_t sessions_at_once = 1);
    Page supervising(std::string const& name);
    Told receive(Page const& page, protocol::counsellor::Choice choice,
                 std::uint32_t sessions_at_once = 1);
    Told accept(Page const& page); // what was offered last
    Told take_next(Page const& page, std::uint32_t taken = 0);
    protocol::SessionId session() const { return started_.session; } // the last one told
    protocol::Started const& started() const { return started_; }
    protocol::SessionId offered() const { return offer_.session; }
    protocol::counsellor::Offer const& offer() const { return offer_; } // the last one
    protocol::counsellor::About const& about() const { return about_; } // the last one

    protocol::counsellor::ThreadOpened const& thread() const { return thread_; } // the last one
    protocol::counsellor::Welcome const& welcome() const { return welcome_; }    // a counsellor's

    std::vector<protocol::counsellor::Colleague> const& colleagues() const // the last told
    {
        return colleagues_.colleagues;
    }

    // How often such a fact was written down.
    template <class Fact>
    std::size_t count() const
    {
        std::size_t count = 0;
        for (auto const& [at, fact] : facts_)
            if (std::holds_alternative<Fact>(fact)) ++count;
        return count;
    }
    template <class Fact>
    Fact const& last() const // requires: there is one
    {
        Fact const* found = nullptr;
        for (auto const& [at, fact] : facts_)
            if (auto const* const one = std::get_if<Fact>(&fact)) found = one;
        return *found;
    }

private:
    Told drain();
    void note(protocol::Started const& started) { started_ = started; }
    void note(protocol::counsellor::Offer const& offer) { offer_ = offer; }
    void note(protocol::counsellor::About const& about) { about_ = about; }
    void note(protocol::counsellor::Colleagues const& told) { colleagues_ = told; }
    void note(protocol::counsellor::ThreadOpened const& opened) { thread_ = opened; }
    void note(protocol::counsellor::Welcome const& welcome) { welcome_ = welcome; }
    template <class Message>
    void note(Message const&)
    {
    }
    std::vector<desk::Past> journal() const;
    void check_restore() const;

    std::uint32_t incarnation_ = 7;
    protocol::counsellor::Offer offer_;
    protocol::counsellor::About about_;
    protocol::counsellor::Colleagues colleagues_;
    protocol::counsellor::ThreadOpened thread_;
    protocol::counsellor::Welcome welcome_;
    std::uint64_t last_connection_ = 0;
    std::uint8_t last_byte_ = 0;
    std::map<desk::ConnectionId, std::string> names_;
    protocol::Started started_;
    desk::Settings settings_;
    std::vector<std::pair<desk::Time, protocol::records::Record>> facts_;
    desk::Effects effects_;
};

// The stream of a page in a session, for words in tests: one per load.
protocol::StreamId stream_of(Page const& page);

protocol::SendWord word(protocol::SessionId session, Page const& page, std::uint32_t number,
                        std::uint32_t membership = 1, std::size_t size = 300);
protocol::Received received(protocol::SessionId session, Page const& writer, std::uint32_t number);

// Hana talks with Sora.
struct Talk {
    Evening e;
    Page hana;
    Page sora;
    protocol::SessionId session;

    Talk();
};

} // namespace evening
