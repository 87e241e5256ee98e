#include "app/api.hpp"

#include "app/secrets.hpp"
#include "app/wall_clock.hpp"
#include "log.hpp"
#include "protocol/codec.hpp"
#include "staff/password.hpp"
#include "store/figures.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace app {

namespace {

using protocol::api::Reason;

template <class Body>
net::Response with_body(unsigned status, Body const& body)
{
    return {status, "application/json", protocol::encode(body), {}, {}};
}

net::Response refusal(unsigned status, Reason reason)
{
    return with_body(status, protocol::api::Refusal{reason});
}

net::Response later(unsigned status, Reason reason, staff::Duration wait)
{
    auto response = refusal(status, reason);
    response.retry_after = std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count());
    return response;
}

// A worker pool that is full has room again as soon as some passwords have been checked.
net::Response busy()
{
    return later(503, Reason::slow_down, std::chrono::seconds(2));
}

std::optional<protocol::DeskCode> desk_of_today(std::string_view target)
{
    constexpr std::string_view before = "/api/v1/desks/";
    constexpr std::string_view after = "/today";
    if (!target.starts_with(before) || !target.ends_with(after)) return std::nullopt;
    target.remove_prefix(before.size());
    if (target.size() <= after.size()) return std::nullopt;
    target.remove_suffix(after.size());
    return protocol::DeskCode{std::string(target)};
}

protocol::api::Today told(store::figures::Today const& today)
{
    protocol::api::Today told;
    told.day = today.day;
    told.purpose = today.purpose;
    told.opened = today.opened;
    told.consented = today.consented;
    told.pre_chat = today.pre_chat;
    told.queued = today.queued;
    told.offered = today.offered;
    told.accepted = today.accepted;
    told.engaged = today.engaged;
    told.abandoned = today.abandoned;
    told.broken_off = today.broken_off;
    told.turned_away_closed = today.turned_away.closed;
    told.turned_away_over = today.turned_away.over;
    told.turned_away_full = today.turned_away.full;
    told.turned_away_paused = today.turned_away.paused;
    for (auto const& [reason, count] : today.ended)
        told.ended.push_back({reason, count});
    if (today.waits) {
        told.wait_p50_seconds = today.waits->p50_seconds;
        told.wait_p90_seconds = today.waits->p90_seconds;
    }
    told.mean_session_seconds = today.mean_session_seconds;
    return told;
}

// How long a name may be, in bytes of UTF-8; the password's bound is that of any string.
constexpr std::size_t longest_name = 64;

// A page waits for its answer, and net::limits::answer_time hangs up. So long anything may be begun
// for it, which is then two statements at most; and so long it may be given a sign-in, which is no
// use to a page that has gone.
constexpr auto begun_within = std::chrono::seconds(12);
constexpr auto signed_in_within = std::chrono::seconds(25);
using Clock = WorkerPool::Clock;

// A disk that needs longer has an alarm of its own.
constexpr auto sign_out_patience = std::chrono::seconds(5);

// What an answer says of the password that was given.
staff::Guess guess_of(net::Response const& response)
{
    if (response.status == 200) return staff::Guess::right;
    return response.status == 401 ? staff::Guess::wrong : staff::Guess::unjudged;
}

} // namespace

Api::Api(Parts parts) : parts_(parts), slowdown_(staff::SlowdownLimits{}) {}

// Whatever changes something must come from a page of ours: a cookie alone is not enough.
boost::asio::awaitable<net::Response> Api::answer(net::Request request)
{
    auto const post = request.method == "POST";
    auto const& target = request.target;
    if (post && !parts_.origins.contains(request.origin))
        co_return refusal(403, Reason::other_origin);
    if (post && target == "/api/v1/sign-in") {
        auto response = co_await sign_in(std::move(request));
        co_return response;
    }
    if (post && target == "/api/v1/sign-out") {
        auto response = co_await sign_out(std::move(request));
        co_return response;
    }
    if (post && target == "/api/v1/beacon") co_return beacon(request);
    if (!post && target == "/api/v1/me") co_return me(request);
    if (auto desk = desk_of_today(target); !post && desk) {
        auto response = co_await today(std::move(request), std::move(*desk));
        co_return response;
    }
    co_return refusal(404, Reason::bad_request);
}

boost::asio::awaitable<net::Response> Api::sign_in(net::Request request)
{
    auto const asked = protocol::decode_body<protocol::api::SignIn>(request.body);
    if (!asked || asked->name.size() > longest_name) co_return refusal(400, Reason::bad_request);
    auto const wait =
        slowdown_.wait(asked->name, request.address.now, request.address.before, wall_clock());
    if (wait > staff::Duration::zero()) {
        ++refusals_.slowed_down;
        co_return later(429, Reason::slow_down, wait);
    }
    // Counted before the password is looked at: whoever sends many guesses at once has them all
    // under way before the first is judged.
    slowdown_.begin(asked->name, request.address.now);
    auto response = co_await verify(request, *asked);
    slowdown_.end(asked->name, request.address.now, guess_of(response), wall_clock());
    co_return response;
}

net::Response Api::too_busy()
{
    ++refusals_.busy;
    return busy();
}

Api::Found Api::look_up(store::Database& database, std::string const& name)
{
    auto account = store::account_named(database, name);
    if (!account) return account.error();
    if (!*account) return std::optional<Entry>();
    auto desks = store::desks_of(database, (*account)->account);
    if (!desks) return desks.error();
    return std::optional(Entry{std::move(**account), std::move(*desks)});
}

