// Nothing that is told waits for the disk, and a flush takes long enough for a kill to fall into.
#include "app/held_effects.hpp"
#include "choice.hpp"
#include "store/journal.hpp"

#include <chrono>
#include <limits>
#include <span>
#include <thread>
#include <utility>

using Done = boost::system::result<void>;
using Entries = std::span<store::JournalEntry const>;
using Position = std::uint64_t; // in the journal

extern "C" {
void real_pass(app::HeldEffects&, desk::Effect&&, Position, Position, desk::Effects&);
Done real_append(store::Journal&, Entries);
void planted_pass(app::HeldEffects&, desk::Effect&&, Position, Position, desk::Effects&);
Done planted_append(store::Journal&, Entries);
}

using planted::Bug;

void planted_pass(app::HeldEffects& held, desk::Effect&& effect, Position written, Position flushed,
                  desk::Effects& out)
{
    auto const before = held.size();
    real_pass(held, std::move(effect), written, flushed, out);
    if (!planted::chosen(Bug::early_told) || held.size() == before || !planted::turn()) return;
    held.release(std::numeric_limits<Position>::max(), out);
    planted::acted(planted::member("unflushed", written - flushed));
}

// On the worker of the disk.
Done planted_append(store::Journal& journal, Entries entries)
{
    if (planted::chosen(Bug::early_told))
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
    return real_append(journal, entries);
}
