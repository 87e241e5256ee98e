// The words are taken apart by Beast's parser, which HeadScan has kept from everything it forgives;
// what is left of its forgiveness (equal Content-Lengths, chunked bodies, HTTP/1.0, any form of
// target) is refused here. Why: docs/decisions/http-and-websocket.md.
#include "net/request_head.hpp"

#include "net/limits.hpp"
#include "net/text.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace net {
namespace {

namespace http = boost::beast::http;
using Fields = http::fields;

constexpr Refusal malformed{400};

// Fields that mean something once; two of them mean that somebody on the way reads the other one.
constexpr std::array single_fields{
    http::field::host,
    http::field::content_length,
    http::field::content_type,
    http::field::origin,
    http::field::cookie,
    http::field::upgrade,
    http::field::expect,
    http::field::sec_websocket_key,
    http::field::sec_websocket_version,
};

bool letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool of(std::string_view text, std::string_view others)
{
    return std::ranges::all_of(
        text, [=](char c) { return letter_or_digit(c) || others.find(c) != others.npos; });
}

// None of our paths needs an escape, so `%` is refused with the rest: nothing to decode twice.
bool plain_path(std::string_view path)
{
    if (!path.starts_with('/') || !of(path, "-._~/")) return false;
    path.remove_prefix(1);
    while (!path.empty()) {
        auto const segment = cut(path, '/');
        if (segment.empty() || segment == "." || segment == "..") return false;
    }
    return true;
}

bool plain_query(std::string_view query)
{
    return of(query, "-._~/?:@!$&'()*+,;=%");
}

bool plain_host(std::string_view host)
{
    return !host.empty() && host.size() <= 255 && of(host, "-._:[]");
}

template <class Name>
std::string joined(Fields const& fields, Name name)
{
    std::string list;
    for (auto [field, end] = fields.equal_range(name); field != end; ++field) {
        if (!list.empty()) list += ", ";
        list += field->value();
    }
    return list;
}

// The announced length, 0 without one; nothing when it is no plain number.
std::optional<std::uint64_t> announced_bytes(Fields const& fields)
{
    auto const text = std::string_view(fields[http::field::content_length]);
    std::uint64_t bytes = 0;
    if (fields.count(http::field::content_length) == 0) return bytes;
    auto const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, bytes);
    if (error != std::errc() || stop != end) return {};
    return bytes;
}

Refusal refusal_of(boost::system::error_code error)
{
    if (error == http::error::bad_version) return {505};
    if (error == http::error::body_limit) return {413};
    if (error == http::error::header_limit) return {431};
    return malformed;
}

std::optional<Refusal> refuses(http::request<http::empty_body> const& request)
{
    if (request.version() != 11) return Refusal{505};
    if (request.count(http::field::transfer_encoding) != 0) return Refusal{501};
    for (auto const field : single_fields) {
        if (request.count(field) > 1) return malformed;
    }
    if (!plain_host(request[http::field::host])) return malformed;
    if (request.count(http::field::expect) != 0) return Refusal{417};

    auto query = std::string_view(request.target());
    auto const path = cut(query, '?');
    if (!plain_path(path) || !plain_query(query)) return malformed;

    auto const bytes = announced_bytes(request);
    if (!bytes) return malformed;
    if (*bytes > limits::body_bytes) return Refusal{413};
    if (request.method() == http::verb::post) {
        if (request.count(http::field::content_length) == 0) return Refusal{411};
    } else if (*bytes != 0) {
        return malformed;
    }
    return {};
}

// 16 bytes in base64: 22 characters and two of padding.
bool sound_key(std::string_view key)
{
    return key.size() == 24 && key.ends_with("==") && of(key.substr(0, 22), "+/");
}

} // namespace

std::variant<RequestHead, Refusal> read_head(std::string_view bytes)
{
    http::request_parser<http::empty_body> parser;
    boost::system::error_code error;
    parser.header_limit(limits::head_bytes + 1); // HeadScan's limit is the one that decides
    parser.put(boost::asio::buffer(bytes), error);
    if (error) return refusal_of(error);
    if (!parser.is_header_done()) return malformed;
    auto const& request = parser.get();
    if (auto const refusal = refuses(request)) return *refusal;

    RequestHead head;
    head.method = request.method_string();
    head.target = request.target();
    head.path = head.target.substr(0, head.target.find('?'));
    head.body_bytes = static_cast<std::size_t>(*announced_bytes(request));
    head.connection = joined(request, http::field::connection);
    head.wants_close = lists_word(head.connection, "close");
    head.origin = request[http::field::origin];
    head.cookie = request[http::field::cookie];
    head.content_type = request[http::field::content_type];
    head.accept_encoding = joined(request, http::field::accept_encoding);
    head.if_none_match = joined(request, http::field::if_none_match);
    head.forwarded_for = joined(request, "X-Forwarded-For");
    head.forwarded_proto = joined(request, "X-Forwarded-Proto");
    head.upgrade = request[http::field::upgrade];
    head.web_socket_key = request[http::field::sec_websocket_key];
    head.web_socket_version = request[http::field::sec_websocket_version];
    return head;
}

std::optional<Refusal> refuses_upgrade(RequestHead const& head)
{
    if (!lists_word(head.connection, "upgrade") || !same_word(head.upgrade, "websocket")) {
        return Refusal{426, "Upgrade: websocket\r\n"};
    }
    if (head.web_socket_version != "13") return Refusal{426, "Sec-WebSocket-Version: 13\r\n"};
    if (!sound_key(head.web_socket_key)) return malformed;
    return {};
}

} // namespace net
