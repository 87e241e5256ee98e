// Facts that no desk has written are refused, instead of ending the program in their middle.
#include "protocol/codec.hpp"
#include "support/catch.hpp"
#include "support/evening.hpp"

#include <algorithm>
#include <set>

using namespace std::chrono_literals;
using namespace protocol::records;
using desk::Past;
using evening::Evening;

namespace {

using Facts = std::vector<Past>;

// Whether they are taken. A desk that has taken them also lives on from there.
bool taken(Facts const& facts)
{
    desk::Desk desk(evening::alone(), 9);
    auto const now = desk::Time() + 24h;
    if (!desk.restore(facts, now)) return false;
    desk::Effects nobody_listens;
    desk.tick(now + 3h, nobody_listens);
    static_cast<void>(desk.open_state(now + 3h));
    return true;
}

// One of each kind: a ticket in line that was parked and is back and moved up, two sessions, one of
// them ended and wrapped up, a counsellor who has gone.
Facts evening_facts()
{
    Evening e;
    e.open();
    auto const hoshi = e.supervising("hoshi");
    auto const sora = e.on_duty("sora");
    auto const umi = e.on_duty("umi");
    auto const hana = e.waiting("hana");
    e.take_next(sora);
    auto const first = e.session();
    e.says(hana, evening::word(first, hana, 1));
    e.says(sora, protocol::counsellor::Extend{first, e.started().guide_seconds});
    auto const again = e.reload(hana);
    e.hello(again);
    e.says(again, protocol::visitor::Resume{});
    e.receive(umi, protocol::counsellor::Choice::on_break, 2);
    e.says(sora, protocol::counsellor::End{first});
    e.wait(2min);
    e.says(sora, protocol::counsellor::WrapUp{first, false});
    auto const yuki = e.waiting("yuki");
    e.take_next(umi);
    auto const kei = e.waiting("kei");
    e.receive(umi, protocol::counsellor::Choice::on_break, 3);
    e.take_next(umi, 1);
    e.says(umi, protocol::counsellor::CoolDown{e.session(), {}});
    e.lose(kei);
    e.wait(2min);
    e.says(hoshi, protocol::supervisor::ReviewCoolDown{e.session(), {}});
    auto const mio = e.waiting("mio");
    e.lose(mio);
    e.wait(6min);
    e.hello(e.reload(mio));
    e.says(hoshi, protocol::supervisor::MoveUp{static_cast<std::uint32_t>(4),
                                               protocol::supervisor::MoveReason::other});
    auto const ren = e.waiting("ren");
    e.says(ren, protocol::visitor::Leave{});
    e.sign_out(sora);
    Facts facts;
    for (auto const& [at, fact] : e.facts())
        facts.push_back({fact, e.now - at});
    return facts;
}

template <class Fact>
bool holds(Facts const& facts)
{
    return std::ranges::any_of(
        facts, [](Past const& past) { return std::holds_alternative<Fact>(past.fact); });
}

// The session that goes on.
SessionBegan still_talking(Facts const& facts)
{
    std::set<protocol::SessionId> ended;
    for (auto const& past : facts)
        if (auto const* const end = std::get_if<SessionEnded>(&past.fact))
            ended.insert(end->session);
    for (auto const& past : facts)
        if (auto const* const began = std::get_if<SessionBegan>(&past.fact))
            if (!ended.contains(began->session)) return *began;
    FAIL("no session goes on");
    return {};
}

} // namespace

