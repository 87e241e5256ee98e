// What a whole evening of facts leaves in the database, row by row.
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

using namespace evening;
using namespace protocol::records;
using Texts = std::vector<std::string>;

namespace {

// As a clock in Japan shows it.
std::string clock_of(std::string const& column)
{
    return "coalesce(to_char(" + column + " at time zone 'Asia/Tokyo', 'HH24:MI:SS'), '-')";
}

Texts tickets(House const& house)
{
    std::string columns;
    for (auto const* step : {"opened_at", "consented_at", "pre_chat_at", "queued_at", "offered_at",
                             "accepted_at", "engaged_at", "ended_at", "wrapped_up_at"}) {
        columns += clock_of(step) + ", ";
    }
    return house.ask("select concat_ws(' ', right(ticket::text, 2), " + columns +
                     "coalesce(end_reason::text, '-'), coalesce(account::text, '-'), sessions,"
                     " talked, broken_off, no_shows, visitor_words, counsellor_words,"
                     " coalesce(moved_up::text, '-'), heavy)"
                     " from ticket order by ticket");
}

} // namespace

TEST_CASE("a whole evening gives exactly its rows")
{
    House house;
    house.apply(whole());

    CHECK(house.ask("select concat_ws(' ', shift, desk, day, " + clock_of("opened_at") + ", " +
                    clock_of("intake_stopped_at") + ", " + clock_of("closed_at") +
                    ") from shift") ==
          Texts{uuid(0x51) + " 1 2026-11-20 19:00:00 20:40:00 21:00:00"});
    CHECK(tickets(house) ==
          Texts{"a1 19:01:00 19:01:15 19:01:30 19:01:30 19:01:40 19:02:00 19:10:00 19:50:00"
                " 19:55:00 counsellor_ended 1 1 00:48:00 0 0 20 25 - t",
                "a2 19:02:00 19:02:30 - 19:03:00 - 19:04:00 19:35:00 20:20:00 20:25:00"
                " visitor_left 2 2 00:58:00 1 0 13 11 young f",
                "a3 19:14:50 19:14:55 - 19:15:00 - - - 19:25:00 -"
                " visitor_left - 0 00:00:00 0 0 0 0 - f",
                "a4 20:38:55 20:38:58 - 20:39:00 - - - 20:59:00 -"
                " not_reached - 0 00:00:00 0 0 0 0 - f",
                "a5 20:09:52 20:09:56 - 20:10:00 20:10:05 20:10:45 - 20:59:00 20:14:00"
                " not_reached 2 1 00:03:00 0 1 0 2 - f"});
    CHECK(house.ask("select concat_ws(' ', right(ticket::text, 2), topic, age_band, gender, area,"
                    " danger) from ticket order by ticket") ==
          Texts{"a1 family from_30 woman same_city t", "a2", "a3", "a4", "a5"});
    CHECK(
        house.ask("select concat_ws(' ', account, " + clock_of("came_at") + ", " +
                  clock_of("went_at") + ") from presence order by came_at") ==
        Texts{"1 18:50:00 21:05:00", "2 18:55:00 19:13:00", "3 18:56:00 21:06:00", "2 20:00:00 -"});
    CHECK(house.ask("select concat_ws(' ', desk, day, step, count) from funnel_day"
                    " order by step") ==
          Texts{"1 2026-11-20 opened 2", "1 2026-11-20 consented 2", "1 2026-11-20 pre_chat 1",
                "1 2026-11-20 turned_away_closed 1", "1 2026-11-20 turned_away_over 1",
                "1 2026-11-20 turned_away_paused 3", "1 2026-11-20 queued 5",
                "1 2026-11-20 offered 2", "1 2026-11-20 accepted 3", "1 2026-11-20 engaged 2",
                "1 2026-11-20 abandoned 1", "1 2026-11-20 broken_off 1", "1 2026-11-20 no_show 1",
                "1 2026-11-20 ended_visitor_left 2", "1 2026-11-20 ended_counsellor_ended 1",
                "1 2026-11-20 ended_not_reached 2"});
    CHECK(house.ask("select position || ' ' || skipped from journal_position") ==
          Texts{std::to_string(whole().all().size()) + " 0"});
}

