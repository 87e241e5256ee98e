// HTTP/1.1 on one connection: one request at a time, each answered once; after any refusal nothing
// more is read as a request. What is refused and what is answered is decided elsewhere
// (head_scan, request_head, site); here is the I/O and its deadlines.
#include "net/forwarded.hpp"
#include "net/head_scan.hpp"
#include "net/limits.hpp"
#include "net/streams.hpp"

#include <boost/asio/write.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>

// GCC 12 inlines the coroutine frame's operator new, sees malloc beneath it, and takes its own
// operator delete for a mismatch (only at -O1 with the address sanitizer).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace net {
namespace {

constexpr std::size_t read_step = 2048;

template <class Stream>
class HttpSession final : public Peer {
public:
    HttpSession(Stream stream, asio::ip::address const& peer, Common& common)
        : Peer(common.peers), common_(common), stream_(std::move(stream)), peer_(peer)
    {
    }

    // False when the handshake failed or took too long.
    asio::awaitable<bool> shake_hands();

    // Ends with the connection, or with a granted WebSocket whose stream is then to be taken.
    asio::awaitable<std::optional<OpenWebSocket>> run();
    Stream take_stream() { return std::move(stream_); }

    void overdue() override { close_socket(stream_); }
    bool spare() const override { return stage_ != Stage::busy; }
    bool handshaking() const override { return stage_ == Stage::greeting; }
    void make_way() override { close_socket(stream_); }
    void stop() override
    {
        if (spare()) return close_socket(stream_);
        deadline_at_most(limits::close_time);
    }

private:
    using Head = std::variant<RequestHead, Refusal>;
    enum class Stage : std::uint8_t { greeting, idle, busy }; // greeting: in the TLS handshake
    enum class Sent : std::uint8_t { yes, no };

    // The next head; nothing when the peer has gone or was too slow.
    asio::awaitable<std::optional<Head>> next_head();

    // The body that the head announced; nothing as above.
    asio::awaitable<std::optional<std::string>> body(std::size_t bytes);

    asio::awaitable<Sent> send(Reply reply, bool with_body, After after);
    asio::awaitable<Reply> ask_door(RequestHead head, std::string text);

    // Lets the last reply arrive before the socket is closed.
    asio::awaitable<void> linger();

    Route route_of(Head const& head) const;
    Request request(RequestHead head, std::string text);
    void place(RequestHead& head);
    After after(RequestHead const& head) const;
    void deadline_at_most(Duration time);

