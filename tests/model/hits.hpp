// How often each thing that exists was seen: inputs, effects, messages, facts, end reasons, and the
// words that tell one case of a message from another. What exists is listed from the types, so a
// new message that no run reaches is noticed.
#pragma once

#include "desk/effect.hpp"
#include "desk/input.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace model {

class Hits {
public:
    void count(desk::Input const& input);
    void count(desk::Effect const& effect);
    void add(Hits const& other);

    struct Row {
        std::string name;
        std::uint64_t seen{};
        char const* cannot_happen{}; // why not, for what exists only for later
    };
    std::vector<Row> rows() const;

private:
    std::array<std::uint64_t, 280> seen_{};
};

} // namespace model
