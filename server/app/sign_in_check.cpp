#include "app/sign_in_check.hpp"

#include "log.hpp"
#include "store/accounts.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <span>
#include <utility>
#include <vector>

namespace app {

namespace {

// Dead sign-ins are to end within a second of the database's first answer.
constexpr auto pause = std::chrono::milliseconds(300);

// Those of them that may not stay, as the database had it when it was asked. By the time its answer
// is here somebody may have signed in anew.
boost::system::result<std::vector<staff::SignedIn>>
outdated(store::Database& database, std::span<staff::SignedIn const> signed_in)
{
    std::vector<staff::SignedIn> changed;
    for (auto const& who : signed_in) {
        auto const account = store::account_with(database, who.account);
        if (!account) return account.error();
        if (!*account || (*account)->disabled || (*account)->version != who.account_version)
            changed.push_back(who);
    }
    return changed;
}

} // namespace

SignInCheck::SignInCheck(boost::asio::io_context& loop, Runner& runner, SignInBook& sign_ins,
                         store::Database& database, WorkerPool& sql)
    : loop_(loop), runner_(runner), sign_ins_(sign_ins), database_(database), sql_(sql),
      timer_(loop)
{
}

void SignInCheck::now()
{
    auto const changed = outdated(database_, sign_ins_.signed_in());
    if (!changed) return;
    for (auto const& who : *changed)
        sign_ins_.sign_out_all(who.account, who.account_version);
}

void SignInCheck::begin()
{
    if (std::exchange(running_, true)) return;
    boost::asio::co_spawn(loop_, run(), or_end);
}

boost::asio::awaitable<void> SignInCheck::run()
{
    for (;;) {
        auto const asked = co_await ask();
        if (asked) break;
        timer_.expires_after(pause);
        auto const paused =
            co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        if (std::get<0>(paused)) break;
    }
    running_ = false;
}

boost::asio::awaitable<bool> SignInCheck::ask()
{
    auto asking = [&database = database_, people = sign_ins_.signed_in()] {
        return outdated(database, people);
    };
    auto const changed = co_await sql_.run(std::move(asking));
    if (!changed || !*changed) co_return false;
    std::size_t count = 0;
    for (auto const& who : **changed) {
        for (auto const& ended : sign_ins_.sign_out_all(who.account, who.account_version)) {
            runner_.signed_out(ended);
            ++count;
        }
    }
    logs::event(logs::Level::info, "sign_ins_checked", {{"ended", count}});
    co_return true;
}

} // namespace app
