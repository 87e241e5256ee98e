// HMAC-SHA-256 over session and seat.
#include "app/shift_keys.hpp"

#include "log.hpp"
#include "store/whole_file.hpp"

#include <boost/asio/co_spawn.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>

namespace app {

namespace {

std::string file_of(protocol::DeskCode const& desk)
{
    return "shift-key-" + desk.value; // a code is a-z and 0-9
}

void not_done(std::string_view event, std::string const& why)
{
    logs::event(logs::Level::error, event, {{"why", why}});
}

// Which session, and whose seat in it: 4 + 8 + 1 bytes, the largest first.
std::array<std::uint8_t, 13> name_of(protocol::SessionId const& session, protocol::SeatKind seat)
{
    std::array<std::uint8_t, 13> name{};
    for (unsigned at = 0; at < 4; ++at)
        name[at] = static_cast<std::uint8_t>(session.incarnation >> (24 - 8 * at));
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
        if (text.error() != boost::system::errc::no_such_file_or_directory)
            not_done("shift_key_unreadable", text.error().message());
        return;
    }
    Value value;
    if (text->size() == value.size()) {
        std::ranges::copy(*text, value.begin());
        of_desks_[desk] = {value, true};
    } else {
        not_done("shift_key_unreadable", "not a file that we have written");
    }
    OPENSSL_cleanse(text->data(), text->size());
}

protocol::StorageKey ShiftKeys::storage_key(protocol::DeskCode const& desk,
                                            protocol::SessionId const& session,
                                            protocol::SeatKind seat)
{
    auto& of_desk = of_desks_[desk];
    if (!of_desk.value) {
        auto& value = of_desk.value.emplace();
        // A key that can be guessed would be worse than no server.
        if (RAND_bytes(value.data(), static_cast<int>(value.size())) != 1) std::abort();
        of_desk.on_disk = false;
    }
    if (!of_desk.on_disk) wake();
    auto const name = name_of(session, seat);
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
    if (found == of_desks_.end() || !found->second.value) return;
    OPENSSL_cleanse(found->second.value->data(), found->second.value->size());
    found->second = {};
    wake();
}

void ShiftKeys::wake()
{
    if (writing_) return;
    writing_ = true;
    boost::asio::co_spawn(loop_, bring_to_disk(), or_end);
}

// One file after the other. What fails is tried again when the next session needs the key; a file
// that could not be deleted is found again by the next start.
boost::asio::awaitable<void> ShiftKeys::bring_to_disk()
{
    auto const differs = [](auto const& entry) { return !entry.second.on_disk; };
    auto next = std::ranges::find_if(of_desks_, differs);
    while (next != of_desks_.end()) {
        next->second.on_disk = true; // unless it changes meanwhile
        std::string text;
        if (auto const& value = next->second.value) text.assign(value->begin(), value->end());
        auto job = [data = data_, name = file_of(next->first), text] {
            return text.empty() ? store::remove_whole(data, name)
                                : store::write_whole(data, name, text);
        };
        auto const desk = next->first;
        auto const done = co_await disk_.run(std::move(job));
        OPENSSL_cleanse(text.data(), text.size());
        if (!done || !*done) {
            of_desks_[desk].on_disk = false;
            not_done("shift_key_not_kept",
                     done ? done->error().message() : "the disk's worker is busy");
            break;
        }
        next = std::ranges::find_if(of_desks_, differs);
    }
    writing_ = false;
}

} // namespace app
