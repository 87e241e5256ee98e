// The one place where libpqxx's exceptions are caught.
#include "store/database.hpp"

#include "log.hpp"
#include "store/transaction.hpp"

#include <set>
#include <utility>

namespace store {
namespace {

// A statement of ours takes milliseconds; after 5 s somebody on a screen has given up. Between two
// statements of a transaction nothing waits for people, so 10 s of silence there is a dead program
// whose locks must go.
constexpr char const* session_settings = "set client_encoding = 'UTF8';"
                                         "set statement_timeout = '5s';"
                                         "set idle_in_transaction_session_timeout = '10s'";

// Takes on the server's role, for the whole connection, where this one may and the role has its
// rights; otherwise gives no row. PostgreSQL 16 tells being a member from being able to become one.
constexpr char const* take_server_role =
    "select set_config('role', rolname, false) from pg_roles where rolname = 'yorisoi_server'"
    " and pg_has_role(oid, case when current_setting('server_version_num')::integer >= 160000"
    " then 'set' else 'member' end)"
    " and has_table_privilege(oid, to_regclass('journal_position'), 'update')";

// Added to the operator's address; later ones win in libpq. Reaching the database takes at most 3 s
// (for each address of its host). A machine that vanished is noticed after about 11 s of silence.
struct ConnectSetting {
    char const* name;
    char const* value;
};
constexpr ConnectSetting connect_settings[] = {
    {"connect_timeout", "3"},     {"tcp_user_timeout", "10000"}, {"keepalives_idle", "5"},
    {"keepalives_interval", "2"}, {"keepalives_count", "3"},     {"application_name", "yorisoi"},
};

// libpq takes an address either as a URL or as `key=value` pairs.
std::string with_settings(std::string url)
{
    bool const pairs = url.find("://") == std::string::npos;
    char separator = url.find('?') == std::string::npos ? '?' : '&';
    for (auto const& setting : connect_settings) {
        url += pairs ? ' ' : separator;
        url += setting.name;
        url += '=';
        url += setting.value;
        separator = '&';
    }
    return url;
}

struct Failure {
    errc error;
    std::string sqlstate; // empty: none was told
    bool lost{};          // the connection is of no more use
};

Failure failure_of(std::string const& sqlstate)
{
    auto const is_class = [&](std::string_view start) { return sqlstate.starts_with(start); };
    if (is_class("57P") || is_class("08") || sqlstate == "25P03") {
        return {errc::unavailable, sqlstate, true}; // shutting down, or it has given us up
    }
    if (sqlstate == "57014" || sqlstate == "55P03") {
        return {errc::too_slow, sqlstate}; // statement timeout, lock timeout
    }
    if (is_class("53")) {
        return {errc::unavailable, sqlstate}; // its disk or memory is full
    }
    if (is_class("23")) {
        return {errc::conflict, sqlstate};
    }
    if (sqlstate == "42P01" || sqlstate == "42703" || sqlstate == "42704") {
        return {errc::older_schema, sqlstate}; // no such table, column or type
    }
    return {errc::refused, sqlstate};
}

// What the exception that is being handled means. Others than libpqxx's and ours go on: they are
// our own mistakes.
Failure current_failure()
{
    try {
        throw;
    } catch (Refusal const& refusal) {
        return {refusal.error, {}};
    } catch (pqxx::in_doubt_error const&) {
        return {errc::in_doubt, {}, true};
    } catch (pqxx::broken_connection const&) {
        return {errc::unavailable, {}, true};
    } catch (pqxx::transaction_rollback const&) {
        return {errc::conflict, {}}; // deadlock or serialisation: somebody else was faster
    } catch (pqxx::sql_error const& error) {
        return failure_of(error.sqlstate());
    } catch (pqxx::failure const&) {
        return {errc::refused, {}};
    }
}

} // namespace

class Database::Link {
public:
    Link(std::string const& url, Rights rights) : connection_(url), silence_(connection_)
    {
        connect_once(connection_);
        pqxx::nontransaction(connection_).exec(session_settings);
        if (rights == Rights::server &&
            pqxx::nontransaction(connection_).exec(take_server_role).empty()) {
            logs::event(logs::Level::warning, "server_role_missing");
        }
    }

    void run(std::function<void(Transaction&)> const& job)
    {
        pqxx::work work(connection_);
        Transaction transaction(connection_, work, prepared_);
        job(transaction);
        work.commit();
    }

    bool open() const { return connection_.is_open(); }

private:
    pqxx::connection connection_;
    Silence silence_;
    std::set<std::string> prepared_;
};

Database::Database(std::string url) : Database(std::move(url), Rights::owner) {}
Database::Database(std::string url, Rights rights)
    : url_(with_settings(std::move(url))), rights_(rights)
{
}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

boost::system::result<void> Database::connect()
{
    try {
        link_ = std::make_unique<Link>(url_, rights_);
        told_away_ = false;
        return {};
    } catch (pqxx::failure const& error) {
        // Nothing was asked yet, so this speaks of the operator's own settings and machines only.
        // Said once for each time that it goes away: it is asked every half second.
        if (!std::exchange(told_away_, true))
            logs::event(logs::Level::warning, "database_not_reached", {{"reason", error.what()}});
        return errc::unavailable;
    }
}

boost::system::result<void> Database::attempt(std::string_view name,
                                              std::function<void(Transaction&)> const& job)
{
    bool fresh = false;
    while (true) {
        if (!link_) {
            if (auto const outcome = connect(); !outcome) {
                return outcome.error();
            }
            fresh = true;
        }
        try {
            link_->run(job);
            return {};
        } catch (...) {
            auto failure = current_failure();
            if (!link_->open() && failure.error != errc::in_doubt) {
                failure = {errc::unavailable, failure.sqlstate, true};
            }
            if (failure.lost) {
                link_.reset();
                if (!fresh && failure.error == errc::unavailable) {
                    continue; // the database was started anew since the last job
                }
            }
            logs::event(logs::Level::warning, "database_job_failed",
                        {{"job", name},
                         {"code", make_error_code(failure.error).message()},
                         {"sqlstate", failure.sqlstate}});
            return failure.error;
        }
    }
}

} // namespace store
