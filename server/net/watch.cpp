#include "net/watch.hpp"

#include "log.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace net {
namespace {

// So many rounds follow each other before the rest of the loop has its turn: three system calls of
// Asio's lie between two turns.
constexpr int rounds_in_a_turn = 8;

int new_set()
{
    auto const set = ::epoll_create1(EPOLL_CLOEXEC);
    if (set == -1) throw std::system_error(errno, std::generic_category(), "epoll_create1");
    return set;
}

epoll_event wish(std::uint32_t events, Watched* who)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = who;
    return event;
}

} // namespace

Watch::Watch(boost::asio::io_context& loop) : set_(loop, new_set()) {}

bool Watch::add(int descriptor, std::shared_ptr<Watched> who)
{
    auto* const key = who.get();
    auto event = wish(EPOLLIN, key);
    if (::epoll_ctl(set_.native_handle(), EPOLL_CTL_ADD, descriptor, &event) == -1) {
        if (!std::exchange(refused_, true))
            logs::event(logs::Level::error, "watch_refused", {{"errno", errno}});
        return false;
    }
    refused_ = false;
    watched_.emplace(key, std::move(who));
    if (!asking_) {
        asking_ = std::make_shared<Asking>();
        ask();
    }
    return true;
}

void Watch::change(int descriptor, Watched& who, std::uint32_t events)
{
    auto event = wish(events, &who);
    ::epoll_ctl(set_.native_handle(), EPOLL_CTL_MOD, descriptor, &event);
}

void Watch::remove(int descriptor, Watched& who)
{
    auto const found = watched_.find(&who);
    if (found == watched_.end()) return;
    ::epoll_ctl(set_.native_handle(), EPOLL_CTL_DEL, descriptor, nullptr);
    for (auto& event : still_to_tell_) {
        if (event.data.ptr == &who) event.data.ptr = nullptr;
    }
    boost::asio::post(set_.get_executor(), [kept = std::move(found->second)] {});
    watched_.erase(found);
    if (!watched_.empty()) return;
    asking_.reset();
    set_.cancel();
}

void Watch::put_off(std::shared_ptr<Watched> who)
{
    if (put_off_.empty() && !telling_) boost::asio::post(set_.get_executor(), [this] { settle(); });
    put_off_.push_back(std::move(who));
}

void Watch::ask()
{
    set_.async_wait(set_.wait_read,
                    [this, mine = std::weak_ptr(asking_)](boost::system::error_code error) {
                        if (error || mine.expired()) return;
                        tell_all();
                        if (!mine.expired()) ask();
                    });
}

void Watch::tell_all()
{
    telling_ = true;
    for (int round = 0; round < rounds_in_a_turn && tell() > 0; ++round)
        settle();
    telling_ = false;
}

// Returns how many there were.
std::size_t Watch::tell()
{
    auto const count =
        ::epoll_wait(set_.native_handle(), told_.data(), static_cast<int>(told_.size()), 0);
    still_to_tell_ = std::span(told_).first(static_cast<std::size_t>(std::max(count, 0)));
    while (!still_to_tell_.empty()) {
        auto const event = still_to_tell_.front();
        still_to_tell_ = still_to_tell_.subspan(1);
        auto* const who = static_cast<Watched*>(event.data.ptr);
        auto const wrong = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        if (who != nullptr) who->ready(wrong ? event.events | EPOLLIN | EPOLLOUT : event.events);
    }
    return static_cast<std::size_t>(std::max(count, 0));
}

// Who settles may have others put off.
void Watch::settle()
{
    for (std::size_t next = 0; next < put_off_.size(); ++next)
        std::exchange(put_off_[next], nullptr)->settle();
    put_off_.clear();
}

} // namespace net
