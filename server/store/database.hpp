// One worker's connection to PostgreSQL. Every call waits for the database: only a worker makes it,
// and each worker has a Database of its own. Connecting takes at most 3 s, a statement 5 s; a
// machine that vanishes is noticed within about 11 s. Only a database that is frozen while its
// machine still answers the network keeps a call waiting until it goes on; the loop's deadline for
// jobs covers that.
//
// Here libpqxx ends: a job runs in one transaction, and what it throws becomes a store::errc.
#pragma once

#include "store/errc.hpp"

#include <boost/system/result.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace store {

class Transaction; // transaction.hpp, for the bodies of jobs

// What a connection may do. `server`: only what the running server needs, see
// sql/004_server_role.sql; where the database has no such role, what the owner may, and the log
// says so.
enum class Rights { owner, server };

class Database {
public:
    // Connects when the first job comes, and again when the connection was lost.
    explicit Database(std::string url); // as the owner: for `migrate` and setting up
    Database(std::string url, Rights rights);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    // Runs the job in one transaction and gives what it gave. A job may be run a second time, when
    // a connection kept from earlier turns out to be dead; so it changes nothing outside but what
    // it gives. `name` is for the log.
    template <class Job>
    [[nodiscard]] auto run(std::string_view name, Job job)
        -> boost::system::result<std::invoke_result_t<Job&, Transaction&>>
    {
        using Given = std::invoke_result_t<Job&, Transaction&>;
        if constexpr (std::is_void_v<Given>) {
            return attempt(name, job);
        } else {
            std::optional<Given> given;
            auto const outcome =
                attempt(name, [&](Transaction& transaction) { given.emplace(job(transaction)); });
            if (!outcome) {
                return {boost::system::in_place_error, outcome.error()};
            }
            return std::move(*given);
        }
    }

private:
    class Link;
    boost::system::result<void> connect();
    boost::system::result<void> attempt(std::string_view name,
                                        std::function<void(Transaction&)> const& job);

    std::string url_;
    Rights rights_;
    std::unique_ptr<Link> link_; // none: not connected
    bool told_away_ = false;     // the log knows that it cannot be reached
};

} // namespace store
