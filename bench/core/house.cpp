#include "bench/core/house.hpp"

#include "protocol/limits.hpp"
#include "protocol/sealed_form.hpp"

#include <utility>

namespace bench {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

namespace {

desk::Settings settings(std::size_t line_capacity)
{
    desk::Settings settings;
    settings.line_capacity = line_capacity;
    settings.needed_staff = 0;
    return settings;
}

// As many characters as the shortest sealed word has.
constexpr std::size_t characters =
    ((protocol::sealed_form::smallest_text + protocol::sealed_form::word_overhead) * 8 + 5) / 6;

} // namespace

House::House(std::size_t line_capacity)
    : desk_(settings(line_capacity), 1), sealed_(characters, 'A')
{
    give(desk::ShiftOpened{});
}

template <class Name>
Name House::name()
{
    Name name;
    ++last_;
    for (std::size_t at = 0; at < 8; ++at)
        name.bytes.at(at) = static_cast<std::uint8_t>(last_ >> (8 * at));
    return name;
}

House::Visitor House::visitor()
{
    Visitor visitor{desk::ConnectionId{++last_}, name<desk::PassHash>(), name<protocol::LoadId>(),
                    name<protocol::StreamId>()};
    protocol::visitor::Hello hello{};
    hello.protocol = limits::protocol_number;
    hello.load = visitor.load;
    hello.first = true;
    give(desk::VisitorSaid{visitor.connection, hello, std::nullopt, name<desk::Pseudonym>()});
    return visitor;
}

House::Counsellor House::counsellor()
{
    Counsellor counsellor{desk::ConnectionId{++last_},
                          {desk::StaffId{static_cast<std::uint32_t>(last_)}, "相談員"},
                          name<protocol::LoadId>()};
    protocol::counsellor::Hello hello{};
    hello.protocol = limits::protocol_number;
    hello.load = counsellor.load;
    said(counsellor, hello);
    return counsellor;
}

void House::join(Visitor const& visitor)
{
    said(visitor, protocol::visitor::Join{});
}

void House::leave(Visitor const& visitor)
{
    said(visitor, protocol::visitor::Leave{});
}

void House::receive(Counsellor& counsellor)
{
    said(counsellor, protocol::counsellor::Receive{protocol::counsellor::Choice::available, 1});
    for (auto const& effect : effects_)
        if (auto const* const told = std::get_if<desk::TellCounsellor>(&effect))
            if (auto const* const offer = std::get_if<protocol::counsellor::Offer>(&told->message))
                counsellor.session = offer->session;
}

void House::accept(Counsellor& counsellor)
{
    said(counsellor, protocol::counsellor::Accept{counsellor.session});
}

void House::end(Counsellor& counsellor)
{
    said(counsellor, protocol::counsellor::Receive{protocol::counsellor::Choice::on_break, 1});
    said(counsellor, protocol::counsellor::End{counsellor.session});
    wait(desk::Settings{}.ending_present);
    tick();
    said(counsellor, protocol::counsellor::WrapUp{counsellor.session, false});
}

desk::Input House::word(Visitor const& visitor, protocol::SessionId session, std::uint32_t number)
{
    return desk::VisitorSaid{
        visitor.connection,
        protocol::SendWord{session, 1, visitor.stream, number, 1, protocol::Sealed(sealed_)},
        std::nullopt, desk::Pseudonym{}};
}

desk::Input House::received(Counsellor const& counsellor, protocol::SessionId session,
                            protocol::StreamId stream, std::uint32_t number)
{
    return desk::CounsellorSaid{counsellor.connection, counsellor.staff,
                                protocol::Received{session, stream, number}};
}

void House::give(desk::Input&& input)
{
    effects_.clear();
    desk_.handle(std::move(input), now_, effects_);
    desk_.tick(now_, effects_);
}

void House::tick()
{
    effects_.clear();
    desk_.tick(now_, effects_);
}

void House::said(Visitor const& visitor, protocol::visitor::FromVisitor message)
{
    give(desk::VisitorSaid{visitor.connection, std::move(message), visitor.pass,
                           name<desk::Pseudonym>()});
}

void House::said(Counsellor const& counsellor, protocol::counsellor::FromCounsellor message)
{
    give(desk::CounsellorSaid{counsellor.connection, counsellor.staff, std::move(message)});
}

} // namespace bench
