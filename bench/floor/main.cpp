// The floor: what relaying frames costs when nothing is decided. One thread, epoll, one receive for
// all that is there and one send for all of it; frames are unmasked on their way (RFC 6455, section
// 5.3) and nothing is allocated for a word. Two connections with the same path are a pair.
//
//   bench_floor [--bare] [--tls=CERTIFICATE,KEY]   prints its port
//
// --bare passes the bytes on as they came: one recv and one send, which is less than any server can
// do. Knows no message, and defends itself against nobody: it is no server.
#include <openssl/sha.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace {

struct Connection {
    int descriptor;
    SSL* tls = nullptr;
    bool upgraded = false;
    Connection* partner = nullptr;
    std::string rest{}; // of a frame that has not come wholly
    std::string late{}; // what the kernel did not take
};

int epoll = -1;
SSL_CTX* tls_context = nullptr;
bool bare = false;
std::array<char, 64 * 1024> in;
std::array<char, 2 * 64 * 1024> out;
std::map<std::string, Connection*, std::less<>> alone; // by path

void watch(Connection& connection, std::uint32_t events, int how)
{
    epoll_event event{events, {.ptr = &connection}};
    epoll_ctl(epoll, how, connection.descriptor, &event);
}

// Whoever is left alone is closed too, so the driver sees it.
void close_pair(Connection& connection)
{
    for (auto* const one : {&connection, connection.partner}) {
        if (one == nullptr) continue;
        if (one->tls != nullptr) SSL_free(one->tls);
        one->tls = nullptr;
        if (one->descriptor >= 0) close(one->descriptor);
        one->descriptor = -1;
    }
}

void write(Connection& to, char const* bytes, std::size_t size)
{
    if (!to.late.empty()) {
        to.late.append(bytes, size);
        return;
    }
    auto const sent = to.tls != nullptr ? SSL_write(to.tls, bytes, static_cast<int>(size))
                                        : send(to.descriptor, bytes, size, MSG_NOSIGNAL);
    auto const done = sent > 0 ? static_cast<std::size_t>(sent) : 0;
    if (done == size) return;
    to.late.assign(bytes + done, size - done);
    watch(to, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
}

void write_late(Connection& to)
{
    watch(to, EPOLLIN, EPOLL_CTL_MOD);
    if (auto const late = std::exchange(to.late, {}); !late.empty())
        write(to, late.data(), late.size());
}

std::string accept_key(std::string key)
{
    key += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> hash{};
    SHA1(reinterpret_cast<unsigned char const*>(key.data()), key.size(), hash.data());
    std::array<unsigned char, 64> text{};
    EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(hash.size()));
    return reinterpret_cast<char const*>(text.data());
}

void upgrade(Connection& connection, std::string_view head)
{
    constexpr std::string_view field = "Sec-WebSocket-Key: ";
    auto const at = head.find(field);
    if (!head.ends_with("\r\n\r\n") || at == head.npos) return close_pair(connection);
    auto const reply = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                       "Upgrade\r\nSec-WebSocket-Accept: " +
                       accept_key(std::string(head.substr(at + field.size(), 24))) + "\r\n\r\n";
    connection.upgraded = true;
    write(connection, reply.data(), reply.size());
    auto const path = head.substr(4, head.find(' ', 4) - 4);
    auto const found = alone.find(path);
    if (found == alone.end()) {
        alone.emplace(path, &connection);
        return;
    }
    connection.partner = found->second;
    connection.partner->partner = &connection;
    alone.erase(found);
}

