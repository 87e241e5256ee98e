#include "running.hpp"

#include "support/catch.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <fstream>
#include <future>
#include <random>

namespace asio = boost::asio;

Folder::Folder()
    : path_(std::filesystem::temp_directory_path() /
            ("yorisoi_wire_" + std::to_string(std::random_device()())))
{
    std::filesystem::create_directory(path_);
}

Folder::~Folder()
{
    std::filesystem::remove_all(path_);
}

void Folder::write(std::string const& name, std::string_view text) const
{
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
}

void Folder::write_pages() const
{
    write("manifest.json", R"({"style_hashes":[]})");
    write("counsellor/index.html", "<!doctype html>");
    write("supervisor/index.html", "<!doctype html>");
    write("icon.svg", "<svg/>");
    write("assets/page.js", std::string(4 * 1024 * 1024, ' '));
}

asio::awaitable<net::Response> OpenDoor::answer(net::Request request)
{
    {
        std::lock_guard const lock(mutex_);
        requests_.push_back(std::move(request));
    }
    while (!answers) {
        asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::seconds(1));
        co_await timer.async_wait(asio::use_awaitable);
    }
    co_return net::Response{204, {}, {}, {}, {}};
}

std::optional<unsigned> OpenDoor::refuses(net::Upgrade const& upgrade) const
{
    std::lock_guard const lock(mutex_);
    upgraded_ = upgrade.transport;
    return std::nullopt;
}

void OpenDoor::opened(net::ConnectionId, net::Upgrade const&, net::Connection& connection)
{
    if (on_opened) on_opened(connection);
}

std::vector<net::Request> OpenDoor::requests()
{
    std::lock_guard const lock(mutex_);
    return requests_;
}

std::optional<net::Transport> OpenDoor::upgraded()
{
    std::lock_guard const lock(mutex_);
    return upgraded_;
}

Running::Running(net::Settings settings)
{
    folder_.write_pages();
    auto files = net::StaticFiles::load(folder_.path());
    REQUIRE(files.has_value());
    files_ = std::move(*files);
    settings.endpoint = {asio::ip::make_address("127.0.0.1"), 0};
    server_.emplace(loop_, door, *files_, std::move(settings), counts_);
}

void Running::start()
{
    auto const error = server_->listen();
    INFO(error.message());
    REQUIRE_FALSE(error);
    port_ = server_->endpoint().port();
    server_->start();
    thread_ = std::thread([this] { loop_.run(); });
}

Running::~Running()
{
    door.answers = true;
    asio::post(loop_, [this] { server_->stop([this] { loop_.stop(); }); });
    if (thread_.joinable()) thread_.join();
}

net::Counts Running::counts()
{
    std::promise<net::Counts> copied;
    asio::post(loop_, [&] { copied.set_value(counts_); });
    return copied.get_future().get();
}

Client::Client(std::uint16_t port)
{
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
}

void Client::send(std::string_view bytes)
{
    boost::system::error_code ignored; // the other side may have gone, which the reading shows
    asio::write(socket_, asio::buffer(bytes), ignored);
}

std::string Client::until(std::string_view text)
{
    std::string received;
    std::array<char, 16 * 1024> some{};
    while (text.empty() || received.find(text) == received.npos) {
        boost::system::error_code error;
        auto const size = socket_.read_some(asio::buffer(some), error);
        if (error) break;
        received.append(some.data(), size);
    }
    return received;
}

std::string asked(std::uint16_t port, std::string const& first_line,
                  std::vector<std::string> const& fields)
{
    Client client(port);
    auto text = first_line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    for (auto const& field : fields)
        text += field + "\r\n";
    client.send(text + "\r\n");
    return client.until_end();
}

std::string upgrade_to(std::string const& path)
{
    return "GET " + path +
           " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}
