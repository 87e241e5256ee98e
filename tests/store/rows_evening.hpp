// A desk with its people in a fresh database, and facts as the journal would give them: each with
// the next position. Evenings are told in Japanese time.
#pragma once

#include "store/database.hpp"
#include "store/fresh_database.hpp"
#include "store/rows.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace evening {

using store::rows::RowEntry;
using namespace std::chrono_literals;

using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

// On 20 November 2026 in Japan; hours from 24 on are of the following day.
constexpr Moment jst(int hour, int minute, int second = 0)
{
    using namespace std::chrono;
    return sys_days(2026y / November / 20) + hours(hour - 9) + minutes(minute) + seconds(second);
}

// Accounts of the fresh database, by the order in which they were made.
constexpr std::uint32_t sora = 1;
constexpr std::uint32_t umi = 2;
constexpr std::uint32_t riku = 3; // the supervisor

// The random name whose last byte this is.
protocol::records::Pseudonym named(std::uint8_t last);

// The same as PostgreSQL writes it.
std::string uuid(std::uint8_t last);

constexpr protocol::SessionId session(std::uint64_t counter)
{
    return {1, counter};
}

// What the journal would hold.
class Facts {
public:
    void add(Moment at, protocol::records::Record record) { add(at, "line", std::move(record)); }
    void add(Moment at, std::string desk, protocol::records::Record record);

    void queued(Moment at, std::uint32_t ticket, std::uint8_t pseudonym, std::uint8_t shift,
                std::uint32_t opened_seconds_ago = 0);
    static protocol::records::TicketQueued place(std::uint32_t ticket, std::uint8_t pseudonym,
                                                 std::uint8_t shift,
                                                 std::uint32_t opened_seconds_ago);
    void began(Moment at, protocol::SessionId session, std::uint32_t ticket, std::uint32_t staff);
    void ended(Moment at, protocol::SessionId session, protocol::EndReason reason,
               std::uint32_t visitor_words = 0, std::uint32_t counsellor_words = 0);
    void broken_off(Moment at, protocol::SessionId session);

    std::vector<RowEntry> const& all() const { return entries_; }
    // Positions from..to, both included.
    std::vector<RowEntry> piece(std::uint64_t from, std::uint64_t to) const;

private:
    std::vector<RowEntry> entries_;
};

// Migrated; a real desk `line`, a practice desk `school`, sora, umi and riku.
class House : public FreshDatabase {
public:
    House();

    store::Database database;

    // Applies all that is not applied; requires that this works.
    void apply(Facts const& facts);

    // Every row of the tables that facts become, as texts.
    std::vector<std::string> rows() const;
};

// Five visitors, a counsellor who is lost, somebody who says nothing, somebody who is not reached:
// the whole of it.
Facts whole();

// The same ten years before, on 20 November 2016: no clock of a database is behind what is asked
// for.
constexpr auto earlier = 24h * (365 * 10 + 2);
Facts evening_of_2016();

} // namespace evening
