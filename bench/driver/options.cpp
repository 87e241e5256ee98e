#include "bench/driver/options.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

namespace bench {

Options::Options(int argc, char** argv)
{
    if (argc > 1) mode_ = argv[1];
    for (int at = 2; at < argc; ++at) {
        std::string const word = argv[at];
        if (!word.starts_with("--")) continue;
        auto const equals = word.find('=');
        auto value = equals == word.npos ? std::string() : word.substr(equals + 1);
        values_.emplace(word.substr(2, equals - 2), std::move(value));
    }
}

std::string Options::text(std::string const& name, std::string const& otherwise) const
{
    auto const found = values_.find(name);
    return found == values_.end() ? otherwise : found->second;
}

double Options::number(std::string const& name, double otherwise) const
{
    auto const found = values_.find(name);
    return found == values_.end() ? otherwise : std::strtod(found->second.c_str(), nullptr);
}

std::vector<std::string> Options::all(std::string const& name) const
{
    std::vector<std::string> all;
    for (auto [at, end] = values_.equal_range(name); at != end; ++at)
        all.push_back(at->second);
    return all;
}

std::string part_of(std::string const& list, std::string const& name)
{
    std::istringstream parts(list);
    for (std::string part; std::getline(parts, part, ',');)
        if (part.starts_with(name + "=")) return part.substr(name.size() + 1);
    return {};
}

std::vector<std::string> lines_of(std::string const& path)
{
    std::ifstream file(path);
    if (!file) {
        std::fprintf(stderr, "bench_driver: cannot read %s\n", path.c_str());
        std::exit(1);
    }
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

} // namespace bench