// Unmasks whole frames of `bytes` into `out`; tells how many bytes that used.
std::size_t relay(std::string_view bytes, std::size_t& made)
{
    std::size_t used = 0;
    while (bytes.size() - used >= 6) {
        auto const* const frame = bytes.data() + used;
        auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(frame[at]); };
        std::size_t size = byte(1) & 0x7FU;
        std::size_t const head = size == 126 ? 4 : 2;
        if (size == 126) size = static_cast<std::size_t>(byte(2) << 8U | byte(3));
        if (bytes.size() - used < head + 4 + size || made + head + size > out.size()) break;
        std::uint32_t mask = 0;
        std::memcpy(&mask, frame + head, 4);
        auto* const to = out.data() + made;
        to[0] = frame[0];
        to[1] = static_cast<char>(frame[1] & 0x7F);
        if (head == 4) std::memcpy(to + 2, frame + 2, 2);
        auto const* const from = frame + head + 4;
        auto const mask8 = std::uint64_t{mask} << 32U | mask;
        std::size_t at = 0;
        for (; at + 8 <= size; at += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, from + at, 8);
            eight ^= mask8;
            std::memcpy(to + head + at, &eight, 8);
        }
        for (; at < size; ++at)
            to[head + at] = static_cast<char>(from[at] ^ frame[head + at % 4]);
        made += head + size;
        used += head + 4 + size;
    }
    return used;
}

void take(Connection& connection, std::string_view bytes)
{
    if (!connection.upgraded) return upgrade(connection, bytes);
    if (connection.partner == nullptr) return;
    if (bare) return write(*connection.partner, bytes.data(), bytes.size());
    std::string joined;
    if (!connection.rest.empty()) {
        joined = std::exchange(connection.rest, {}).append(bytes);
        bytes = joined;
    }
    std::size_t made = 0;
    auto const used = relay(bytes, made);
    if (used < bytes.size()) connection.rest = bytes.substr(used);
    if (made > 0) write(*connection.partner, out.data(), made);
}

void receive(Connection& connection)
{
    for (;;) {
        auto const size = connection.tls != nullptr
                              ? SSL_read(connection.tls, in.data(), static_cast<int>(in.size()))
                              : recv(connection.descriptor, in.data(), in.size(), 0);
        if (size > 0) take(connection, {in.data(), static_cast<std::size_t>(size)});
        if (connection.tls == nullptr) {
            if (size == 0 || (size < 0 && errno != EAGAIN)) close_pair(connection);
            return;
        }
        if (size > 0) continue;
        auto const error = SSL_get_error(connection.tls, static_cast<int>(size));
        if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) close_pair(connection);
        return;
    }
}

void accept_all(int listener)
{
    for (;;) {
        auto const descriptor = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        int const one = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        auto* const connection = new Connection{descriptor};
        if (tls_context != nullptr) {
            connection->tls = SSL_new(tls_context);
            SSL_set_fd(connection->tls, descriptor);
            SSL_set_accept_state(connection->tls);
        }
        watch(*connection, EPOLLIN, EPOLL_CTL_ADD);
    }
}

void use_tls(std::string const& files)
{
    auto const comma = files.find(',');
    tls_context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_num_tickets(tls_context, 0);
    SSL_CTX_set_mode(tls_context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_use_certificate_chain_file(tls_context, files.substr(0, comma).c_str());
    SSL_CTX_use_PrivateKey_file(tls_context, files.substr(comma + 1).c_str(), SSL_FILETYPE_PEM);
    if (SSL_CTX_check_private_key(tls_context) != 1) std::exit(1);
}

} // namespace

int main(int argc, char** argv)
{
    for (int at = 1; at < argc; ++at) {
        std::string const word = argv[at];
        bare = bare || word == "--bare";
        if (word.starts_with("--tls=")) use_tls(word.substr(6));
    }
    auto const listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {}};
    socklen_t size = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0) return 1;
    if (listen(listener, 4096) != 0) return 1;
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{EPOLLIN, {.ptr = nullptr}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    std::array<epoll_event, 256> events{};
    for (;;) {
        auto const count = epoll_wait(epoll, events.data(), events.size(), -1);
        for (int at = 0; at < count; ++at) {
            auto const& ready = events.at(static_cast<std::size_t>(at));
            auto* const connection = static_cast<Connection*>(ready.data.ptr);
            if (connection == nullptr) {
                accept_all(listener);
                continue;
            }
            if (connection->descriptor >= 0 && (ready.events & EPOLLOUT) != 0)
                write_late(*connection);
            if (connection->descriptor >= 0) receive(*connection);
        }
    }
}
