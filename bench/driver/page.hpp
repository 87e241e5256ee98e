// A page that is played: it greets, asks for a place or receives, talks, pings, and comes back by
// the rules of web-client/lib/socket.ts. Knows no measure; what happens is told to its Scene.
#pragma once

#include "bench/driver/allowance.hpp"
#include "bench/driver/talk.hpp"
#include "bench/driver/wire.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

class Page;

// Who plays the pages.
class Scene {
public:
    virtual ~Scene() = default;
    virtual void connected(Page&) {} // the socket
    virtual void greeted(Page&) {}   // `welcome` has come
    virtual void placed(Page&) {}    // a place in line
    virtual void talking(Page&) {}   // in a session, both pages there
    virtual void heard(Page&, std::uint32_t) {}
    virtual void confirmed(Page&, std::uint32_t) {}
    virtual void lost(Page&) {}
    virtual Address address() = 0; // port 0: nobody listens
};

class Page final : public Wire::Owner, public Talk::Mouth {
public:
    enum class Role : std::uint8_t { visitor, counsellor, relay };

    // `cookie` of a counsellor; for a relay `cookie` is the path, the same for both of a pair.
    Page(Loop& loop, Scene& scene, Role role, std::uint32_t number, std::string cookie);

    void connect();
    void leave() { wire_.drop(); }
    bool asks_for_place = true; // a visitor, once greeted
    bool silent = false;        // says nothing: only connected

    Talk& talk() { return talk_; }
    Role role() const { return role_; }
    std::uint32_t number() const { return number_; }
    std::string const& load() const { return load_; }
    std::string const& path() const { return cookie_; } // of a relay
    bool open() const { return wire_.open(); }
    // Since it has been connected it was told its place, or greeted when it has none.
    bool here() const { return here_; }

    // Whether the server would still take so many frames of this page.
    bool may_say(double count) { return allowance_.left(Clock::now()) > count + reserve; }

    Page* peer = nullptr;       // the scene's to know
    std::uint64_t frames = 0;   // that have come
    std::array<Time, 64> due{}; // of its newest words, for whoever measures delays

    void connected() override { scene_.connected(*this); }
    void opened() override;
    void frame(std::string_view text) override;
    void frames_over() override { talk_.frames_over(); }
    void lost(int code) override;
    bool say(std::string_view text) override;
    void heard(std::uint32_t number) override { scene_.heard(*this, number); }
    void confirmed(std::uint32_t upto) override { scene_.confirmed(*this, upto); }

private:
    static constexpr double reserve = 40; // for confirmations and pings
    void greet();
    void solve(std::string_view puzzle);
    void join(std::string_view solution);
    void take_offer(std::string_view offer);
    void tell_talking();
    void beat(std::uint64_t life);

    Loop& loop_;
    Scene& scene_;
    Role role_;
    std::uint32_t number_;
    std::string cookie_;
    std::string load_;
    std::string key_;
    std::string pass_;
    Wire wire_;
    Talk talk_;
    Allowance allowance_;
    bool first_ = true;
    bool asked_ = false; // for a place
    bool was_talking_ = false;
    bool here_ = false;
    unsigned tries_ = 0;
    std::uint64_t life_ = 0; // of its connections
};

} // namespace bench
