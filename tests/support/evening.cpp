#include "support/evening.hpp"

#include "desk/assertion.hpp"
#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "support/brief.hpp"
#include "support/key_of.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <type_traits>

namespace evening {

namespace {

template <class Name>
Name random_name(std::uint8_t byte)
{
    Name name;
    name.bytes.fill(byte);
    return name;
}

} // namespace

Evening::Evening(desk::Settings settings) : desk(settings, 7), settings_(settings) {}

void Evening::open()
{
    give(desk::ShiftOpened{});
}

Page Evening::visitor(std::string const& name)
{
    auto const byte = ++last_byte_;
    Page page{name,
              desk::ConnectionId{++last_connection_},
              random_name<protocol::LoadId>(byte),
              random_name<protocol::Pass>(byte),
              {},
              0};
    page.hash.bytes.fill(byte);
    names_[page.connection] = name;
    return page;
}

Page Evening::counsellor(std::string const& name)
{
    auto page = visitor(name);
    page.account = ++last_byte_;
    return page;
}

Page Evening::reload(Page const& page)
{
    auto other = reconnect(page);
    other.load = random_name<protocol::LoadId>(++last_byte_);
    return other;
}

Page Evening::reconnect(Page const& page)
{
    auto other = page;
    other.connection = desk::ConnectionId{++last_connection_};
    names_[page.connection] = "old " + page.name;
    names_[other.connection] = page.name;
    return other;
}

Told Evening::hello(Page const& page)
{
    auto const number = protocol::limits::protocol_number;
    if (page.account != 0)
        return says(page,
                    protocol::counsellor::Hello{number, {"demo"}, page.load, key_of(page.load)});
    return says(page, protocol::visitor::Hello{
                          number, {"demo"}, page.load, key_of(page.load), false, page.pass});
}

Told Evening::hello_without_pass(Page const& page)
{
    return give(desk::VisitorSaid{page.connection,
                                  protocol::visitor::Hello{protocol::limits::protocol_number,
                                                           {"demo"},
                                                           page.load,
                                                           key_of(page.load),
                                                           true,
                                                           std::nullopt},
                                  std::nullopt});
}

Told Evening::join(Page const& page)
{
    return says(page, protocol::visitor::Join{page.pass, {}});
}

Told Evening::visitor_says(Page const& page, protocol::visitor::FromVisitor message)
{
    return give(desk::VisitorSaid{page.connection, std::move(message), page.hash});
}

Told Evening::counsellor_says(Page const& page, protocol::counsellor::FromCounsellor message)
{
    return give(desk::CounsellorSaid{
        page.connection, {desk::StaffId{page.account}, "相談員"}, std::move(message)});
}

Told Evening::supervisor_says(Page const& page, protocol::supervisor::FromSupervisor message)
{
    return give(desk::SupervisorSaid{
        page.connection, {desk::StaffId{page.account}, "スーパーバイザー"}, std::move(message)});
}

Told Evening::lose(Page const& page)
{
    return give(desk::ConnectionLost{page.connection});
}

Told Evening::beacon(Page const& page, protocol::api::Says says)
{
    return give(desk::BeaconCame{page.hash, page.load, says});
}

Told Evening::sign_out(Page const& page)
{
    return give(desk::StaffSignedOut{page.connection});
}

Told Evening::hours(std::optional<desk::Duration> closes_in,
                    std::optional<std::string> next_opening)
{
    return give(desk::HoursTold{closes_in, std::move(next_opening)});
}

Told Evening::disk(desk::Reach reach)
{
    return give(desk::StorageChanged{desk::Storage::disk, reach});
}

Told Evening::give(desk::Input input)
{
    desk.handle(std::move(input), now, effects_);
    desk.check_invariants();
    auto told = drain();
    check_restore();
    return told;
}

Told Evening::wait(desk::Duration duration)
{
    auto const until = now + duration;
    Told told;
    for (auto next = desk.next_deadline(); next && *next <= until; next = desk.next_deadline()) {
        now = std::max(now, *next);
        desk.tick(now, effects_);
        desk.check_invariants();
        std::ranges::move(drain(), std::back_inserter(told));
        check_restore();
    }
    now = until;
    return told;
}

Page Evening::waiting(std::string const& name)
{
    auto const page = visitor(name);
    hello_without_pass(page);
    join(page);
    return page;
}

Page Evening::on_duty(std::string const& name)
{
    auto const page = counsellor(name);
    hello(page);
    return page;
}

Page Evening::receiving(std::string const& name, std::uint32_t sessions_at_once)
{
    auto const page = on_duty(name);
    receive(page, protocol::counsellor::Choice::available, sessions_at_once);
    return page;
}

Page Evening::supervising(std::string const& name)
{
    auto const page = counsellor(name);
    says(page, protocol::supervisor::Hello{protocol::limits::protocol_number, {"demo"}});
    return page;
}

Told Evening::receive(Page const& page, protocol::counsellor::Choice choice,
                      std::uint32_t sessions_at_once)
{
    return says(page, protocol::counsellor::Receive{choice, sessions_at_once});
}

Told Evening::accept(Page const& page)
{
    return says(page, protocol::counsellor::Accept{offered()});
}

Told Evening::take_next(Page const& page, std::uint32_t taken)
{
    return says(page, protocol::counsellor::TakeNext{taken});
}

Told Evening::drain()
{
    Told told;
    for (auto const& effect : effects_) {
        std::visit(
            [&]<class Wanted>(Wanted const& wanted) {
                if constexpr (std::is_same_v<Wanted, desk::Record>) {
                    facts_.emplace_back(now, wanted.fact);
                } else if constexpr (std::is_same_v<Wanted, desk::Close>) {
                    told.push_back(names_.at(wanted.connection) + " closed " + brief(wanted.code));
                } else {
                    std::visit(
                        [&]<class Message>(Message const& message) {
                            told.push_back(names_.at(wanted.to) + " " + brief(message));
                            note(message);
                        },
                        wanted.message);
                }
            },
            effect);
    }
    effects_.clear();
    return told;
}

protocol::StreamId stream_of(Page const& page)
{
    protocol::StreamId stream;
    stream.bytes = page.load.bytes;
    return stream;
}

protocol::SendWord word(protocol::SessionId session, Page const& page, std::uint32_t number,
                        std::uint32_t membership, std::size_t size)
{
    return {session, membership, stream_of(page),
            number,  1,          protocol::Sealed(std::string(size, 'A'))};
}

protocol::Received received(protocol::SessionId session, Page const& writer, std::uint32_t number)
{
    return {session, stream_of(writer), number};
}

Talk::Talk()
{
    e.open();
    hana = e.waiting("hana");
    sora = e.on_duty("sora");
    e.take_next(sora);
    session = e.session();
    e.wait(std::chrono::seconds(2));
}

} // namespace evening
