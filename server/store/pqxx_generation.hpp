// Hides the two generations of libpqxx: 6.4 (Debian 12) and 7.10 (Debian 13). Nothing else in the
// house may ask for its version.
#pragma once

#include <pqxx/pqxx>

#include <string>

namespace store {

#if PQXX_VERSION_MAJOR >= 7

// Keeps PostgreSQL's notices from standard error: they repeat values and are for nobody. Lives as
// long as the connection, and is destroyed before it.
class Silence {
public:
    explicit Silence(pqxx::connection& connection)
    {
        connection.set_notice_handler([](pqxx::zview) {});
    }
};

// 7 never connects anew by itself.
inline void connect_once(pqxx::connection&) {}

template <class... Argument>
pqxx::result run_prepared(pqxx::transaction_base& transaction, std::string const& name,
                          Argument const&... arguments)
{
    return transaction.exec(pqxx::prepped{name}, pqxx::params{arguments...});
}

#else

using Silence = pqxx::quiet_errorhandler;

// 6 would connect anew behind our back, losing what was set for the connection.
inline void connect_once(pqxx::connection& connection)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
}

template <class... Argument>
pqxx::result run_prepared(pqxx::transaction_base& transaction, std::string const& name,
                          Argument const&... arguments)
{
    return transaction.exec_prepared(name, arguments...);
}

#endif

} // namespace store
