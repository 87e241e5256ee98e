// A network room that runs in a thread of its own, behind it a door that answers what a test says
// and remembers what it was asked. And a client that sends bytes and waits.
#pragma once

#include "net/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// A folder that is gone afterwards.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    std::filesystem::path const& path() const { return path_; }
    void write(std::string const& name, std::string_view text) const;

    // The least that StaticFiles takes for built pages.
    void write_pages() const;

private:
    std::filesystem::path path_;
};

class OpenDoor final : public net::Door {
public:
    boost::asio::awaitable<net::Response> answer(net::Request request) override;
    net::StaticFiles::File const& first_page() const override { return page_; }
    net::Readiness readiness() const override { return ready; }
    std::string metrics() const override { return "figures 1\n"; }
    std::optional<unsigned> refuses(net::Upgrade const& upgrade) const override;
    void opened(net::ConnectionId id, net::Upgrade const& upgrade,
                net::Connection& connection) override;
    bool is_somebodys(net::ConnectionId) const override { return somebodys; }
    void received(net::ConnectionId, std::string_view) override
    {
        if (on_received) on_received();
    }
    void lost(net::ConnectionId) override { ++lost_count; }

    std::vector<net::Request> requests(); // so far
    std::optional<net::Transport> upgraded();

    std::atomic<net::Readiness> ready = net::Readiness::ready;
    std::atomic<int> lost_count = 0;
    std::atomic<bool> answers = true;                     // false: whoever asks waits for ever
    std::atomic<bool> somebodys = true;                   // whoever has opened a WebSocket
    std::function<void(net::Connection&)> on_opened = {}; // set before the server runs
    std::function<void()> on_received = {};               // set when a page opens, or before

private:
    mutable std::mutex mutex_;
    std::vector<net::Request> requests_;
    net::StaticFiles::File page_ = net::page_of("<!doctype html>");
    mutable std::optional<net::Transport> upgraded_;
};

class Running {
public:
    explicit Running(net::Settings settings);
    ~Running();
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;

    // The door is there from the beginning; `start` lets people in.
    OpenDoor door;
    void start();

    std::uint16_t port() const { return port_; }
    net::Counts counts(); // as of now

private:
    Folder folder_;
    boost::asio::io_context loop_{1};
    net::Counts counts_;
    std::optional<net::StaticFiles> files_;
    std::optional<net::Server> server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// Blocking, each step with a time that is longer than anything it waits for.
class Client {
public:
    explicit Client(std::uint16_t port);

    void send(std::string_view bytes);

    // What comes until the text has been seen or the stream has ended.
    std::string until(std::string_view text);
    std::string until_end() { return until({}); }

private:
    boost::asio::io_context loop_;
    boost::asio::ip::tcp::socket socket_{loop_};
};

// One request on a connection of its own, and the whole answer.
std::string asked(std::uint16_t port, std::string const& first_line,
                  std::vector<std::string> const& fields = {});

// The lines that ask for a WebSocket.
std::string upgrade_to(std::string const& path);