// An unknown or disabled account costs the same time as a wrong password and gets the same answer.
boost::asio::awaitable<net::Response> Api::verify(net::Request const& request,
                                                  protocol::api::SignIn const& asked)
{
    auto const came = Clock::now();
    auto look = [&database = parts_.database, name = asked.name] {
        return look_up(database, name);
    };
    auto const found = co_await parts_.sql.run(std::move(look), begun_within);
    if (!found) co_return too_busy();
    if (!*found) {
        ++refusals_.database_away;
        co_return later(503, Reason::database_away, std::chrono::seconds(5));
    }
    auto const& entry = **found;
    std::optional<std::string> hash;
    if (entry && !entry->account.disabled) hash = entry->account.password_hash;
    auto check = [hash, password = asked.password] {
        return staff::verify_password(hash, password);
    };
    auto const verdict =
        co_await parts_.hashing.run(std::move(check), came + begun_within - Clock::now());
    if (!verdict) co_return too_busy();
    if (*verdict == staff::PasswordVerdict::wrong) {
        ++refusals_.wrong;
        logs::event(logs::Level::info, "sign_in_refused");
        co_return refusal(401, Reason::wrong_name_or_password);
    }
    if (Clock::now() > came + signed_in_within) co_return too_busy();
    if (*verdict == staff::PasswordVerdict::right_but_old_parameters) {
        auto const loop = co_await boost::asio::this_coro::executor;
        boost::asio::co_spawn(loop, renew(entry->account, asked.password), or_end);
    }
    co_return begin(request, *entry);
}

// Only now is the password at hand. Nobody waits for it: if it does not work out, the old hash is
// still good.
boost::asio::awaitable<void> Api::renew(staff::Account account, std::string password)
{
    auto hashing = [password] { return staff::hash_password(password); };
    auto const fresh = co_await parts_.hashing.run(std::move(hashing));
    if (!fresh || !*fresh) co_return;
    auto storing = [&database = parts_.database, id = account.account, old = account.password_hash,
                    hash = **fresh] { return store::renew_password_hash(database, id, old, hash); };
    auto const renewed = co_await parts_.sql.run(std::move(storing));
    if (!renewed || !*renewed) logs::event(logs::Level::warning, "password_hash_not_renewed");
}

net::Response Api::begin(net::Request const& request, Entry const& entry)
{
    auto const& account = entry.account;
    staff::SignedIn who{account.account, account.version, {account.alias, account.role, {}}};
    for (auto const& desk : entry.desks)
        who.me.desks.push_back({desk.code, desk.name});
    auto response = with_body(200, who.me);
    auto const token = fresh_sign_in_token();
    auto const began = parts_.sign_ins.begin(staff::hash_of(token), std::move(who), wall_clock());
    if (began.refused) return too_busy();
    if (began.displaced) parts_.runner.signed_out(*began.displaced);
    response.set_cookie = staff::cookie_with(token, cookie_transport(request.transport));
    logs::event(logs::Level::info, "signed_in",
                {{"account", static_cast<std::uint64_t>(account.account)}});
    return response;
}

// Answered only when a crash cannot undo it. The pages are closed at once; a disk that takes
// nothing is said, and asking again waits again.
boost::asio::awaitable<net::Response> Api::sign_out(net::Request request)
{
    auto const transport = cookie_transport(request.transport);
    if (auto const token = staff::token_in(request.cookie, transport)) {
        auto const hash = staff::hash_of(*token);
        parts_.runner.signed_out(hash);
        parts_.sign_ins.sign_out(hash);
        auto const kept = co_await parts_.sign_ins.on_disk(sign_out_patience);
        if (!kept) co_return later(503, Reason::slow_down, std::chrono::seconds(2));
    }
    net::Response response;
    response.status = 204;
    response.set_cookie = staff::forgotten_cookie(transport);
    co_return response;
}

net::Response Api::me(net::Request const& request) const
{
    auto const* const who = signed_in(request);
    return who == nullptr ? refusal(401, Reason::not_signed_in) : with_body(200, who->me);
}

staff::SignedIn const* Api::signed_in(net::Request const& request) const
{
    auto const token = staff::token_in(request.cookie, cookie_transport(request.transport));
    if (!token) return nullptr;
    return parts_.sign_ins.find(staff::hash_of(*token), wall_clock());
}

// Only a supervisor of this desk; whether a desk of that code exists is told to nobody else.
boost::asio::awaitable<net::Response> Api::today(net::Request request, protocol::DeskCode desk)
{
    auto const* const who = signed_in(request);
    if (who == nullptr) co_return refusal(401, Reason::not_signed_in);
    auto const mine = std::ranges::find(who->me.desks, desk, &protocol::api::DeskName::code);
    if (who->me.role != protocol::api::Role::supervisor || mine == who->me.desks.end())
        co_return refusal(403, Reason::not_allowed);
    auto counting = [&database = parts_.database, desk, now = wall_clock()] {
        return store::figures::today(database, desk, now);
    };
    auto const counted = co_await parts_.sql.run(std::move(counting), begun_within);
    if (!counted) co_return busy();
    if (!*counted) co_return later(503, Reason::database_away, std::chrono::seconds(5));
    if (!**counted) co_return refusal(403, Reason::not_allowed);
    co_return with_body(200, told(***counted));
}

net::Response Api::beacon(net::Request const& request)
{
    if (auto const beacon = protocol::decode_body<protocol::api::Beacon>(request.body))
        parts_.runner.beacon(*beacon);
    net::Response response;
    response.status = 204;
    return response;
}

} // namespace app
