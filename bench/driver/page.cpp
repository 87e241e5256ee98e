#include "bench/driver/page.hpp"

#include "bench/driver/text.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <cstdlib>

namespace bench {

namespace {

using namespace std::chrono_literals;

// web-client/lib/socket.ts: the delay doubles from the first up to the cap, and is drawn from all
// of it.
struct Delays {
    std::chrono::milliseconds first;
    std::chrono::milliseconds longest;
};
constexpr Delays in_session{500ms, 5000ms};
constexpr Delays in_line{2000ms, 10'000ms};
constexpr Delays looking{4000ms, 20'000ms};
constexpr unsigned tries_after_going_down = 1;
constexpr unsigned tries_after_crowded = 5;
constexpr auto connect_timeout = 8s;

double random_share()
{
    return static_cast<double>(std::rand()) / (static_cast<double>(RAND_MAX) + 1.0);
}

} // namespace

Page::Page(Loop& loop, Scene& scene, Role role, std::uint32_t number, std::string cookie)
    : loop_(loop), scene_(scene), role_(role), number_(number), cookie_(std::move(cookie)),
      load_(random_name(16)), key_(random_name(65)), pass_(random_name(32)),
      wire_(loop, *this, number), talk_(*this, load_)
{
}

void Page::connect()
{
    auto const address = scene_.address();
    auto const life = ++life_;
    if (address.port == 0) return lost(0);
    if (role_ == Role::relay)
        wire_.connect(address, cookie_, {});
    else if (role_ == Role::counsellor)
        wire_.connect(address, "/ws/counsellor", cookie_);
    else
        wire_.connect(address, "/ws/visitor", {});
    loop_.in(connect_timeout, [this, life] {
        if (life != life_ || wire_.open()) return;
        wire_.drop();
        lost(0);
    });
}

void Page::opened()
{
    allowance_.fill();
    if (silent) return scene_.greeted(*this);
    if (role_ == Role::relay) {
        talk_.begin_without_server("1-" + cookie_.substr(cookie_.rfind('/') + 1));
        scene_.talking(*this);
    } else {
        greet();
        beat(life_);
    }
}

void Page::greet()
{
    auto text = R"({"type":"hello","protocol":)" +
                std::to_string(protocol::limits::protocol_number) + R"(,"desk":"demo","load":")" +
                load_ + R"(","public_key":")" + key_ + '"';
    if (role_ == Role::visitor) {
        text += first_ ? R"(,"first":true)" : R"(,"first":false)";
        if (asked_) text += R"(,"pass":")" + pass_ + '"';
    }
    first_ = false;
    say(text + "}");
}

void Page::beat(std::uint64_t life)
{
    loop_.in(protocol::limits::ping_interval, [this, life] {
        if (life != life_ || !wire_.open()) return;
        say(R"({"type":"ping"})");
        beat(life);
    });
}

bool Page::say(std::string_view text)
{
    if (!wire_.open()) return false;
    allowance_.take();
    wire_.send(text);
    return true;
}

void Page::frame(std::string_view text)
{
    ++frames;
    tries_ = 0; // only a server that speaks makes the next loss a fresh one
    auto const type = type_of(text);
    if (asked_ ? type == "queued" || type == "parked" || type == "started" : type == "welcome")
        here_ = true;
    if (talk_.take(type, text)) return tell_talking();
    if (type == "welcome") {
        if (role_ == Role::counsellor && !talk_.begun())
            say(R"({"type":"receive","choice":"available","sessions_at_once":1})");
        scene_.greeted(*this);
        if (role_ == Role::visitor && asks_for_place && !asked_) {
            asked_ = true;
            say(R"({"type":"consent"})");
            join({});
        }
    } else if (type == "queued") {
        scene_.placed(*this);
    } else if (type == "puzzle") {
        solve(text);
    } else if (type == "offer") {
        take_offer(text);
    }
}

void Page::tell_talking()
{
    auto const now = talk_.begun() && talk_.with_both();
    if (now && !was_talking_) {
        was_talking_ = true;
        scene_.talking(*this);
    }
    was_talking_ = now;
}

void Page::join(std::string_view solution)
{
    auto text = R"({"type":"join","pass":")" + pass_ + R"(","answers":{})";
    if (!solution.empty()) text += R"(,"solution":)" + std::string(solution);
    say(text + "}");
}

// Only to wait, or to solve.
void Page::solve(std::string_view puzzle)
{
    auto const bits = number_behind(puzzle, R"("bits":)");
    if (bits > 0)
        return join(std::to_string(solution_of(text_behind(puzzle, R"("salt":")"), bits)));
    auto const wait = std::chrono::seconds(number_behind(puzzle, R"("wait_seconds":)"));
    loop_.in(wait, [this, life = life_] {
        if (life == life_) join({});
    });
}

void Page::take_offer(std::string_view offer)
{
    say(R"({"type":"accept","session":")" + std::string(text_behind(offer, R"("session":")")) +
        "\"}");
}

void Page::lost(int code)
{
    if (code >= 4100) { // final: the run is worth nothing
        std::fprintf(stderr, "bench_driver: page %u was closed with %d\n", number_, code);
        std::exit(1);
    }
    ++life_;
    talk_.lost();
    was_talking_ = here_ = false;
    scene_.lost(*this);
    if (code == 4000) tries_ = std::max(tries_, tries_after_going_down);
    if (code == 4003) tries_ = std::max(tries_, tries_after_crowded);
    auto const session = talk_.begun() || role_ == Role::counsellor;
    auto const& delays = session ? in_session : asked_ ? in_line : looking;
    auto const cap = std::min(delays.longest, delays.first * (1U << std::min(tries_, 8U)));
    ++tries_;
    auto const delay = std::chrono::duration<double>(cap) * random_share();
    loop_.in(std::chrono::duration_cast<Duration>(delay), [this, life = life_] {
        if (life == life_) connect();
    });
}

} // namespace bench
