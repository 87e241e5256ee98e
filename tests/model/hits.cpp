#include "model/hits.hpp"

#include <boost/core/type_name.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace model {

namespace {

namespace mp = boost::mp11;
using protocol::EndReason;

// All that is counted, one list behind the other.
template <class... List>
using Joined = mp::mp_append<mp::mp_rename<List, mp::mp_list>...>;

// A message shared by roles, and a fact, each count on their own.
template <class Of>
struct In {
    template <class Message>
    using fn = mp::mp_list<Of, Message>;
};
template <class Of, class Messages>
using Each = mp::mp_transform_q<In<Of>, mp::mp_rename<Messages, mp::mp_list>>;

using Kinds =
    Joined<Each<desk::Input, desk::Input>, Each<desk::VisitorSaid, protocol::visitor::FromVisitor>,
           Each<desk::CounsellorSaid, protocol::counsellor::FromCounsellor>,
           Each<desk::SupervisorSaid, protocol::supervisor::FromSupervisor>,
           Each<desk::Effect, desk::Effect>, Each<desk::TellVisitor, protocol::visitor::ToVisitor>,
           Each<desk::TellCounsellor, protocol::counsellor::ToCounsellor>,
           Each<desk::TellSupervisor, protocol::supervisor::ToSupervisor>,
           Each<desk::Record, protocol::records::Record>>;
// Wherever they are told or written down; end reasons only where an end is told.
using Words = mp::mp_list<EndReason, protocol::counsellor::OfferEnd,
                          protocol::counsellor::HandOverEnd, protocol::counsellor::ThreadEnd,
                          protocol::counsellor::TakeRefusal, protocol::counsellor::Presence,
                          protocol::visitor::ParkReason, protocol::visitor::Intake,
                          protocol::supervisor::AlarmKind, protocol::supervisor::MoveReason,
                          protocol::counsellor::CoolReason, protocol::supervisor::Verdict,
                          protocol::records::StopCause, protocol::records::Step>;

constexpr auto kinds = mp::mp_size<Kinds>::value;

template <class Of, class Message>
constexpr std::size_t place = mp::mp_find<Kinds, mp::mp_list<Of, Message>>::value;

// What a number says that no word does.
constexpr std::array<char const*, 2> cases{"a wait is known", "may not be reached before closing"};

template <class Word>
constexpr bool counts = mp::mp_contains<Words, Word>::value;

// Behind the kinds, all values of one word after those of another.
template <class Word>
std::size_t place_of(Word word)
{
    std::size_t place = kinds;
    std::size_t next = kinds;
    mp::mp_for_each<mp::mp_transform<std::type_identity, Words>>(
        [&]<class Each>(std::type_identity<Each>) {
            mp::mp_for_each<boost::describe::describe_enumerators<Each>>([&](auto described) {
                if constexpr (std::is_same_v<Each, Word>)
                    if (described.value == word) place = next;
                ++next;
            });
        });
    return place;
}

std::size_t words()
{
    std::size_t count = 0;
    mp::mp_for_each<mp::mp_transform<std::type_identity, Words>>(
        [&]<class Each>(std::type_identity<Each>) {
            count += mp::mp_size<boost::describe::describe_enumerators<Each>>::value;
        });
    return count;
}

// Each word of a message, also of those in a list in it.
template <class Message, class Visit>
void for_each_word(Message const& message, Visit const& visit)
{
    using Members = boost::describe::describe_members<Message, boost::describe::mod_public>;
    mp::mp_for_each<Members>([&](auto described) {
        auto const& member = message.*described.pointer;
        using Member = std::remove_cvref_t<decltype(member)>;
        if constexpr (std::is_same_v<Member, EndReason>) {
            if constexpr (std::is_same_v<Message, protocol::Ended> ||
                          std::is_same_v<Message, protocol::visitor::Gone>)
                visit(member);
        } else if constexpr (counts<Member>) {
            visit(member);
        } else if constexpr (std::is_same_v<Member, std::vector<protocol::supervisor::Alarm>>) {
            for (auto const& alarm : member)
                visit(alarm.kind);
        }
    });
}

template <class Type>
std::string short_name()
{
    auto const name = boost::core::type_name<Type>();
    return name.substr(name.rfind("::") + 2);
}

template <class Of, class Message>
std::string name()
{
    if constexpr (std::is_same_v<Of, desk::Input>)
        return "input " + short_name<Message>();
    else if constexpr (std::is_same_v<Of, desk::Effect>)
        return "effect " + short_name<Message>();
    else
        return short_name<Of>() + ' ' + std::string(Message::type);
}

// What exists and yet is never told by a desk, with the reason; nullptr for all the rest.
char const* cannot_happen(std::string_view name)
{
    constexpr std::pair<std::string_view, char const*> exceptions[] = {
        {"Record place_gone", "only in a restated open state"},
        {"Record cool_down_kept", "only in a restated open state"},
        {"Record experience", "only in a restated open state"},
        {"Record staff_signed_in", "the house writes it, no desk does"},
        {"Record staff_used", "the house writes it, no desk does"},
        {"Record staff_signed_out", "the house writes it, no desk does"},
        {"EndReason supervisor_ended", "no supervisor ends a session yet"},
        {"TellVisitor puzzle", "the runner sends it, before the desk hears of a place"},
        {"Presence away", "whoever hears of their own presence is there"},
    };
    for (auto const& [exception, reason] : exceptions)
        if (exception == name) return reason;
    return nullptr;
}

} // namespace

