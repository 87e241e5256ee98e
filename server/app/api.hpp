// /api/v1: signing in and out, who am I, and the beacon of a page that goes away. Waits for
// workers, never blocks. What the answers are is protocol/api.hpp's.
#pragma once

#include "app/origins.hpp"
#include "app/runner.hpp"
#include "app/sign_in_book.hpp"
#include "app/sign_in_refusals.hpp"
#include "app/worker_pool.hpp"
#include "net/door.hpp"
#include "protocol/api.hpp"
#include "staff/cookie.hpp"
#include "staff/slowdown.hpp"
#include "store/accounts.hpp"
#include "store/database.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace app {

// A cookie is written and read as the page reaches us.
inline staff::Transport cookie_transport(net::Transport transport)
{
    return transport == net::Transport::tls ? staff::Transport::https : staff::Transport::plain;
}

class Api {
public:
    // All of these outlive the Api. `database` is used on `sql` alone.
    struct Parts {
        Runner& runner;
        SignInBook& sign_ins;
        store::Database& database;
        WorkerPool& sql;
        WorkerPool& hashing;
        Origins const& origins;
    };

    explicit Api(Parts parts);

    boost::asio::awaitable<net::Response> answer(net::Request request);

    // For the operator.
    SignInRefusals const& refusals() const { return refusals_; }

private:
    struct Entry {
        staff::Account account;
        std::vector<staff::Desk> desks;
    };
    using Found = boost::system::result<std::optional<Entry>>;

    boost::asio::awaitable<net::Response> sign_in(net::Request request);
    boost::asio::awaitable<net::Response> verify(net::Request const& request,
                                                 protocol::api::SignIn const& asked);
    static Found look_up(store::Database& database, std::string const& name);
    boost::asio::awaitable<void> renew(staff::Account account, std::string password);
    net::Response begin(net::Request const& request, Entry const& entry);
    boost::asio::awaitable<net::Response> sign_out(net::Request request);
    net::Response too_busy();
    net::Response me(net::Request const& request) const;
    net::Response beacon(net::Request const& request);
    boost::asio::awaitable<net::Response> today(net::Request request, protocol::DeskCode desk);
    staff::SignedIn const* signed_in(net::Request const& request) const;

    Parts parts_;
    staff::Slowdown slowdown_;
    SignInRefusals refusals_;
};

} // namespace app
