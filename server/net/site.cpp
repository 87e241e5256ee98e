// The routes. Whatever is not listed here does not exist.
#include "net/site.hpp"

#include "net/text.hpp"

#include <optional>
#include <utility>

namespace net {
namespace {

constexpr Refusal not_found{404};
constexpr std::string_view never_kept = "Cache-Control: no-store\r\n";

bool reads(RequestHead const& head)
{
    return head.method == "GET" || head.method == "HEAD";
}

Reply moved_to(std::string_view ours)
{
    return {301, std::string(never_kept) + "Location: " + std::string(ours) + "\r\n"};
}

std::string_view keeping(StaticFiles::Keeping keeping)
{
    switch (keeping) {
    case StaticFiles::Keeping::for_ever:
        return "Cache-Control: public, max-age=31536000, immutable\r\n";
    case StaticFiles::Keeping::a_day: return "Cache-Control: public, max-age=86400\r\n";
    case StaticFiles::Keeping::never: break;
    }
    return never_kept;
}

Reply file_reply(StaticFiles::File const& file, RequestHead const& head)
{
    auto const& best = file.best(coding_weights(head.accept_encoding));
    auto fields =
        std::string(keeping(file.keeping)) + "Vary: Accept-Encoding\r\nETag: " + best.tag + "\r\n";
    if (names_tag(head.if_none_match, best.tag)) return {304, std::move(fields)};
    fields += "Content-Type: " + std::string(file.content_type) + "\r\n";
    if (best.coding == Coding::br) fields += "Content-Encoding: br\r\n";
    if (best.coding == Coding::gzip) fields += "Content-Encoding: gzip\r\n";
    return {200, std::move(fields), best.bytes};
}

// For whatever watches over the server; says nothing of anybody in it.
Reply how_it_is(unsigned status, std::string_view json)
{
    return {status, std::string(never_kept) + "Content-Type: application/json\r\n",
            std::make_shared<std::string const>(json)};
}

Reply how_ready(Readiness readiness)
{
    switch (readiness) {
    case Readiness::ready: break;
    case Readiness::database_away:
        return how_it_is(200, R"({"status":"degraded","why":"database_away"})");
    case Readiness::starting: return how_it_is(503, R"({"status":"unready","why":"starting"})");
    case Readiness::disk_away: return how_it_is(503, R"({"status":"unready","why":"disk_away"})");
    case Readiness::stopping: return how_it_is(503, R"({"status":"unready","why":"stopping"})");
    }
    return how_it_is(200, R"({"status":"ready"})");
}

Route api(RequestHead const& head)
{
    if (head.method == "GET") return AskDoor{};
    if (head.method != "POST") return Refusal{405, "Allow: GET, POST\r\n"};
    auto type = std::string_view(head.content_type);
    if (!same_word(trimmed(cut(type, ';')), "application/json")) return Refusal{415};
    return AskDoor{};
}

} // namespace

PublicSite::PublicSite(Door& door, StaticFiles const& files, Transport transport)
    : Site(net::security_fields(files.style_hashes(), transport)), door_(door), files_(files)
{
}

Route PublicSite::route(RequestHead const& head) const
{
    if (head.path.starts_with("/api/")) return api(head);
    if (head.path.starts_with("/ws/")) return web_socket(head);
    return page_or_file(head);
}

Route PublicSite::page_or_file(RequestHead const& head) const
{
    auto const* const file = files_.find(head.path);
    auto const moved = head.path == "/counsellor" || head.path == "/supervisor";
    auto const asked_how = head.path == "/healthz" || head.path == "/readyz";
    if (head.path != "/" && !asked_how && !moved && file == nullptr) return not_found;
    if (!reads(head)) return Refusal{405, "Allow: GET, HEAD\r\n"};
    if (head.path == "/") return file_reply(door_.first_page(), head);
    if (head.path == "/healthz") return how_it_is(200, R"({"status":"ok"})");
    if (head.path == "/readyz") return how_ready(door_.readiness());
    if (moved) return moved_to(head.path == "/counsellor" ? "/counsellor/" : "/supervisor/");
    return file_reply(*file, head);
}

Route PublicSite::web_socket(RequestHead const& head) const
{
    Upgrade upgrade{head.target, head.origin, head.cookie, head.transport, {}};
    if (head.method != "GET") return Refusal{405, "Allow: GET\r\n"};
    if (auto const status = door_.refuses(upgrade)) return Refusal{*status};
    if (auto const refusal = refuses_upgrade(head)) return *refusal;
    return OpenWebSocket{std::move(upgrade), head.web_socket_key};
}

OperatorSite::OperatorSite(Door& door)
    : Site(net::security_fields({}, Transport::plain)), door_(door)
{
}

Route OperatorSite::route(RequestHead const& head) const
{
    if (head.path != "/metrics") return not_found;
    if (!reads(head)) return Refusal{405, "Allow: GET, HEAD\r\n"};
    return Reply{
        200, std::string(never_kept) + "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n",
        std::make_shared<std::string const>(door_.metrics())};
}

Reply reply_to(Response response)
{
    // What the Door says goes out as fields; a line end in it would be a response of its own.
    auto const line = [](std::string_view name, std::string const& value) {
        if (value.empty() || value.find_first_of("\r\n") != value.npos) return std::string();
        return std::string(name) + ": " + value + "\r\n";
    };
    Reply reply{response.status, std::string(never_kept)};
    reply.fields += line("Content-Type", response.content_type);
    reply.fields += line("Set-Cookie", response.set_cookie);
    reply.fields += line("Retry-After", response.retry_after);
    if (!response.content_type.empty()) {
        reply.body = std::make_shared<std::string const>(std::move(response.body));
    }
    return reply;
}

} // namespace net
