// Which entries are applied, in what order, and what becomes of those that cannot be. What an entry
// means is in row_writer.
#include "store/rows.hpp"

#include "log.hpp"
#include "store/row_writer.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace store::rows {
namespace {

constexpr Statement select_position{"position", "select position from journal_position"};

// Whoever writes has this row to the end of the transaction: two writers go one after the other,
// and the second finds what the first has done.
constexpr Statement lock_position{"lock_position",
                                  "select position from journal_position for update"};

constexpr Statement store_position{
    "store_position", "update journal_position set position = $1, skipped = skipped + $2::bigint"};

constexpr Statement raise_position{"raise_position",
                                   "update journal_position set position = greatest(position, $1)"
                                   " returning position"};

// Facts of a shift that is coarse already: what they added is rounded and moved like the rest.
constexpr Statement coarsen_again{
    "coarsen_again", "select count(coarsen(shift)) from (select distinct shift from ticket"
                     " join shift using (shift) where coarse and ticket.version > $1) as touched"};

constexpr Statement select_desk_keys{"desk_keys", "select code, desk from desk"};

constexpr Statement add_to_day{"add_to_day",
                               "insert into funnel_day as kept (desk, day, step, count)"
                               " values ($1, $2::date, $3::funnel_step, $4)"
                               " on conflict (desk, day, step) do update"
                               " set count = kept.count + excluded.count"};

// Facts that became no row, by kind and cause.
using Skipped = std::map<std::pair<std::string_view, Outcome>, std::int64_t>;

struct Applied {
    std::uint64_t position{};
    Skipped skipped;
};

// Whether facts that the schema refuses may be passed over. That needs a savepoint for each fact,
// so it is only done after a first try.
enum class Care { none, each_fact };

std::string_view text_of(Outcome outcome)
{
    switch (outcome) {
    case Outcome::stored: return "stored";
    case Outcome::known: return "known";
    case Outcome::unknown_desk: return "unknown_desk";
    case Outcome::unknown_shift: return "unknown_shift";
    case Outcome::unknown_ticket: return "unknown_ticket";
    case Outcome::unknown_session: return "unknown_session";
    case Outcome::unknown_cool_down: return "unknown_cool_down";
    case Outcome::unknown_account: return "unknown_account";
    case Outcome::not_present: return "not_present";
    case Outcome::impossible_time: return "impossible_time";
    case Outcome::against_the_schema: return "against_the_schema";
    }
    return "";
}

std::string_view kind_of(RowEntry const& entry)
{
    return std::visit([](auto const& fact) { return std::decay_t<decltype(fact)>::type; },
                      entry.record);
}

// Of this century: outside of it there is a broken clock or a broken entry.
bool possible(std::int64_t at_ms)
{
    using namespace std::chrono;
    constexpr auto in_ms = [](year y) {
        return duration_cast<milliseconds>(sys_days(y / January / 1).time_since_epoch()).count();
    };
    return at_ms >= in_ms(year(2000)) && at_ms < in_ms(year(2100));
}

class Batch {
public:
    // `before`: the position up to which all is rows already.
    Batch(Transaction& transaction, Care care, std::uint64_t before)
        : transaction_(transaction), care_(care), before_(before), writer_(transaction, counts_)
    {
        for (auto const& row : transaction.run(select_desk_keys)) {
            desks_.emplace(row["code"].c_str(), row["desk"].as<std::int64_t>());
        }
    }

    void add(RowEntry const& entry)
    {
        auto const outcome = write(entry);
        if (outcome != Outcome::stored && outcome != Outcome::known) {
            ++skipped_[{kind_of(entry), outcome}];
        }
    }

