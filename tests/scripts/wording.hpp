// The words of one line of a script, taken one after the other, and what some of them mean: fields,
// durations, settings of the desk. Knows no people.
#pragma once

#include "scripts/script.hpp"

#include <initializer_list>
#include <stdexcept>

namespace scripts {

// What is wrong with a line, in words; the reader adds where.
struct Wrong : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Words {
public:
    explicit Words(std::string const& line);

    bool over() const { return at_ == words_.size(); }
    std::string next();    // throws Wrong when there is none
    void back() { --at_; } // the last one again
    std::string rest();    // all that are left, with single blanks
    void expect(std::initializer_list<std::string_view> words);
    void end() const; // throws Wrong when something is left

    std::uint32_t number();
    desk::Duration duration(); // 20s, 5min, 2h, 300ms

    // NAME=VALUE …; a bare number is `number`, a text in quotes is `text`. Ends at another word.
    std::map<std::string, Written> fields();

private:
    std::vector<std::string> words_; // a quoted text, with what stands before it, is one word
    std::size_t at_ = 0;
};

// A setting by its name in desk/settings.hpp.
void set(desk::Settings& settings, std::string const& name, std::string const& value);

} // namespace scripts
