// Every name and value of a response field is written here, in site.cpp or by the Door.
#include "net/reply.hpp"

#include <ctime>

namespace net {
namespace {

std::string_view phrase(unsigned status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status"; // the phrase means nothing to any client
    }
}

std::string date_now()
{
    auto const now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    // The program never sets a locale, so the names are the English ones that HTTP wants.
    auto const size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text, size};
}

} // namespace

std::string security_fields(std::vector<std::string> const& style_hashes, Transport transport)
{
    std::string styles = "'self'";
    for (auto const& hash : style_hashes)
        styles += " '" + hash + "'";
    std::string fields =
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src " + styles +
        "; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()\r\n";
    // Only where this server itself speaks TLS, and only for its own name.
    if (transport == Transport::tls) fields += "Strict-Transport-Security: max-age=31536000\r\n";
    return fields;
}

std::string head_text(Reply const& reply, std::string_view security_fields, After after)
{
    std::string text = "HTTP/1.1 " + std::to_string(reply.status) + ' ';
    text += phrase(reply.status);
    text += "\r\nDate: " + date_now() + "\r\n";
    text += security_fields;
    text += reply.fields;
    if (reply.status != 204 && reply.status != 304) {
        text += "Content-Length: " + std::to_string(reply.body ? reply.body->size() : 0) + "\r\n";
    }
    if (after == After::close) text += "Connection: close\r\n";
    text += "\r\n";
    return text;
}

Reply reply_to(Refusal const& refusal)
{
    Reply reply{refusal.status, "Cache-Control: no-store\r\n" + std::string(refusal.fields)};
    if (refusal.status == 404) { // the one that a person may meet, by a mistyped address
        static auto const sentence = std::make_shared<std::string const>(
            "このページは見つかりません。\nThis page does not exist.\n");
        reply.fields += "Content-Type: text/plain; charset=utf-8\r\n";
        reply.body = sentence;
    }
    return reply;
}

} // namespace net