TEST_CASE("what names a ticket for the journal or a session for a page goes when it is over")
{
    House house;
    house.apply(whole());
    CHECK(house.ask("select number::text from open_ticket").empty());
    // umi was lost and has not wrapped up.
    CHECK(house.ask("select session from open_session") == Texts{"1-2"});
}

TEST_CASE("an older row's version only rises, by the position of the fact that changed it")
{
    House house;
    auto const facts = whole();
    std::int64_t last = 0;
    for (std::uint64_t position = 1; position <= facts.all().size(); ++position) {
        REQUIRE(store::rows::apply(house.database, facts.piece(position, position)).has_value());
        auto const versions =
            house.ask("select version::text from ticket where ticket = '" + uuid(0xa2) + "'");
        auto const version = versions.empty() ? 0 : std::stoll(versions[0]);
        CHECK((version == last || version == static_cast<std::int64_t>(position)));
        last = version;
    }
    CHECK(last > 0);
}

namespace {

template <class Enum>
Texts names_of()
{
    Texts names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
        [&](auto value) { names.emplace_back(value.name); });
    return names;
}

Texts values_of(House const& house, std::string const& type)
{
    return house.ask("select unnest(enum_range(null::" + type + "))::text");
}

} // namespace

TEST_CASE("the schema knows exactly the reasons, answers and steps that facts can have")
{
    House house;
    auto const reasons = names_of<protocol::EndReason>();
    CHECK(values_of(house, "end_reason") == reasons);
    CHECK(values_of(house, "topic") == names_of<protocol::Topic>());
    CHECK(values_of(house, "age_band") == names_of<protocol::AgeBand>());
    CHECK(values_of(house, "gender") == names_of<protocol::Gender>());
    CHECK(values_of(house, "area") == names_of<protocol::Area>());
    CHECK(values_of(house, "move_reason") == names_of<protocol::supervisor::MoveReason>());
    CHECK(values_of(house, "cool_reason") == names_of<protocol::counsellor::CoolReason>());
    CHECK(values_of(house, "cool_verdict") == names_of<protocol::supervisor::Verdict>());

    auto const steps = values_of(house, "funnel_step");
    auto const is_step = [&](std::string const& step) {
        return std::find(steps.begin(), steps.end(), step) != steps.end();
    };
    for (auto const& reason : reasons) {
        CHECK(is_step("ended_" + reason));
    }
    for (auto const& step : names_of<Step>()) {
        CHECK(is_step(step));
    }
}

TEST_CASE("every answer finds its column, and one that was left out stays empty")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    auto place = Facts::place(1, 0xa1, 0x51, 0);
    place.pre_chat = true; // passed, with nothing answered
    facts.add(jst(19, 1), place);
    place = Facts::place(2, 0xa2, 0x51, 0);
    place.answers.danger = false;
    place.answers.area = protocol::Area::elsewhere;
    facts.add(jst(19, 2), place);
    house.apply(facts);
    CHECK(house.ask("select concat_ws(' ', right(ticket::text, 2), " + clock_of("pre_chat_at") +
                    ", topic, age_band, gender, area, danger) from ticket order by ticket") ==
          Texts{"a1 19:01:00", "a2 - elsewhere f"});
}

TEST_CASE("offers and moves of a ticket that is not there become no row, and restated ones none")
{
    House house;
    Facts facts;
    facts.add(jst(19, 0), ShiftOpened{named(0x51)});
    facts.queued(jst(19, 1), 1, 0xa1, 0x51);
    facts.add(jst(19, 2), TicketOffered{1});
    facts.add(jst(19, 3), TicketOffered{1});
    facts.add(jst(19, 4), TicketOffered{7});
    facts.add(jst(19, 5), TicketMovedUp{7, protocol::supervisor::MoveReason::danger, riku});
    facts.add(jst(19, 6), Counted{Step::opened, 0});
    house.apply(facts);
    CHECK(house.ask("select count::text from funnel_day where step = 'offered'") == Texts{"1"});
    CHECK(house.ask("select " + clock_of("offered_at") + " from ticket") == Texts{"19:02:00"});
    CHECK(house.ask("select skipped::text from journal_position") == Texts{"2"});
    CHECK(house.ask("select count::text from funnel_day where step = 'opened'").empty());
}