    Common& common_;
    Stream stream_;
    asio::ip::address peer_;
    Stage stage_ = speaks_tls<Stream> ? Stage::greeting : Stage::idle;
    std::string received_;     // of the present request; what follows its body is thrown away
    std::size_t head_bytes_{}; // how much of it is the head
    int requests_ = 0;
    AddressHashes address_; // of whom the present request came from
};

template <class Stream>
asio::awaitable<bool> HttpSession<Stream>::shake_hands()
{
    if constexpr (speaks_tls<Stream>) {
        allow(limits::handshake_time);
        ++common_.handshakes;
        auto const [error, size] = co_await stream_.async_handshake(as_result);
        --common_.handshakes;
        stage_ = Stage::idle;
        co_return !error;
    } else {
        co_return true;
    }
}

template <class Stream>
asio::awaitable<std::optional<OpenWebSocket>> HttpSession<Stream>::run()
{
    for (;;) {
        auto head = co_await next_head();
        if (!head) co_return std::nullopt;
        auto route = route_of(*head);
        auto* const granted = std::get_if<OpenWebSocket>(&route);
        if (granted != nullptr) co_return std::move(*granted);

        auto const* const asked = std::get_if<RequestHead>(&*head);
        auto const with_body = asked == nullptr || asked->method != "HEAD";
        auto then = After::close;
        Reply reply;
        if (auto const* const refusal = std::get_if<Refusal>(&route)) {
            reply = reply_to(*refusal);
        } else {
            auto& sound = std::get<RequestHead>(*head);
            auto text = co_await body(sound.body_bytes);
            if (!text) co_return std::nullopt;
            then = after(sound);
            if (auto* const ready = std::get_if<Reply>(&route)) {
                reply = std::move(*ready);
            } else {
                reply = co_await ask_door(std::move(sound), std::move(*text));
                if (common_.stopping) then = After::close;
            }
        }
        auto const sent = co_await send(std::move(reply), with_body, then);
        if (sent == Sent::no) co_return std::nullopt;
        if (then == After::close) break;
    }
    co_await linger();
    co_return std::nullopt;
}

template <class Stream>
asio::awaitable<std::optional<std::variant<RequestHead, Refusal>>> HttpSession<Stream>::next_head()
{
    // A fresh connection was made for a request; a kept one may wait for the next tap.
    allow(requests_ == 0 ? Duration(limits::request_time) : Duration(limits::idle_time));
    received_.clear();
    stage_ = Stage::idle;
    HeadScan scan;
    auto verdict = HeadScan::Verdict::unfinished;
    while (verdict == HeadScan::Verdict::unfinished) {
        auto const before = received_.size();
        received_.resize(before + read_step);
        auto const space = asio::buffer(received_) + before;
        auto const [error, size] = co_await stream_.async_read_some(space, as_result);
        if (error) co_return std::nullopt;
        received_.resize(before + size);
        if (before == 0) allow(limits::request_time);
        stage_ = Stage::busy;
        verdict = scan.take(std::string_view(received_).substr(before));
    }
    ++requests_;
    if (verdict == HeadScan::Verdict::malformed) co_return Refusal{400};
    if (verdict == HeadScan::Verdict::too_large) co_return Refusal{431};
    head_bytes_ = scan.size();
    auto head = read_head(std::string_view(received_).substr(0, head_bytes_));
    if (auto* const sound = std::get_if<RequestHead>(&head)) place(*sound);
    co_return head;
}

template <class Stream>
asio::awaitable<std::optional<std::string>> HttpSession<Stream>::body(std::size_t bytes)
{
    while (received_.size() < head_bytes_ + bytes) {
        auto const before = received_.size();
        received_.resize(before + read_step);
        auto const space = asio::buffer(received_) + before;
        auto const [error, size] = co_await stream_.async_read_some(space, as_result);
        if (error) co_return std::nullopt;
        received_.resize(before + size);
    }
    co_return received_.substr(head_bytes_, bytes);
}

template <class Stream>
Route HttpSession<Stream>::route_of(Head const& head) const
{
    if (auto const* const refusal = std::get_if<Refusal>(&head)) return *refusal;
    auto route = common_.site.route(std::get<RequestHead>(head));
    // Before the 101 a client does not know that it may send frames: these bytes are somebody
    // else's request.
    if (auto* const socket = std::get_if<OpenWebSocket>(&route)) {
        socket->upgrade.address = address_;
        if (received_.size() > head_bytes_) return Refusal{400};
        if (common_.stopping) return Refusal{503};
    }
    return route;
}

// Whoever sends the next request before the answer to this one gets this answer and no other.
template <class Stream>
After HttpSession<Stream>::after(RequestHead const& head) const
{
    auto const sent_ahead = received_.size() > head_bytes_ + head.body_bytes;
    auto const enough = requests_ >= limits::requests_per_connection;
    return sent_ahead || enough || head.wants_close || common_.stopping ? After::close
                                                                        : After::keep;
}

// Where the request came from and how.
template <class Stream>
void HttpSession<Stream>::place(RequestHead& head)
{
    head.transport = speaks_tls<Stream> ? Transport::tls : common_.settings.unsaid_transport;
    auto const from = whence(peer_, head, common_.settings.trusted_proxies);
    if (!speaks_tls<Stream>) head.transport = from.transport.value_or(head.transport);
    auto const now = std::chrono::steady_clock::now();
    address_ = common_.addresses.of(from.address, now);
}

template <class Stream>
Request HttpSession<Stream>::request(RequestHead head, std::string text)
{
    return {std::move(head.method),
            std::move(head.target),
            std::move(head.origin),
            std::move(head.cookie),
            std::move(head.content_type),
            std::move(text),
            address_,
            head.transport};
}

template <class Stream>
asio::awaitable<Reply> HttpSession<Stream>::ask_door(RequestHead head, std::string text)
{
    allow(limits::answer_time);
    auto asked = request(std::move(head), std::move(text));
    auto response = co_await common_.door.answer(std::move(asked));
    co_return reply_to(std::move(response));
}

template <class Stream>
auto HttpSession<Stream>::send(Reply reply, bool with_body, After after) -> asio::awaitable<Sent>
{
    allow(limits::response_time);
    if (common_.stopping) deadline_at_most(limits::close_time);
    auto const head = head_text(reply, common_.site.security_fields(), after);
    std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::const_buffer()};
    if (with_body && reply.body) buffers[1] = asio::buffer(*reply.body);
    auto const [error, size] = co_await asio::async_write(stream_, buffers, as_result);
    co_return error ? Sent::no : Sent::yes;
}

template <class Stream>
asio::awaitable<void> HttpSession<Stream>::linger()
{
    allow(limits::linger_time);
    boost::system::error_code ignored;
    if constexpr (speaks_tls<Stream>) {
        co_await stream_.async_shutdown(as_result);
    }
    socket_of(stream_).shutdown(asio::socket_base::shutdown_send, ignored);
    received_.resize(read_step);
    for (std::size_t thrown_away = 0; thrown_away < limits::linger_bytes;) {
        auto const space = asio::buffer(received_);
        auto const [error, size] = co_await socket_of(stream_).async_read_some(space, as_result);
        if (error) co_return;
        thrown_away += size;
    }
}

template <class Stream>
void HttpSession<Stream>::deadline_at_most(Duration time)
{
    if (deadline() > std::chrono::steady_clock::now() + time) allow(time);
}

template <class Stream>
asio::awaitable<void> serve_stream(Stream stream, asio::ip::address peer, Common& common)
{
    HttpSession<Stream> session(std::move(stream), peer, common);
    auto const ready = co_await session.shake_hands();
    if (!ready) co_return;
    auto granted = co_await session.run();
    // From here on the WebSocket holds itself; this frame and its buffers are gone.
    if (granted) open_web_socket(session.take_stream(), std::move(*granted), common);
}

} // namespace

asio::awaitable<void> serve(TcpStream stream, asio::ip::address peer, Common& common)
{
    return serve_stream(std::move(stream), peer, common);
}

asio::awaitable<void> serve(TlsStream stream, asio::ip::address peer, Common& common)
{
    return serve_stream(std::move(stream), peer, common);
}

} // namespace net
