// Which path of the web is what: pages, files, the API, WebSockets. Turns a sound request head into
// a reply, or says who has to be asked for one. Does no I/O and waits for nobody.
#pragma once

#include "net/door.hpp"
#include "net/reply.hpp"
#include "net/request_head.hpp"
#include "net/static_files.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace net {

// The Door is to be asked; its answer becomes a reply with `reply_to`.
struct AskDoor {};

// The handshake is sound and the Door grants it.
struct OpenWebSocket {
    Upgrade upgrade;
    std::string key; // Sec-WebSocket-Key
};

using Route = std::variant<Reply, Refusal, AskDoor, OpenWebSocket>;

class Site {
public:
    virtual ~Site() = default;

    virtual Route route(RequestHead const& head) const = 0;

    // Fields that every response carries.
    std::string const& security_fields() const { return security_fields_; }

protected:
    explicit Site(std::string security_fields) : security_fields_(std::move(security_fields)) {}

private:
    std::string security_fields_;
};

// What people reach.
class PublicSite final : public Site {
public:
    PublicSite(Door& door, StaticFiles const& files, Transport transport);

    Route route(RequestHead const& head) const override;

private:
    Route page_or_file(RequestHead const& head) const;
    Route web_socket(RequestHead const& head) const;

    Door& door_;
    StaticFiles const& files_;
};

// What the operator's own tools reach: /metrics and nothing else.
class OperatorSite final : public Site {
public:
    explicit OperatorSite(Door& door);

    Route route(RequestHead const& head) const override;

private:
    Door& door_;
};

Reply reply_to(Response response);

} // namespace net
