// What a cool-down leaves in the database: who, why and the verdict, and nothing of the visitor.
#include "store/retention.hpp"
#include "store/rows_evening.hpp"
#include "support/catch.hpp"

using namespace evening;
using namespace protocol::records;
using protocol::counsellor::CoolReason;
using protocol::supervisor::Verdict;
using Texts = std::vector<std::string>;

namespace {

CooledDown cooled(std::uint64_t number, std::uint8_t name, std::uint32_t staff, CoolReason reason)
{
    return {session(number), named(name), staff, "相談員", {}, reason, 1800};
}

// Two sessions that ended so, in the shift 51.
Facts two(Moment day = jst(0, 0))
{
    auto const at = [&](int minute) { return day + 19h + std::chrono::minutes(minute); };
    Facts facts;
    facts.add(at(0), ShiftOpened{named(0x51)});
    facts.queued(at(1), 1, 0xa1, 0x51);
    facts.began(at(2), session(1), 1, sora);
    facts.ended(at(9), session(1), protocol::EndReason::cooled_down, 3, 2);
    facts.add(at(9), cooled(1, 0xc1, sora, CoolReason::sexual));
    facts.add(at(10), SessionWrappedUp{session(1), false});
    facts.queued(at(11), 2, 0xa2, 0x51);
    facts.began(at(12), session(2), 2, umi);
    facts.ended(at(19), session(2), protocol::EndReason::cooled_down);
    facts.add(at(19), cooled(2, 0xc2, umi, CoolReason::threat));
    return facts;
}

Texts cool_downs(House const& house)
{
    return house.ask("select concat_ws(' ', right(cool_down::text, 2), right(shift::text, 2),"
                     " coalesce(account::text, '-'), reason, coalesce(verdict::text, '-'),"
                     " coalesce(reviewer::text, '-')) from cool_down order by cool_down");
}

std::string skipped(House const& house)
{
    return house.ask("select skipped::text from journal_position")[0];
}

} // namespace

TEST_CASE("a cool-down is a row without a ticket, and its end is counted")
{
    House house;
    auto facts = two();
    facts.add(jst(19, 30), CoolDownReviewed{session(1), named(0xc1), Verdict::upheld, riku});
    facts.add(jst(19, 31), CoolDownReviewed{session(1), named(0xc1), Verdict::lifted, riku});
    house.apply(facts);
    CHECK(cool_downs(house) == Texts{"c1 51 1 sexual lifted 3", "c2 51 2 threat - -"});
    CHECK(skipped(house) == "0");
    CHECK(house.ask("select distinct end_reason::text from ticket") == Texts{"cooled_down"});
    CHECK(house.ask("select count::text from funnel_day where step = 'ended_cooled_down'") ==
          Texts{"2"});
}

TEST_CASE("a cool-down that is restated at the head of a segment is no second row")
{
    House house;
    auto facts = two();
    facts.add(jst(19, 40), CoolDownKept{session(1), named(0xc1), "相談員", {}, {}, 1800, {}});
    facts.add(jst(19, 40), cooled(2, 0xc2, umi, CoolReason::threat));
    house.apply(facts);
    CHECK(cool_downs(house).size() == 2);
    CHECK(skipped(house) == "0");
}

TEST_CASE("a cool-down of a session that nobody knows is counted and passed")
{
    House house;
    auto facts = two();
    facts.add(jst(19, 40), cooled(9, 0xc9, sora, CoolReason::other));
    facts.add(jst(19, 41), CoolDownReviewed{session(9), named(0xc9), Verdict::upheld, riku});
    house.apply(facts);
    CHECK(cool_downs(house).size() == 2);
    CHECK(skipped(house) == "2");
}

TEST_CASE("an account that is deleted leaves its cool-downs without a name")
{
    House house;
    auto facts = two();
    facts.add(jst(19, 30), CoolDownReviewed{session(1), named(0xc1), Verdict::upheld, riku});
    house.apply(facts);
    house.ask("delete from account where account in (1, 3) returning account::text");
    CHECK(cool_downs(house) == Texts{"c1 51 - sexual upheld -", "c2 51 2 threat - -"});
}

TEST_CASE("a cool-down can be judged after its shift is coarse, and goes with it")
{
    House house;
    auto const day = jst(0, 0) - earlier;
    auto facts = two(day);
    facts.add(day + 20h, SessionWrappedUp{session(2), false});
    facts.add(day + 21h, ShiftClosed{named(0x51)});
    house.apply(facts);
    REQUIRE(*store::retention::coarsen(house.database, day + 22h) == 1);
    facts.add(day + 23h, CoolDownReviewed{session(2), named(0xc2), Verdict::upheld, riku});
    house.apply(facts);
    CHECK(cool_downs(house) == Texts{"c1 51 1 sexual - -", "c2 51 2 threat upheld 3"});
    constexpr auto over = std::chrono::sys_days(std::chrono::year(2018) / 4 / 1) - 9h;
    CHECK(store::retention::forget(house.database, over).has_value());
    CHECK(cool_downs(house).empty());
}
