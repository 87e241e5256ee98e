// From what the keys are made under which pages lock what they must keep over a reload: one random
// value for each desk, in a closed file of its own, never in journal, database or log. It is made
// when the first session needs it and deleted when nothing of the shift is open any more: then what
// a phone still holds cannot be opened by anybody (docs/decisions/storage-key.md).
#pragma once

#include "app/worker_pool.hpp"
#include "protocol/messages/session.hpp"
#include "protocol/types.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/result.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>

namespace app {

class ShiftKeys {
public:
    // `disk` has one thread and is the journal's: a key that is made before a fact is handed in is
    // on the disk before whoever waits for that fact is told.
    ShiftKeys(boost::asio::io_context& loop, WorkerPool& disk, std::filesystem::path data);
    ~ShiftKeys();
    ShiftKeys(ShiftKeys const&) = delete;
    ShiftKeys& operator=(ShiftKeys const&) = delete;

    // Reads what an earlier life of the server has left; blocks, so before anybody is let in.
    void find(protocol::DeskCode const& desk);

    // Removes what a killed life has left unfinished, and what belongs to no desk of this house any
    // more; blocks, after all desks were found.
    void sweep();

    // Of one seat in one session, as its `holder` has it (Member::holder; 1: the first): the same
    // as long as the desk's value lives. Makes it if there is none. While the disk takes nothing it
    // lives in memory only.
    protocol::StorageKey storage_key(protocol::DeskCode const& desk,
                                     protocol::SessionId const& session, protocol::SeatKind seat,
                                     std::uint32_t holder);

    // Nothing is open that it was for. Also a file that could not be read goes.
    void forget(protocol::DeskCode const& desk);

private:
    using Value = std::array<std::uint8_t, 32>;
    struct OfDesk {
        std::optional<Value> value{}; // none: the file is to go
        bool on_disk = false;         // the file says the same
        bool writing = false;
    };

    void wake(protocol::DeskCode const& desk);
    boost::asio::awaitable<void> bring_to_disk(protocol::DeskCode desk);

    boost::asio::io_context& loop_;
    WorkerPool& disk_;
    std::filesystem::path data_;
    std::map<protocol::DeskCode, OfDesk> of_desks_; // none is ever erased
};

} // namespace app
