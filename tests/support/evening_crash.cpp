// Killing the desk of an evening: in the story, and after each input in thought.
#include "desk/assertion.hpp"
#include "protocol/codec.hpp"
#include "support/evening.hpp"

#include <cstdio>
#include <cstdlib>

namespace evening {

void Evening::crash()
{
    desk = desk::Desk(settings_, ++incarnation_);
    YORISOI_ASSERT(desk.restore(journal(), now));
    desk.check_invariants();
}

namespace {

std::string text(std::vector<desk::Past> const& facts)
{
    std::string lines;
    for (auto const& past : facts)
        lines += std::to_string(past.age.count()) + " " + protocol::encode(past.fact) + "\n";
    return lines;
}

} // namespace

std::vector<desk::Past> Evening::journal() const
{
    std::vector<desk::Past> journal;
    for (auto const& [at, fact] : facts_)
        journal.push_back({fact, now - at});
    return journal;
}

void Evening::check_restore() const
{
    auto lost = desk;
    desk::Effects nobody_listens;
    for (auto const& [connection, name] : names_)
        lost.handle(desk::ConnectionLost{connection}, now, nobody_listens);
    desk::Desk restored(settings_, incarnation_ + 1);
    YORISOI_ASSERT(restored.restore(journal(), now));
    restored.check_invariants();
    auto const before = text(lost.open_state(now));
    auto const after = text(restored.open_state(now));
    if (before != after) {
        std::fprintf(stderr, "before the crash:\n%s\nafter:\n%s\n", before.c_str(), after.c_str());
        std::abort();
    }
    desk::Desk again(settings_, incarnation_ + 2);
    YORISOI_ASSERT(again.restore(restored.open_state(now), now));
    again.check_invariants();
    YORISOI_ASSERT(text(again.open_state(now)) == after);
}

} // namespace evening
