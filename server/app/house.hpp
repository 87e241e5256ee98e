// The Door that the network knocks at: lets sockets in by role, origin and sign-in, hands frames to
// the runner and requests to the API.
#pragma once

#include "app/api.hpp"
#include "app/instruments.hpp"
#include "app/origins.hpp"
#include "app/runner.hpp"
#include "app/sign_in_book.hpp"
#include "net/door.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace app {

class House final : public net::Door {
public:
    House(Runner& runner, Api& api, SignInBook const& sign_ins, Origins const& origins,
          Instruments const& instruments, std::string first_page);

    boost::asio::awaitable<net::Response> answer(net::Request request) override;
    net::StaticFiles::File const& first_page() const override { return first_page_; }
    net::Readiness readiness() const override { return instruments_.readiness(); }
    std::string metrics() const override { return instruments_.text(); }
    std::optional<unsigned> refuses(net::Upgrade const& upgrade) const override;
    void opened(net::ConnectionId id, net::Upgrade const& upgrade,
                net::Connection& connection) override;
    bool is_somebodys(net::ConnectionId id) const override { return runner_.is_somebodys(id); }
    void received(net::ConnectionId id, std::string_view text) override;
    void lost(net::ConnectionId id) override;

private:
    std::optional<staff::SignInTokenHash> sign_in(net::Upgrade const& upgrade, Role role) const;

    Runner& runner_;
    Api& api_;
    SignInBook const& sign_ins_;
    Origins const& origins_;
    Instruments const& instruments_;
    net::StaticFiles::File first_page_;
};

} // namespace app
