// The command line: a mode, then --name=value. Names that are not asked for are not noticed: only
// run.d/bench.sh and tests call this program.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace bench {

class Options {
public:
    Options(int argc, char** argv);

    std::string const& mode() const { return mode_; }
    std::string text(std::string const& name, std::string const& otherwise) const;
    double number(std::string const& name, double otherwise) const;
    std::vector<std::string> all(std::string const& name) const;
    bool has(std::string const& name) const { return values_.contains(name); }

private:
    std::string mode_;
    std::multimap<std::string, std::string> values_;
};

// The part `name=value` of "name=value,name=value"; empty when there is none.
std::string part_of(std::string const& list, std::string const& name);

// The lines of a file; ends the program when it cannot be read.
std::vector<std::string> lines_of(std::string const& path);

} // namespace bench
