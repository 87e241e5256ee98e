// A small WebSocket client for scripts, and one HTTP request: to loopback, with a deadline on every
// wait. Knows no message but `ping`. Beast is in the .cpp only.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scripts {

class WebSocket {
public:
    // Connects; throws HouseError when the server does not let us in.
    WebSocket(std::uint16_t port, std::string const& path, std::string const& cookie);
    WebSocket(WebSocket&&) noexcept;
    WebSocket& operator=(WebSocket&&) noexcept;
    ~WebSocket(); // as a network that is gone: no goodbye

    // Sends the frame, and a ping behind it: the server has taken in the frame when the pong is
    // here, or the connection is closed.
    void send(std::string const& frame);

    // Reads what has come, and answers what wants an answer.
    void turn();

    // Frames since the last time; waits for one at most so long.
    std::vector<std::string> told(std::chrono::milliseconds patience);

    // The code with which the server has closed it, once.
    std::optional<std::uint16_t> closed();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

struct Answer {
    unsigned status{};
    std::string cookie; // name and value of the one that was set
};

Answer post(std::uint16_t port, std::string const& path, std::string const& body,
            std::string const& cookie);

} // namespace scripts