    Skipped close(std::uint64_t position)
    {
        for (auto const& [key, count] : counts_) {
            auto const& [desk, day, step] = key;
            transaction_.run(add_to_day, desk, day, step, count);
        }
        std::int64_t skipped = 0;
        for (auto const& [why, count] : skipped_) {
            skipped += count;
        }
        transaction_.run(coarsen_again, before_);
        transaction_.run(store_position, position, skipped);
        return std::move(skipped_);
    }

private:
    Outcome write(RowEntry const& entry)
    {
        if (entry.desk.empty()) {
            return Outcome::stored; // of the house: a restart needs it, no row does
        }
        auto const desk = desks_.find(entry.desk);
        if (desk == desks_.end()) {
            return Outcome::unknown_desk;
        }
        if (!possible(entry.at_ms)) {
            return Outcome::impossible_time;
        }
        writer_.at(desk->second, entry.at_ms, entry.position);
        return care_ == Care::each_fact ? write_with_care(entry) : write_fact(entry);
    }

    Outcome write_fact(RowEntry const& entry)
    {
        return std::visit([&](auto const& fact) { return writer_.write(fact); }, entry.record);
    }

    // The schema refuses values it cannot hold (class 22) and what is against its rules (23). Every
    // other failure is about the database, not about the fact.
    Outcome write_with_care(RowEntry const& entry)
    {
        transaction_.run_script("savepoint fact");
        try {
            auto const outcome = write_fact(entry);
            transaction_.run_script("release savepoint fact");
            return outcome;
        } catch (pqxx::sql_error const& error) {
            if (!error.sqlstate().starts_with("22") && !error.sqlstate().starts_with("23")) {
                throw;
            }
        }
        transaction_.run_script("rollback to savepoint fact");
        return Outcome::against_the_schema;
    }

    Transaction& transaction_;
    Care care_;
    std::uint64_t before_;
    Counts counts_;
    RowWriter writer_;
    std::map<std::string, std::int64_t, std::less<>> desks_;
    Skipped skipped_;
};

bool without_gaps(std::span<RowEntry const> entries)
{
    return std::ranges::adjacent_find(entries, [](auto const& entry, auto const& next) {
               return next.position != entry.position + 1;
           }) == entries.end();
}

Applied apply_fresh(Transaction& transaction, std::span<RowEntry const> entries, Care care)
{
    auto position = transaction.run(lock_position)[0][0].as<std::uint64_t>();
    if (entries.empty() || entries.back().position <= position) {
        return {position, {}};
    }
    if (entries.front().position > position + 1) {
        throw Refusal{errc::gap_in_journal};
    }
    Batch batch(transaction, care, position);
    for (auto const& entry : entries.subspan(position + 1 - entries.front().position)) {
        batch.add(entry);
        position = entry.position;
    }
    return {position, batch.close(position)};
}

void log_skipped(Applied const& applied)
{
    for (auto const& [why, count] : applied.skipped) {
        logs::event(logs::Level::warning, "facts_without_row",
                    {{"fact", why.first},
                     {"cause", text_of(why.second)},
                     {"count", count},
                     {"up_to_position", applied.position}});
    }
}

} // namespace

boost::system::result<std::uint64_t> replayed_up_to(Database& database)
{
    return database.run("replayed_up_to", [](Transaction& transaction) {
        return transaction.run(select_position)[0][0].as<std::uint64_t>();
    });
}

boost::system::result<std::uint64_t> apply(Database& database, std::span<RowEntry const> entries)
{
    if (!without_gaps(entries)) {
        return errc::gap_in_journal;
    }
    auto const attempt = [&](Care care) {
        return database.run("apply_facts", [&](Transaction& transaction) {
            return apply_fresh(transaction, entries, care);
        });
    };
    auto applied = attempt(Care::none);
    if (applied.has_error() &&
        (applied.error() == errc::conflict || applied.error() == errc::refused)) {
        applied = attempt(Care::each_fact);
    }
    if (!applied) {
        return applied.error();
    }
    log_skipped(*applied);
    return applied->position;
}

boost::system::result<std::uint64_t> accept_loss(Database& database, std::uint64_t next)
{
    auto const before = next == 0 ? 0 : next - 1;
    return database.run("accept_loss", [&](Transaction& transaction) {
        return transaction.run(raise_position, before)[0][0].as<std::uint64_t>();
    });
}

} // namespace store::rows