TEST_CASE("facts that contradict those before them are refused")
{
    auto const facts = evening_facts();
    REQUIRE(holds<SeatTaken>(facts));
    REQUIRE(holds<SessionExtended>(facts));
    REQUIRE(holds<SessionEnded>(facts));
    REQUIRE(holds<SessionWrappedUp>(facts));
    REQUIRE(holds<TicketParked>(facts));
    REQUIRE(holds<TicketReturned>(facts));
    REQUIRE(holds<TicketMovedUp>(facts));
    REQUIRE(holds<TicketGone>(facts));
    REQUIRE(holds<CounsellorChose>(facts));
    REQUIRE(holds<CounsellorWent>(facts));
    REQUIRE(taken(facts));
    auto const talking = still_talking(facts);

    auto const refused_behind = [&](Record const& fact) {
        CAPTURE(protocol::encode(fact));
        auto more = facts;
        more.push_back({fact, {}});
        CHECK_FALSE(taken(more));
        CHECK_FALSE(taken({{fact, {}}}));
    };
    protocol::SessionId const unknown{1, 99};
    SECTION("of tickets")
    {
        refused_behind(TicketMovedUp{99, {}, 1});
        refused_behind(TicketParked{99, std::nullopt});
        refused_behind(TicketReturned{99});
        refused_behind(TicketGone{99, {}});
        refused_behind(TicketGone{talking.ticket, {}});
        refused_behind(TicketParked{talking.ticket, std::nullopt});
        auto twice = facts;
        for (auto const& past : facts)
            if (auto const* const queued = std::get_if<TicketQueued>(&past.fact))
                if (queued->ticket == talking.ticket) twice.push_back(past);
        CHECK_FALSE(taken(twice));
    }
    SECTION("of sessions")
    {
        refused_behind(SeatTaken{unknown, {}, {}, 2});
        refused_behind(SeatHandedOver{unknown, talking.staff, "相談員", 2});
        refused_behind(SeatHandedOver{talking.session, 99, "相談員", 2});
        refused_behind(SeatHandedOver{talking.session, talking.staff, "相談員", 2}); // holds it
        refused_behind(SessionEngaged{unknown});
        refused_behind(SessionExtended{unknown, 60});
        refused_behind(SessionEnded{unknown, {}, false, 0, 0});
        refused_behind(SessionWrappedUp{unknown, false});
        refused_behind(SessionWrappedUp{talking.session, false}); // it goes on
        refused_behind(talking);
        auto stranger = talking;
        stranger.session = unknown;
        stranger.staff = 99;
        refused_behind(stranger);
        auto nobodys = talking;
        nobodys.session = unknown;
        nobodys.ticket = 99;
        refused_behind(nobodys);
    }
    SECTION("of cool-downs")
    {
        REQUIRE(holds<CoolDownReviewed>(facts));
        auto cooled = std::get<CooledDown>(std::ranges::find_if(facts, [](Past const& past) {
                                               return std::holds_alternative<CooledDown>(past.fact);
                                           })->fact);
        refused_behind(cooled);
        refused_behind(CoolDownReviewed{unknown, {}, {}, 1});
        cooled.session = talking.session; // it goes on
        refused_behind(cooled);
        auto twice = facts;
        CoolDownKept const kept{unknown, {}, "", std::nullopt, {}, 60, std::nullopt};
        twice.push_back({kept, {}});
        CHECK(taken(twice));
        twice.push_back({kept, {}});
        CHECK_FALSE(taken(twice));
    }
    SECTION("of counsellors")
    {
        refused_behind(CounsellorChose{99, {}, 1, 0, false, 0});
        auto gone = facts;
        gone.push_back({CounsellorWent{talking.staff}, {}});
        CHECK_FALSE(taken(gone));
    }
}

TEST_CASE("whichever fact is missing, doubled or late, a start ends with a sentence or goes on")
{
    auto const facts = evening_facts();
    for (std::size_t at = 0; at < facts.size(); ++at) {
        CAPTURE(at, protocol::encode(facts[at].fact));
        auto const place = static_cast<std::ptrdiff_t>(at);
        auto missing = facts;
        missing.erase(missing.begin() + place);
        auto doubled = facts;
        doubled.insert(doubled.begin() + place, facts[at]);
        auto late = missing;
        late.push_back(facts[at]);
        for (auto const& changed : {missing, doubled, late})
            CHECK_NOTHROW(taken(changed));
    }
}
