// What a job of a Database works with. Heavy (libpqxx): only for the bodies in this folder.
#pragma once

#include "store/errc.hpp"
#include "store/pqxx_generation.hpp"

#include <concepts>
#include <set>
#include <string>
#include <string_view>

namespace store {

// One named statement with one text, for the whole life of the program.
struct Statement {
    char const* name;
    char const* sql;
};

// Thrown by a job that finds it must not go on; the boundary rolls back and gives the error.
struct Refusal {
    errc error;
};

class Transaction {
public:
    // `prepared` are the names that this connection has prepared so far.
    Transaction(pqxx::connection& connection, pqxx::work& work, std::set<std::string>& prepared)
        : connection_(connection), work_(work), prepared_(prepared)
    {
    }

    // Arguments are std::string or integers. A text with a NUL is refused: libpq would cut it there
    // and ask for something else.
    template <class... Argument>
    pqxx::result run(Statement const& statement, Argument const&... arguments)
    {
        (refuse_nul(arguments), ...);
        if (prepared_.insert(statement.name).second) {
            connection_.prepare(statement.name, statement.sql);
        }
        return run_prepared(work_, statement.name, arguments...);
    }

    // Several statements without arguments, written by us.
    void run_script(std::string const& sql) { work_.exec(sql); }

private:
    static void refuse_nul(std::string const& text)
    {
        if (text.find('\0') != std::string::npos) {
            throw Refusal{errc::refused};
        }
    }
    static void refuse_nul(std::integral auto) {}

    pqxx::connection& connection_;
    pqxx::work& work_;
    std::set<std::string>& prepared_;
};

} // namespace store
