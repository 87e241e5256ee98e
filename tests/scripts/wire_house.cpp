#include "scripts/wire_house.hpp"

#include "protocol/close_codes.hpp"
#include "protocol/codec.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <fcntl.h>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace scripts {

namespace {

using namespace std::chrono_literals;

// A message is told within milliseconds, from a tick within a second; a loaded machine is slower.
constexpr auto one_moment = 5ms;
constexpr int moments = 2'000;

// Two group commits and some.
constexpr auto settling = 80ms;

// bash with these words; its input and output may be ours.
pid_t bash(std::vector<std::string> words, int input, int output)
{
    words.insert(words.begin(), "bash");
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (output >= 0) posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t child = 0;
    auto const error = posix_spawnp(&child, "bash", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw HouseError("bash cannot be started");
    return child;
}

int exit_code(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::array<int, 2> pipe_ends()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw HouseError("no pipe");
    return ends;
}

std::string path_of(Role role)
{
    if (role == Role::visitor) return "/ws/visitor";
    return role == Role::counsellor ? "/ws/counsellor" : "/ws/supervisor";
}

} // namespace

WireHouse::WireHouse(std::string script, std::uint16_t port)
    : script_(std::move(script)), port_(port)
{
}

WireHouse::~WireHouse()
{
    try {
        stop();
    } catch (HouseError const&) {
        // The part stops what is left.
    }
}

void WireHouse::order(std::vector<std::string> words) const
{
    words.insert(words.begin(), script_);
    if (exit_code(bash(words, -1, -1)) != 0) throw HouseError("house.sh cannot " + words.at(1));
}

void WireHouse::start()
{
    auto const input = pipe_ends();
    auto const output = pipe_ends();
    server_ = bash({script_, "start", std::to_string(port_)}, input[0], output[1]);
    server_input_ = input[1];
    close(input[0]);
    close(output[1]);
    char said = 0; // "started", or the end
    auto const read_one = read(output[0], &said, 1);
    close(output[0]);
    if (read_one != 1 || said != 's') throw HouseError("the server does not start");
}

void WireHouse::stop()
{
    peers_.clear();
    order({"kill"});
    let_go();
}

void WireHouse::let_go()
{
    if (server_input_ >= 0) close(std::exchange(server_input_, -1));
    if (server_ != 0) exit_code(std::exchange(server_, 0));
}

void WireHouse::prepare(std::vector<std::string> const& staff)
{
    for (auto const& name : staff)
        prepared_[name] = sign_in(name);
    stop();
    order({"keep"});
}

std::string WireHouse::sign_in(std::string const& name) const
{
    auto const body = protocol::encode(protocol::api::SignIn{name, name + "-in-a-test"});
    auto const answer = post(port_, "/api/v1/sign-in", body, "");
    if (answer.status != 200 || answer.cookie.empty()) throw HouseError(name + " cannot sign in");
    return answer.cookie;
}

void WireHouse::begin(Setting const&)
{
    stop();
    order({"fresh"});
    cookies_ = prepared_;
    start();
}

void WireHouse::kill()
{
    stop();
    start();
}

// Pages go on reading meanwhile, as pages do.
void WireHouse::restart()
{
    auto const stopping = bash({script_, "stop"}, -1, -1);
    int status = 0;
    pid_t ended = 0;
    while ((ended = waitpid(stopping, &status, WNOHANG)) == 0) {
        for (auto& [connection, peer] : peers_)
            peer.socket.turn();
        moment();
    }
    if (ended != stopping || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw HouseError("the server does not stop in time");
    let_go();
    start();
}

Connection WireHouse::connect(Role role, std::string const& name)
{
    std::string cookie;
    if (role != Role::visitor) {
        auto& known = cookies_[name];
        if (known.empty()) known = sign_in(name);
        cookie = known;
    }
    auto const connection = Connection{++last_connection_};
    peers_.emplace(connection, Peer{WebSocket(port_, path_of(role), cookie), name});
    return connection;
}

void WireHouse::send(Connection connection, std::string const& frame)
{
    peers_.at(connection).socket.send(frame);
}

std::vector<std::string> WireHouse::told(Connection connection)
{
    auto const found = peers_.find(connection);
    if (found == peers_.end()) return {};
    auto frames = found->second.socket.told(0ms);
    if (auto const code = found->second.socket.closed())
        frames.push_back(std::string(R"({"type":"closed","code":")") +
                         boost::describe::enum_to_string(protocol::CloseCode{*code}, "?") + "\"}");
    return frames;
}

void WireHouse::moment()
{
    std::this_thread::sleep_for(one_moment);
}

int WireHouse::patience() const
{
    return moments;
}

void WireHouse::settle()
{
    std::this_thread::sleep_for(settling);
}

void WireHouse::cut(Connection connection)
{
    peers_.erase(connection);
    settle(); // the server finds the end of the stream
}

void WireHouse::beacon(protocol::api::Beacon const& beacon)
{
    post(port_, "/api/v1/beacon", protocol::encode(beacon), "");
}

void WireHouse::sign_out(Connection connection)
{
    auto& cookie = cookies_[peers_.at(connection).account];
    post(port_, "/api/v1/sign-out", "", std::exchange(cookie, ""));
    settle();
}

void WireHouse::wait(desk::Duration duration)
{
    std::this_thread::sleep_for(duration);
}

} // namespace scripts