void Hits::count(desk::Input const& input)
{
    std::visit(
        [&]<class Happened>(Happened const& happened) {
            ++seen_.at(place<desk::Input, Happened>);
            if constexpr (requires { happened.message; }) {
                std::visit(
                    [&]<class Message>(Message const&) { ++seen_.at(place<Happened, Message>); },
                    happened.message);
            }
        },
        input);
}

void Hits::count(desk::Effect const& effect)
{
    auto const inner = [&]<class Wanted, class Message>(std::type_identity<Wanted>,
                                                        Message const& message) {
        ++seen_.at(place<Wanted, Message>);
        for_each_word(message, [&](auto word) { ++seen_.at(place_of(word)); });
        if constexpr (std::is_same_v<Message, protocol::visitor::Queued>) {
            if (message.wait) ++seen_.at(kinds + words());
            if (message.may_not_be_reached) ++seen_.at(kinds + words() + 1);
        }
    };
    std::visit(
        [&]<class Wanted>(Wanted const& wanted) {
            ++seen_.at(place<desk::Effect, Wanted>);
            auto const note = [&](auto const& message) {
                inner(std::type_identity<Wanted>{}, message);
            };
            if constexpr (requires { wanted.message; }) std::visit(note, wanted.message);
            if constexpr (requires { wanted.fact; }) std::visit(note, wanted.fact);
        },
        effect);
}

void Hits::add(Hits const& other)
{
    for (std::size_t i = 0; i < seen_.size(); ++i)
        seen_[i] += other.seen_[i];
}

std::vector<Hits::Row> Hits::rows() const
{
    std::vector<Row> rows;
    auto const add_row = [&](std::string name) {
        auto const seen = seen_.at(rows.size());
        auto const* const exception = cannot_happen(name);
        rows.push_back({std::move(name), seen, exception});
    };
    mp::mp_for_each<mp::mp_transform<std::type_identity, Kinds>>(
        [&]<class Of, class Message>(std::type_identity<mp::mp_list<Of, Message>>) {
            add_row(name<Of, Message>());
        });
    mp::mp_for_each<mp::mp_transform<std::type_identity, Words>>(
        [&]<class Word>(std::type_identity<Word>) {
            mp::mp_for_each<boost::describe::describe_enumerators<Word>>(
                [&](auto described) { add_row(short_name<Word>() + ' ' + described.name); });
        });
    for (auto const* each : cases)
        add_row(each);
    return rows;
}

} // namespace model
