// Which step comes next. It looks at the world only to choose what does something; each step can be
// played anywhere.
#include "model/world.hpp"

#include <boost/mp11/algorithm.hpp>

#include <span>
#include <type_traits>

namespace model {

namespace {

struct Weight {
    Act act{};
    std::size_t weight{};
};

constexpr Weight weights[] = {
    {Act::crashes, 2},   {Act::connects, 14},   {Act::reloads, 7}, {Act::duplicates, 3},
    {Act::wants, 80},    {Act::misbehaves, 50}, {Act::lost, 12},   {Act::beacon, 5},
    {Act::signs_out, 2}, {Act::house_opens, 1}, {Act::hours, 3},   {Act::disk, 2},
    {Act::database, 1},  {Act::waits, 36},      {Act::reads, 6},   {Act::sends, 6},
};

// By which acts an input comes about; one that nobody makes does not compile.
constexpr auto said = std::array{Act::sends, Act::misbehaves};
constexpr std::span<Act const> made_by(std::type_identity<desk::VisitorSaid>)
{
    return said;
}
constexpr std::span<Act const> made_by(std::type_identity<desk::CounsellorSaid>)
{
    return said;
}
constexpr std::span<Act const> made_by(std::type_identity<desk::SupervisorSaid>)
{
    return said;
}
constexpr auto loses = std::array{Act::lost, Act::reloads};
constexpr std::span<Act const> made_by(std::type_identity<desk::ConnectionLost>)
{
    return loses;
}
constexpr auto beacon = std::array{Act::beacon};
constexpr std::span<Act const> made_by(std::type_identity<desk::BeaconCame>)
{
    return beacon;
}
constexpr auto signs_out = std::array{Act::signs_out};
constexpr std::span<Act const> made_by(std::type_identity<desk::StaffSignedOut>)
{
    return signs_out;
}
constexpr auto opens = std::array{Act::house_opens};
constexpr std::span<Act const> made_by(std::type_identity<desk::ShiftOpened>)
{
    return opens;
}
constexpr auto hours = std::array{Act::hours};
constexpr std::span<Act const> made_by(std::type_identity<desk::HoursTold>)
{
    return hours;
}
constexpr auto storage = std::array{Act::disk, Act::database};
constexpr std::span<Act const> made_by(std::type_identity<desk::StorageChanged>)
{
    return storage;
}

template <class... Happened>
constexpr bool all_made(std::type_identity<std::variant<Happened...>>)
{
    return (!made_by(std::type_identity<Happened>{}).empty() && ...);
}
static_assert(all_made(std::type_identity<desk::Input>{}));

Act drawn_act(Chance& chance, House house)
{
    auto const weight = [&](Weight const& each) {
        return house == House::busy && each.act == Act::wants ? 5 * each.weight : each.weight;
    };
    std::size_t sum = 0;
    for (auto const& each : weights)
        sum += weight(each);
    auto draw = chance.below(sum);
    for (auto const& each : weights) {
        if (draw < weight(each)) return each.act;
        draw -= weight(each);
    }
    return Act::waits;
}

std::size_t kinds(Role role)
{
    using namespace protocol;
    switch (role) {
    case Role::visitor: return std::variant_size_v<visitor::FromVisitor>;
    case Role::counsellor: return std::variant_size_v<counsellor::FromCounsellor>;
    case Role::supervisor: break;
    }
    return std::variant_size_v<supervisor::FromSupervisor>;
}

} // namespace

Step World::draw(Chance& chance) const
{
    std::vector<Step> under_way;
    for (std::size_t who = 0; who < people_.size(); ++who) {
        auto const& pages = people_[who]->pages;
        for (std::size_t tab = 0; tab < pages.size() && tab < 3; ++tab) {
            auto const& page = *pages[pages.size() - 1 - tab];
            Step step{Act::reads, static_cast<std::uint8_t>(who), static_cast<std::uint8_t>(tab)};
            if (page.has_mail()) under_way.push_back(step);
            step.act = Act::sends;
            if (page.has_said()) under_way.push_back(step);
        }
    }
    Step step;
    if (!under_way.empty() && !chance.one_in(3)) {
        step = chance.pick(under_way);
    } else {
        step.act = drawn_act(chance, house_);
        step.who = static_cast<std::uint8_t>(chance.below(people_.size()));
        if (chance.one_in(8)) step.tab = static_cast<std::uint8_t>(chance.below(3));
    }
    // Whom a colleague asks has not long to answer.
    for (std::size_t who = 0; who < people_.size(); ++who) {
        auto const& pages = people_[who]->pages;
        if (!pages.empty() && pages.back()->is_asked() && chance.one_in(2))
            step = {Act::wants, static_cast<std::uint8_t>(who), 0};
    }
    step.kind = static_cast<std::uint8_t>(chance.below(kinds(people_[step.who]->self.role)));
    step.chance = chance.next();

    // Whoever has no page or no connection mostly comes first.
    auto const& pages = people_[step.who]->pages;
    auto const here = !pages.empty() && pages.back()->connection();
    if (!here && step.act == Act::wants) step.act = Act::connects;
    // Who has given a session away may go home, and leave the thread beside it.
    if (here && step.act == Act::wants && pages.back()->talks_on() && chance.one_in(4))
        step.act = Act::signs_out;
    if (disk_away_ && chance.one_in(12)) step.act = Act::disk; // not for long
    return step;
}

} // namespace model
