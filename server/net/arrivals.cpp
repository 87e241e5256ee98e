#include "net/arrivals.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace net {
namespace {

int new_set()
{
    auto const set = ::epoll_create1(EPOLL_CLOEXEC);
    if (set == -1) throw std::system_error(errno, std::generic_category(), "epoll_create1");
    return set;
}

} // namespace

Arrivals::Arrivals(boost::asio::io_context& loop) : set_(loop, new_set()) {}

bool Arrivals::watch(int descriptor, std::shared_ptr<Readable> who)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = who.get();
    if (::epoll_ctl(set_.native_handle(), EPOLL_CTL_ADD, descriptor, &event) == -1) return false;
    auto* const key = who.get();
    watched_.emplace(key, std::move(who));
    if (!asking_) {
        asking_ = std::make_shared<Asking>();
        ask();
    }
    return true;
}

void Arrivals::forget(int descriptor, Readable& who)
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

void Arrivals::ask()
{
    set_.async_wait(set_.wait_read,
                    [this, mine = std::weak_ptr(asking_)](boost::system::error_code error) {
                        if (error || mine.expired()) return;
                        tell();
                        if (!mine.expired()) ask();
                    });
}

void Arrivals::tell()
{
    auto const count =
        ::epoll_wait(set_.native_handle(), told_.data(), static_cast<int>(told_.size()), 0);
    still_to_tell_ = std::span(told_).first(static_cast<std::size_t>(std::max(count, 0)));
    while (!still_to_tell_.empty()) {
        auto* const who = static_cast<Readable*>(still_to_tell_.front().data.ptr);
        still_to_tell_ = still_to_tell_.subspan(1);
        if (who != nullptr) who->readable();
    }
}

} // namespace net
