// Writes what one fact of the journal means into the tables of sql/003, 007 and 010, one small
// function for each kind of fact. What it counts it gathers, so that a transaction updates each
// counter once; it counts last, so that a fact which the schema refuses has counted nothing. Knows
// nothing of positions in the journal but that a row carries the one that changed it last.
#pragma once

#include "protocol/records.hpp"
#include "store/transaction.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

namespace store::rows {

enum class Outcome {
    stored,
    known, // was a row already: the journal restates what is open when it begins a new segment
    unknown_desk,
    unknown_shift,
    unknown_ticket,
    unknown_session,
    unknown_cool_down,
    unknown_account, // a session of such a one is stored, without its counsellor
    not_present,
    impossible_time,
    against_the_schema,
};

// How often each step happened: desk, day as text, step.
using Counts = std::map<std::tuple<std::int64_t, std::string, std::string>, std::int64_t>;

class RowWriter {
public:
    RowWriter(Transaction& transaction, Counts& counts) : transaction_(transaction), counts_(counts)
    {
    }

    // Where and when the next fact happened, and its position.
    void at(std::int64_t desk, std::int64_t at_ms, std::uint64_t position)
    {
        desk_ = desk;
        at_ms_ = at_ms;
        position_ = static_cast<std::int64_t>(position);
    }

    // row_writer_shifts.cpp
    Outcome write(protocol::records::ShiftOpened const& fact);
    Outcome write(protocol::records::IntakeStopped const& fact);
    Outcome write(protocol::records::IntakeResumed const& fact);
    Outcome write(protocol::records::ShiftClosed const& fact);
    Outcome write(protocol::records::Counted const& fact);
    Outcome write(protocol::records::CounsellorCame const& fact);
    Outcome write(protocol::records::CounsellorWent const& fact);
    Outcome write(protocol::records::SupervisorCame const& fact);
    Outcome write(protocol::records::SupervisorWent const& fact);

    // row_writer_tickets.cpp
    Outcome write(protocol::records::TicketQueued const& fact);
    Outcome write(protocol::records::TicketOffered const& fact);
    Outcome write(protocol::records::TicketMovedUp const& fact);
    Outcome write(protocol::records::TicketGone const& fact);
    Outcome write(protocol::records::SessionBegan const& fact);
    Outcome write(protocol::records::SeatHandedOver const& fact);
    Outcome write(protocol::records::SessionEngaged const& fact);
    Outcome write(protocol::records::SessionEnded const& fact);
    Outcome write(protocol::records::SessionWrappedUp const& fact);

    // row_writer_cool_downs.cpp
    Outcome write(protocol::records::CooledDown const& fact);
    Outcome write(protocol::records::CoolDownReviewed const& fact);

    // A restart needs these; no row does.
    Outcome write(protocol::records::PlaceGone const&) { return Outcome::stored; }
    Outcome write(protocol::records::CoolDownKept const&) { return Outcome::stored; }
    Outcome write(protocol::records::TicketParked const&) { return Outcome::stored; }
    Outcome write(protocol::records::TicketReturned const&) { return Outcome::stored; }
    Outcome write(protocol::records::SeatTaken const&) { return Outcome::stored; }
    Outcome write(protocol::records::SessionExtended const&) { return Outcome::stored; }
    Outcome write(protocol::records::CounsellorChose const&) { return Outcome::stored; }
    Outcome write(protocol::records::Experience const&) { return Outcome::stored; }
    Outcome write(protocol::records::StaffSignedIn const&) { return Outcome::stored; }
    Outcome write(protocol::records::StaffUsed const&) { return Outcome::stored; }
    Outcome write(protocol::records::StaffSignedOut const&) { return Outcome::stored; }

private:
    Outcome of_change(pqxx::result const& change, protocol::records::Pseudonym const& shift);
    Outcome known_session(std::string const& session);
    Outcome known_ticket(std::uint32_t number);
    Outcome came(std::uint32_t staff);
    Outcome went(std::uint32_t staff);
    void count(std::string const& day, std::string step, std::uint32_t often = 1)
    {
        counts_[{desk_, day, std::move(step)}] += often;
    }

    Transaction& transaction_;
    Counts& counts_;
    std::int64_t desk_{};
    std::int64_t at_ms_{};
    std::int64_t position_{};
};

// As PostgreSQL writes a uuid.
std::string uuid_text(protocol::records::Pseudonym const& pseudonym);

// As the pages and the journal know a session.
std::string text_of(protocol::SessionId const& session);

} // namespace store::rows
