#include "app/house.hpp"

#include "app/wall_clock.hpp"

#include <utility>

namespace app {

namespace {

std::optional<Role> role_of(std::string_view target)
{
    if (target == "/ws/visitor") return Role::visitor;
    if (target == "/ws/counsellor") return Role::counsellor;
    if (target == "/ws/supervisor") return Role::supervisor;
    return std::nullopt;
}

bool fits(Role role, protocol::api::Role account)
{
    return role ==
           (account == protocol::api::Role::counsellor ? Role::counsellor : Role::supervisor);
}

} // namespace

House::House(Runner& runner, Api& api, SignInBook const& sign_ins, Origins const& origins,
             Instruments const& instruments, std::string first_page)
    : runner_(runner), api_(api), sign_ins_(sign_ins), origins_(origins), instruments_(instruments),
      first_page_(net::page_of(std::move(first_page)))
{
}

boost::asio::awaitable<net::Response> House::answer(net::Request request)
{
    return api_.answer(std::move(request));
}

// A cookie alone opens nothing: the page must also be one of ours. Staff sockets need a sign-in of
// that role; whether it is missing, over or of another role is not told apart.
std::optional<unsigned> House::refuses(net::Upgrade const& upgrade) const
{
    auto const role = role_of(upgrade.target);
    if (!role) return 404;
    if (!origins_.contains(upgrade.origin)) return 403;
    if (*role != Role::visitor && !sign_in(upgrade, *role)) return 403;
    return std::nullopt;
}

std::optional<staff::SignInTokenHash> House::sign_in(net::Upgrade const& upgrade, Role role) const
{
    auto const token = staff::token_in(upgrade.cookie, cookie_transport(upgrade.transport));
    if (!token) return std::nullopt;
    auto const hash = staff::hash_of(*token);
    auto const* const signed_in = sign_ins_.find(hash, wall_clock());
    if (signed_in == nullptr || !fits(role, signed_in->me.role)) return std::nullopt;
    return hash;
}

void House::opened(net::ConnectionId id, net::Upgrade const& upgrade, net::Connection& connection)
{
    auto const role = role_of(upgrade.target).value();
    auto signed_in = role == Role::visitor ? std::nullopt : sign_in(upgrade, role);
    if (role != Role::visitor && !signed_in)
        return connection.close(protocol::CloseCode::signed_out); // ended during the handshake
    runner_.opened(id, role, signed_in, upgrade.address, connection);
}

void House::received(net::ConnectionId id, std::string_view text)
{
    runner_.received(id, text);
}

void House::lost(net::ConnectionId id)
{
    runner_.lost(id);
}

} // namespace app
