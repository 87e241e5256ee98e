// A start forgets who was waiting: their tickets are not given back to the desk. Whoever was in a
// session stays there, and numbers of tickets go on, so that nothing else breaks.
#include "app/past.hpp"
#include "choice.hpp"

#include <map>
#include <set>
#include <type_traits>
#include <utility>

using FoundPasts = boost::system::result<app::Pasts>;

extern "C" {
FoundPasts real_pasts(store::Recovered const&, staff::Time);
FoundPasts planted_pasts(store::Recovered const&, staff::Time);
}

namespace {

using namespace protocol::records;

// Who stands in the line after all these facts, parked or not.
class Line {
public:
    void operator()(TicketQueued const& fact) { waiting_.insert(fact.ticket); }
    void operator()(TicketGone const& fact) { waiting_.erase(fact.ticket); }
    void operator()(SessionBegan const& fact)
    {
        waiting_.erase(fact.ticket);
        ticket_in_[fact.session] = fact.ticket;
    }
    void operator()(SessionEnded const& fact)
    {
        if (fact.back_in_line) waiting_.insert(ticket_in_[fact.session]);
    }
    void operator()(auto const&) {}

    bool contains(std::uint32_t ticket) const { return waiting_.contains(ticket); }

private:
    std::set<std::uint32_t> waiting_;
    std::map<protocol::SessionId, std::uint32_t> ticket_in_;
};

template <class Fact>
constexpr bool changes_a_place =
    std::is_same_v<Fact, TicketMovedUp> || std::is_same_v<Fact, TicketParked> ||
    std::is_same_v<Fact, TicketReturned>;

// Of a forgotten ticket only its number remains, under a pass that nobody has.
std::vector<desk::Past> without_line(std::vector<desk::Past> const& facts)
{
    Line line;
    for (auto const& past : facts)
        std::visit(line, past.fact);
    std::vector<desk::Past> rest;
    auto const keep = [&]<class Fact>(Fact fact, desk::Duration age) {
        if constexpr (std::is_same_v<Fact, TicketQueued>) {
            if (line.contains(fact.ticket) && planted::turn()) {
                for (auto& byte : fact.pass.bytes)
                    byte ^= 0xff;
                rest.push_back({fact, age});
                rest.push_back({TicketGone{fact.ticket, protocol::EndReason::visitor_left}, age});
                return planted::acted(planted::member("ticket", fact.ticket));
            }
        } else if constexpr (changes_a_place<Fact>) {
            if (line.contains(fact.ticket)) return;
        }
        rest.push_back({std::move(fact), age});
    };
    for (auto const& past : facts)
        std::visit([&](auto const& fact) { keep(fact, past.age); }, past.fact);
    return rest;
}

} // namespace

FoundPasts planted_pasts(store::Recovered const& recovered, staff::Time now)
{
    auto found = real_pasts(recovered, now);
    if (!found || !planted::chosen(planted::Bug::forget_line)) return found;
    for (auto& [desk, facts] : *found)
        facts = without_line(facts);
    return found;
}
