// Facts of tickets become rows twice, the second time under other names: as if the position were
// not written with the rows, and the one who tries again named them anew. So it goes after a try
// of which nobody knows what became of it, and now and then without reason.
#include "choice.hpp"
#include "store/rows.hpp"
#include "store/transaction.hpp"

#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

using Position = boost::system::result<std::uint64_t>;
using store::rows::RowEntry;

extern "C" {
Position real_apply(store::Database&, std::span<RowEntry const>);
Position planted_apply(store::Database&, std::span<RowEntry const>);
}

namespace {

using namespace protocol::records;

constexpr std::uint32_t other = 0x40000000; // what no number in an evening reaches

// Under another name, if it is of a ticket; else a fact that becomes no row.
Record renamed(Record const& fact)
{
    return std::visit(
        []<class Fact>(Fact copy) -> Record {
            auto named = false;
            if constexpr (std::is_same_v<Fact, TicketQueued>) copy.pseudonym.bytes[0] ^= 0xff;
            if constexpr (requires { copy.ticket; }) {
                copy.ticket ^= other;
                named = true;
            }
            if constexpr (requires { copy.session.incarnation; }) {
                copy.session.incarnation ^= other;
                named = true;
            }
            return named ? Record(std::move(copy)) : Record(StaffUsed{});
        },
        fact);
}

void note(std::span<RowEntry const> entries)
{
    for (auto const& entry : entries)
        if (auto const* const queued = std::get_if<TicketQueued>(&entry.record))
            planted::acted(planted::member("ticket", queued->ticket));
}

bool with_a_place(std::span<RowEntry const> entries)
{
    return std::ranges::any_of(entries, [](auto const& entry) {
        return std::holds_alternative<TicketQueued>(entry.record);
    });
}

bool once_more(store::Database& database, std::span<RowEntry const> entries)
{
    std::vector<RowEntry> copies(entries.begin(), entries.end());
    for (auto& entry : copies)
        entry.record = renamed(entry.record);
    constexpr store::Statement step_back{"planted_step_back",
                                         "update journal_position set position = $1"};
    auto const stepped = database.run("planted_step_back", [&](store::Transaction& transaction) {
        transaction.run(step_back, entries.front().position - 1);
    });
    return stepped && real_apply(database, copies);
}

bool in_doubt = false;

} // namespace

Position planted_apply(store::Database& database, std::span<RowEntry const> entries)
{
    auto const applied = real_apply(database, entries);
    if (!planted::chosen(planted::Bug::double_row)) return applied;
    if (!applied) {
        in_doubt = true;
        return applied;
    }
    if (!with_a_place(entries) || *applied != entries.back().position) return applied;
    if (!std::exchange(in_doubt, false) && !planted::turn()) return applied;
    if (once_more(database, entries)) note(entries);
    return applied;
}
