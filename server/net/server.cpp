// Puts the parts together and keeps the one clock that looks at all deadlines.
#include "net/server.hpp"

#include "net/limits.hpp"
#include "net/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>

#include <exception>
#include <utility>

namespace net {

// A stop takes no longer, whatever somebody waits for.
constexpr auto stop_time = limits::close_time + 2 * limits::clock_step;

std::unique_ptr<Site const> site_of(Door& door, StaticFiles const& files, Settings const& settings)
{
    auto const plain = settings.tls_certificate.empty();
    if (settings.serves == Serves::operator_only) return std::make_unique<OperatorSite>(door);
    return std::make_unique<PublicSite>(door, files, plain ? Transport::plain : Transport::tls);
}

class Server::Impl {
public:
    Impl(asio::io_context& context, Door& door, StaticFiles const& files, Settings chosen,
         Counts& counts)
        : settings(std::move(chosen)),
          site(site_of(door, files, settings)), common{door,   settings, *site,
                                                       counts, context,  Watch(context)},
          listener(context, common), clock(context), context_(context)
    {
    }

    void start()
    {
        accepting_ = true;
        asio::co_spawn(context_, listener.accept_loop(), [this](std::exception_ptr exception) {
            if (exception) std::rethrow_exception(exception);
            accepting_ = false;
        });
        tick();
    }

    void stop(std::function<void()> stopped)
    {
        if (common.stopping) return;
        common.stopping = true;
        stopped_ = std::move(stopped);
        stop_until_ = std::chrono::steady_clock::now() + stop_time;
        listener.close();
        common.peers.stop();
    }

    Settings const settings;
    std::unique_ptr<Site const> const site;
    Common common;
    Listener listener;
    asio::steady_timer clock;

private:
    void tick()
    {
        clock.expires_after(limits::clock_step);
        clock.async_wait([this](boost::system::error_code error) {
            if (error) return; // the server is being destroyed
            auto const now = std::chrono::steady_clock::now();
            common.peers.call_overdue(now);
            auto const all_gone = common.peers.size() == 0 && !accepting_;
            if (!common.stopping || (!all_gone && now < stop_until_)) return tick();
            if (stopped_) std::exchange(stopped_, nullptr)();
        });
    }

    asio::io_context& context_;
    std::function<void()> stopped_;
    Time stop_until_{};
    bool accepting_ = false;
};

bool loopback(asio::ip::address const& address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
    }
    return address.is_loopback();
}

Server::Server(asio::io_context& context, Door& door, StaticFiles const& files, Settings settings,
               Counts& counts)
    : impl_(std::make_unique<Impl>(context, door, files, std::move(settings), counts))
{
}

Server::~Server() = default;

boost::system::error_code Server::listen()
{
    return impl_->listener.open();
}

asio::ip::tcp::endpoint Server::endpoint() const
{
    return impl_->listener.endpoint();
}

void Server::start()
{
    impl_->start();
}

void Server::close_all(protocol::CloseCode code)
{
    impl_->common.peers.close_all(code);
}

void Server::stop(std::function<void()> stopped)
{
    impl_->stop(std::move(stopped));
}

std::size_t Server::connections() const
{
    return impl_->common.peers.size();
}

} // namespace net
