// HMAC-SHA-256 over session, seat and who holds it.
#include "app/shift_keys.hpp"

#include "log.hpp"
#include "store/whole_file.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace app {

namespace {

constexpr auto pause_after_failure = std::chrono::seconds(5);
constexpr std::string_view prefix = "shift-key-";

std::string file_of(protocol::DeskCode const& desk)
{
    return std::string(prefix) + desk.value; // a code is a-z and 0-9
}

void not_done(std::string_view event, std::string const& why)
{
    logs::event(logs::Level::error, event, {{"why", why}});
}

// Which session, whose seat in it, and after how many hand-overs: 4 + 8 + 1 + 4 bytes, the largest
// first.
std::array<std::uint8_t, 17> name_of(protocol::SessionId const& session, protocol::SeatKind seat,
                                     std::uint32_t holder)
{
    std::array<std::uint8_t, 17> name{};
    for (unsigned at = 0; at < 4; ++at) {
        name[at] = static_cast<std::uint8_t>(session.incarnation >> (24 - 8 * at));
        name[13 + at] = static_cast<std::uint8_t>(holder >> (24 - 8 * at));
    }
    for (unsigned at = 0; at < 8; ++at)
        name[4 + at] = static_cast<std::uint8_t>(session.counter >> (56 - 8 * at));
    name[12] = static_cast<std::uint8_t>(seat);
    return name;
}

} // namespace

ShiftKeys::ShiftKeys(boost::asio::io_context& loop, WorkerPool& disk, std::filesystem::path data)
    : loop_(loop), disk_(disk), data_(std::move(data))
{
}

ShiftKeys::~ShiftKeys()
{
    for (auto& [desk, of_desk] : of_desks_)
        if (of_desk.value) OPENSSL_cleanse(of_desk.value->data(), of_desk.value->size());
}

void ShiftKeys::find(protocol::DeskCode const& desk)
{
    auto text = store::read_whole(data_, file_of(desk));
    if (!text) {
        if (text.error() == boost::system::errc::no_such_file_or_directory) return;
        of_desks_[desk] = {std::nullopt, true, false}; // a better day may read it
        return not_done("shift_key_unreadable", text.error().message());
    }
    Value value;
    if (text->size() == value.size()) {
        std::ranges::copy(*text, value.begin());
        of_desks_[desk] = {value, true, false};
    } else {
        not_done("shift_key_unreadable", "not a file that we have written");
    }
    OPENSSL_cleanse(text->data(), text->size());
}

protocol::StorageKey ShiftKeys::storage_key(protocol::DeskCode const& desk,
                                            protocol::SessionId const& session,
                                            protocol::SeatKind seat, std::uint32_t holder)
{
    auto& of_desk = of_desks_[desk];
    if (!of_desk.value) {
        auto& value = of_desk.value.emplace();
        // A key that can be guessed would be worse than no server.
        if (RAND_bytes(value.data(), static_cast<int>(value.size())) != 1) std::abort();
        of_desk.on_disk = false;
    }
    if (!of_desk.on_disk) wake(desk);
    auto const name = name_of(session, seat, holder);
    protocol::StorageKey key;
    unsigned length = 0;
    if (HMAC(EVP_sha256(), of_desk.value->data(), static_cast<int>(of_desk.value->size()),
             name.data(), name.size(), key.bytes.data(), &length) == nullptr ||
        length != key.bytes.size())
        std::abort();
    return key;
}

void ShiftKeys::forget(protocol::DeskCode const& desk)
{
    auto const found = of_desks_.find(desk);
    if (found == of_desks_.end()) return;
    if (auto& value = found->second.value) OPENSSL_cleanse(value->data(), value->size());
    found->second.value.reset(); // one that could not be read goes, too
    found->second.on_disk = false;
    wake(desk);
}

void ShiftKeys::sweep()
{
    std::set<std::string> kept;
    for (auto const& [desk, of_desk] : of_desks_)
        kept.insert(file_of(desk));
    auto const swept = store::keep_only(data_, prefix, kept);
    if (!swept) not_done("shift_key_not_removed", swept.error().message());
}

void ShiftKeys::wake(protocol::DeskCode const& desk)
{
    if (!std::exchange(of_desks_.at(desk).writing, true))
        boost::asio::co_spawn(loop_, bring_to_disk(desk), or_end);
}

// Until the file says what the desk has. What fails is tried again, and told once.
boost::asio::awaitable<void> ShiftKeys::bring_to_disk(protocol::DeskCode desk)
{
    auto& of_desk = of_desks_.at(desk);
    auto told = false;
    while (!of_desk.on_disk) {
        of_desk.on_disk = true; // unless it changes meanwhile
        std::string text;
        if (auto const& value = of_desk.value) text.assign(value->begin(), value->end());
        auto job = [data = data_, name = file_of(desk), text] {
            return text.empty() ? store::remove_whole(data, name)
                                : store::write_whole(data, name, text);
        };
        auto const done = co_await disk_.run(std::move(job));
        OPENSSL_cleanse(text.data(), text.size());
        if (done && *done) continue;
        of_desk.on_disk = false;
        if (!std::exchange(told, true))
            not_done("shift_key_not_kept",
                     done ? done->error().message() : "the disk's worker is busy");
        boost::asio::steady_timer pause(loop_, pause_after_failure);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
    of_desk.writing = false;
}

} // namespace app
