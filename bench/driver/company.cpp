#include "bench/driver/company.hpp"

#include "bench/driver/options.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t connecting_at_once = 64;
constexpr auto longest_gathering = 240s;
std::uint32_t pages_made = 0;

} // namespace

SSL_CTX* tls_of_pages()
{
    static auto* const context = [] {
        auto* const made = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_verify(made, SSL_VERIFY_NONE, nullptr);
        SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_RELEASE_BUFFERS |
                                   SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        return made;
    }();
    return context;
}

Company::Company(Loop& loop, Target target) : loop_(loop), target_(std::move(target)) {}

Company::Target Company::target_of(std::string const& text)
{
    Target target;
    target.name = part_of(text, "name");
    target.port_file = part_of(text, "port_file");
    target.port = static_cast<std::uint16_t>(std::atoi(part_of(text, "port").c_str()));
    target.process = std::atoi(part_of(text, "pid").c_str());
    if (part_of(text, "tls") == "1") target.tls = tls_of_pages();
    target.relay = part_of(text, "kind") == "relay";
    target.silent = part_of(text, "kind") == "silent";
    return target;
}

Address Company::address()
{
    auto port = target_.port;
    if (!target_.port_file.empty()) {
        std::ifstream file(target_.port_file);
        file >> port;
        if (!file) port = 0;
    }
    return {port, target_.tls};
}

void Company::add(Page::Role role, std::string cookie)
{
    pages_.push_back(std::make_unique<Page>(loop_, *this, role, ++pages_made, std::move(cookie)));
    by_load_.emplace(pages_.back()->load(), pages_.back().get());
}

void Company::gather(std::size_t pairs, std::vector<std::string> const& cookies)
{
    gathering_ = true;
    for (std::size_t pair = 0; pair < pairs; ++pair)
        if (target_.relay)
            add(Page::Role::relay, "/pair/" + std::to_string(pair));
        else
            add(Page::Role::counsellor, cookies.at(pair));
    if (!target_.relay) wait("counsellors", [&] { return greeted_ == pairs; });
    for (std::size_t pair = 0; pair < pairs; ++pair)
        add(target_.relay ? Page::Role::relay : Page::Role::visitor,
            target_.relay ? pages_[pair]->path() : std::string());
    wait("pairs", [&] {
        std::size_t together = 0;
        for (auto const& page : pages_)
            together += page->talk().with_both() ? 1 : 0;
        return together == pages_.size();
    });
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        auto& one = *pages_[pair];
        one.peer = target_.relay ? pages_[pairs + pair].get() : by_load_.at(one.talk().peer());
        one.peer->peer = &one;
    }
    gathering_ = false;
}

void Company::gather_visitors(std::size_t count, bool places)
{
    gathering_ = true;
    auto const all = (places ? placed_ : greeted_) + count;
    for (std::size_t at = 0; at < count; ++at) {
        add(Page::Role::visitor, {});
        pages_.back()->asks_for_place = places;
        pages_.back()->silent = target_.silent;
    }
    wait("visitors", [&] { return (places ? placed_ : greeted_) >= all; });
    gathering_ = false;
}

void Company::arrive(std::size_t count)
{
    if (!target_.relay) return gather_visitors(count, false);
    gathering_ = true;
    for (std::size_t at = 0; at < count; ++at)
        add(Page::Role::relay, "/alone/" + std::to_string(pages_made));
    wait("pages", [&] { return greeted_ >= count; });
    gathering_ = false;
}

// Looks again and again, and connects whoever is left meanwhile.
void Company::wait(char const* what, std::function<bool()> const& done)
{
    auto const until = Clock::now() + longest_gathering;
    for (std::size_t at = 0; at < connecting_at_once; ++at)
        connect_next();
    while (!done()) {
        loop_.run_for(5ms);
        if (Clock::now() < until) continue;
        std::fprintf(stderr, "bench_driver: %s of %s do not come together\n", what,
                     target_.name.c_str());
        std::exit(1);
    }
}

void Company::connect_next()
{
    if (connected_ < pages_.size()) pages_[connected_++]->connect();
}

Page& Company::of_pair(std::size_t pair, bool counsellor)
{
    auto& first = *pages_[pair];
    return counsellor ? first : *first.peer;
}

std::uint64_t Company::frames() const
{
    std::uint64_t frames = 0;
    for (auto const& page : pages_)
        frames += page->frames;
    return frames;
}

void Company::connected(Page&)
{
    if (first_open == Time{}) first_open = Clock::now();
}

void Company::greeted(Page&)
{
    ++greeted_;
    if (gathering_) connect_next();
}

void Company::talking(Page& page)
{
    if (target_.relay) ++greeted_;
    if (gathering_ && target_.relay) connect_next();
    if (work != nullptr) work->talking(page);
}

void Company::heard(Page& page, std::uint32_t number)
{
    if (work != nullptr) work->heard(page, number);
}

void Company::confirmed(Page& page, std::uint32_t upto)
{
    if (work != nullptr) work->confirmed(page, upto);
}

} // namespace bench
