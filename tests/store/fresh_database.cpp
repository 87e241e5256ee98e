#include "store/fresh_database.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <random>
#include <stdexcept>

namespace {

pqxx::result ask_at(std::string const& url, std::string const& sql)
{
    pqxx::connection connection(url);
    pqxx::nontransaction transaction(connection);
    return transaction.exec(sql);
}

} // namespace

std::string from_part(char const* name)
{
    auto const* const value = std::getenv(name);
    if (value == nullptr || *value == '\0') {
        throw std::runtime_error(std::string(name) + " is not set; tests/store/part sets it");
    }
    return value;
}

FreshDatabase::FreshDatabase()
    : name_("test_" + std::to_string(std::random_device()())),
      url_(from_part("DATABASE_URL") + "&dbname=" + name_)
{
    ask_at(from_part("DATABASE_URL"), "create database " + name_);
}

FreshDatabase::~FreshDatabase()
{
    try {
        ask_at(from_part("DATABASE_URL"), "drop database " + name_ + " with (force)");
    } catch (std::exception const& error) {
        WARN(error.what());
    }
}

std::vector<std::string> FreshDatabase::ask(std::string const& sql) const
{
    std::vector<std::string> answers;
    for (auto const& row : ask_at(url_, sql)) {
        answers.emplace_back(row[0].is_null() ? "" : row[0].c_str());
    }
    return answers;
}

void cluster(std::string const& act)
{
    auto const command = "bash '" + (root() / "tests/support/cluster.sh").string() + "' " + act +
                         " '" + from_part("CLUSTER") + "' >/dev/null";
    if (std::system(command.c_str()) != 0) {
        throw std::runtime_error("cannot " + act + " the cluster");
    }
}

std::filesystem::path root()
{
    return from_part("ROOT");
}
