// The set of connections that are watched, with socket pairs: who is told of what, and what becomes
// of those who are taken out, or closed, in the middle of it.
#include "net/watch.hpp"
#include "support/catch.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <functional>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace std::chrono_literals;

// One end is watched, the other one is ours.
class Page final : public net::Watched {
public:
    Page() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_.data()) == 0); }
    ~Page() override
    {
        ::close(ends_[1]);
        close();
    }

    int descriptor() const { return ends_[0]; }
    void say() { REQUIRE(::write(ends_[1], "x", 1) == 1); }
    void hang_up() { ::shutdown(ends_[1], SHUT_RDWR); }
    void close()
    {
        if (ends_[0] != -1) ::close(std::exchange(ends_[0], -1));
    }
    void take() { static_cast<void>(::read(ends_[0], taken_.data(), taken_.size())); }

    void ready(std::uint32_t events) override
    {
        told.push_back(events);
        if (on_ready) on_ready();
    }
    void settle() override
    {
        ++settled;
        if (on_settle) on_settle();
    }

    std::vector<std::uint32_t> told;
    int settled = 0;
    std::function<void()> on_ready;
    std::function<void()> on_settle;

private:
    std::array<int, 2> ends_{-1, -1};
    std::array<char, 16> taken_{};
};

struct House {
    boost::asio::io_context loop{1};
    net::Watch watch{loop};

    std::shared_ptr<Page> page()
    {
        auto page = std::make_shared<Page>();
        REQUIRE(watch.add(page->descriptor(), page));
        return page;
    }
    void remove(Page& page)
    {
        watch.remove(page.descriptor(), page);
        page.close();
    }
    void go_on()
    {
        loop.restart();
        loop.run_for(50ms);
    }
};

} // namespace

TEST_CASE("who has something to read is told in each round until it is read")
{
    House house;
    auto const page = house.page();
    auto const other = house.page();
    page->say();
    int rounds = 0;
    page->on_ready = [&] {
        if (++rounds == 3) page->take();
    };
    house.go_on();
    CHECK(page->told == std::vector<std::uint32_t>(3, EPOLLIN));
    CHECK(other->told.empty());
    house.remove(*page);
    house.remove(*other);
}

TEST_CASE("what nobody reads does not keep the rest of the loop waiting")
{
    House house;
    auto const page = house.page();
    page->say();
    std::size_t told_before = 0;
    page->on_ready = [&] {
        if (page->told.size() == 1)
            boost::asio::post(house.loop, [&] { told_before = page->told.size(); });
        if (page->told.size() == 100) page->take(); // where nothing else has had its turn
    };
    house.go_on();
    CHECK(told_before >= 1);
    CHECK(told_before <= 8);
    house.remove(*page);
}

TEST_CASE("room to write is told of when it is waited for, an end always")
{
    House house;
    auto const page = house.page();
    page->on_ready = [&] { house.watch.change(page->descriptor(), *page, EPOLLIN); };
    house.watch.change(page->descriptor(), *page, EPOLLIN | EPOLLOUT);
    house.go_on();
    CHECK(page->told == std::vector<std::uint32_t>{EPOLLOUT});
    page->told.clear();
    page->on_ready = [&] { house.remove(*page); };
    page->hang_up();
    house.go_on();
    REQUIRE(page->told.size() == 1);
    CHECK((page->told[0] & (EPOLLIN | EPOLLOUT)) == (EPOLLIN | EPOLLOUT));
}

TEST_CASE("who is taken out by another one in the same round is not told, nor who gets its number")
{
    House house;
    std::vector<std::shared_ptr<Page>> pages{house.page(), house.page()};
    std::shared_ptr<Page> next;
    int told = 0;
    for (std::size_t each = 0; each < 2; ++each) {
        pages[each]->say();
        pages[each]->on_ready = [&, each] {
            ++told;
            auto const number = pages[1 - each]->descriptor();
            house.remove(*pages[1 - each]);
            next = house.page();
            CHECK(next->descriptor() == number);
            house.remove(*pages[each]);
        };
    }
    house.go_on();
    CHECK(told == 1);
    REQUIRE(next);
    CHECK(next->told.empty());
    next->on_ready = [&] { house.remove(*next); };
    next->say();
    house.go_on();
    CHECK(next->told.size() == 1);
}

TEST_CASE("watching nobody it lets the loop end, and goes on when somebody comes")
{
    House house;
    std::weak_ptr<Page> kept;
    {
        auto const page = house.page();
        kept = page;
        house.remove(*page);
        CHECK_FALSE(kept.expired());
    }
    house.loop.run(); // ends
    CHECK(kept.expired());
    auto const page = house.page();
    page->on_ready = [&] { house.remove(*page); };
    page->say();
    house.loop.restart();
    house.loop.run();
    CHECK(page->told.size() == 1);
}

TEST_CASE("more than one question brings are all told")
{
    House house;
    std::vector<std::shared_ptr<Page>> pages;
    for (int count = 0; count < 300; ++count) {
        auto const page = pages.emplace_back(house.page());
        page->on_ready = [&house, each = page.get()] { house.remove(*each); };
        page->say();
    }
    house.loop.run();
    for (auto const& page : pages)
        CHECK(page->told.size() == 1);
}

TEST_CASE("what is put off comes behind all that a round tells, and before the next round")
{
    House house;
    std::vector<std::shared_ptr<Page>> const pages{house.page(), house.page()};
    std::vector<int> told_before;
    for (auto const& page : pages) {
        page->say();
        page->on_ready = [&house, page] {
            if (page->told.size() == 1) return house.watch.put_off(page);
            page->take();
        };
        page->on_settle = [&] {
            told_before.push_back(static_cast<int>(pages[0]->told.size() + pages[1]->told.size()));
        };
    }
    house.go_on();
    CHECK(told_before == std::vector{2, 2});
    for (auto const& page : pages) {
        page->on_ready = nullptr;
        house.remove(*page);
    }
}

TEST_CASE("what is put off outside of a round, or by who settles, is not forgotten")
{
    House house;
    auto const page = house.page();
    auto const other = house.page();
    page->on_settle = [&] {
        if (other->settled == 0) house.watch.put_off(other);
        house.remove(*page);
    };
    house.watch.put_off(page);
    CHECK(page->settled == 0);
    house.go_on();
    CHECK(page->settled == 1);
    CHECK(other->settled == 1);
    house.watch.put_off(other);
    house.go_on();
    CHECK(other->settled == 2);
    house.remove(*other);
}
