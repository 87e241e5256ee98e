// /api/v1: signing in and out, who am I, and the beacon of a page that goes away. Waits for
// workers, never blocks. What the answers are is protocol/api.hpp's.
#pragma once

#include "app/origins.hpp"
#include "app/runner.hpp"
#include "app/sign_in_book.hpp"
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
        staff::Transport transport;
    };

    explicit Api(Parts parts);

    boost::asio::awaitable<net::Response> answer(net::Request request);

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
    boost::asio::awaitable<void> renew(staff::Account const& account, std::string const& password);
    net::Response begin(Entry const& entry);
    net::Response sign_out(net::Request const& request);
    net::Response me(net::Request const& request) const;
    net::Response beacon(net::Request const& request);
    boost::asio::awaitable<net::Response> today(net::Request request, protocol::DeskCode desk);
    staff::SignedIn const* signed_in(net::Request const& request) const;

    Parts parts_;
    staff::Slowdown slowdown_;
};

} // namespace app
