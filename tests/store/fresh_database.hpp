// A database of its own for each test case, in the cluster that tests/store/part has started, and
// the ways to stop and start that cluster.
#pragma once

#include "store/database.hpp"

#include <pqxx/pqxx>

#include <filesystem>
#include <string>
#include <vector>

// A setting that tests/store/part makes; a test without it fails.
std::string from_part(char const* name);

class FreshDatabase {
public:
    FreshDatabase();
    ~FreshDatabase();
    FreshDatabase(FreshDatabase const&) = delete;
    FreshDatabase& operator=(FreshDatabase const&) = delete;

    std::string const& url() const { return url_; }

    // Runs SQL as somebody beside the server; gives the first column as texts ("" for null).
    std::vector<std::string> ask(std::string const& sql) const;

private:
    std::string name_;
    std::string url_;
};

// start, stop, kill: as in tests/support/cluster.sh.
void cluster(std::string const& act);

std::filesystem::path root();
