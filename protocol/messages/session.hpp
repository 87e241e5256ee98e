// What travels inside a session, for visitor and counsellor alike: members, openings, words and
// their confirmations, and the end in two steps. Numbers count from 1. Most of it travels inside a
// thread, too (thread.hpp).
//
// A word is named by (stream, number). Its sender keeps it until `received` covers it. The server
// forwards, and keeps what a page that is away has not confirmed, within limits::kept_bytes.
#pragma once

#include "protocol/types.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace protocol {

// `colleague` only in a thread: who is asked to take the session over.
BOOST_DEFINE_FIXED_ENUM_CLASS(SeatKind, std::uint8_t, visitor, counsellor, colleague)

BOOST_DEFINE_FIXED_ENUM_CLASS(EndReason, std::uint8_t, visitor_left, counsellor_ended,
                              supervisor_ended, visitor_lost, counsellor_lost, no_show, time_over,
                              cooled_down, not_reached)

// A page that words of a session are locked for. `present` is false while its connection is lost
// and it may still come back as the same load. `public_key` is the load's own, the same as long as
// it lives; absent as long as its page has not been there since the server's start.
// `unseen_seconds`: for how long, at most, no page of this seat was seen before this load took it;
// absent for the load with which the session began. `holder`: 2 for the counsellor to whom the seat
// was first handed over, then 3, and so on; absent before. Pages decide by both who is sent
// history.
struct Member {
    LoadId load;
    SeatKind seat{};
    bool present{};
    std::optional<PublicKey> public_key;
    std::optional<std::uint32_t> unseen_seconds{};
    std::optional<std::uint32_t> holder{};
};
BOOST_DESCRIBE_STRUCT(Member, (), (load, seat, present, public_key, unseen_seconds, holder))

// The newest number of a stream that somebody speaks of.
struct StreamMark {
    StreamId stream;
    std::uint32_t number{};
};
BOOST_DESCRIBE_STRUCT(StreamMark, (), (stream, number))

// Page -> server -> one load: the sender's key, stream, first number to expect and leftovers,
// sealed for that load alone. Not kept: it is sent again to each load that (re)appears.
struct SendOpening {
    static constexpr std::string_view type = "opening";
    SessionId session;
    std::uint32_t membership{};
    LoadId to;
    Sealed sealed;
};
BOOST_DESCRIBE_STRUCT(SendOpening, (), (session, membership, to, sealed))

// Page -> server. A word for the other members. `key` numbers the sender's keys, from 1; a word of
// an older membership is dropped, because its sender will lock it anew.
struct SendWord {
    static constexpr std::string_view type = "word";
    SessionId session;
    std::uint32_t membership{};
    StreamId stream;
    std::uint32_t number{};
    std::uint32_t key{};
    Sealed sealed;
};
BOOST_DESCRIBE_STRUCT(SendWord, (), (session, membership, stream, number, key, sealed))

// Either way: "I have opened and shown this stream up to `number`, without a hole". The sender's
// page may forget up to there, and says 届きました.
struct Received {
    static constexpr std::string_view type = "received";
    SessionId session;
    StreamId stream;
    std::uint32_t number{};
};
BOOST_DESCRIBE_STRUCT(Received, (), (session, stream, number))

// Either way: "from this number on something is missing here; send again".
struct Missing {
    static constexpr std::string_view type = "missing";
    SessionId session;
    StreamId stream;
    std::uint32_t number{};
};
BOOST_DESCRIBE_STRUCT(Missing, (), (session, stream, number))

// Page -> server: "words of this load came, but not its opening".
struct AskOpening {
    static constexpr std::string_view type = "ask_opening";
    SessionId session;
    LoadId load;
};
BOOST_DESCRIBE_STRUCT(AskOpening, (), (session, load))

// Page -> server: "chunk `number` of what was said before this load is wanted from that one".
struct AskHistory {
    static constexpr std::string_view type = "ask_history";
    SessionId session;
    LoadId load;
    std::uint32_t number{};
};
BOOST_DESCRIBE_STRUCT(AskHistory, (), (session, load, number))

// Page -> server -> one load: chunk `number` of `count` of the words that were confirmed before
// that load came, locked under the sender's key number `key`. Not kept: its reader asks for each.
struct SendHistory {
    static constexpr std::string_view type = "history";
    SessionId session;
    std::uint32_t membership{};
    LoadId to;
    std::uint32_t key{};
    std::uint32_t number{};
    std::uint32_t count{};
    Sealed sealed;
};
BOOST_DESCRIBE_STRUCT(SendHistory, (), (session, membership, to, key, number, count, sealed))

// Page -> server, the answer to `ending`: the last number of each stream of this page that is not
// wholly confirmed. Words up to there are still delivered; an empty list means all is confirmed.
struct Finished {
    static constexpr std::string_view type = "finished";
    SessionId session;
    std::vector<StreamMark> last;
};
BOOST_DESCRIBE_STRUCT(Finished, (), (session, last))

// Either way: the person writes something just now. No content; a page says it at most every few
// seconds, and shows it for a few.
struct Typing {
    static constexpr std::string_view type = "typing";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(Typing, (), (session))

// Page -> server, every limits::ping_interval and after waking up; answered with `pong`.
struct Ping {
    static constexpr std::string_view type = "ping";
};
BOOST_DESCRIBE_STRUCT(Ping, (), ())

struct Pong {
    static constexpr std::string_view type = "pong";
};
BOOST_DESCRIBE_STRUCT(Pong, (), ())

// Server -> page: the session as it stands; at its beginning, in each greeting, and to the visitor
// when another counsellor holds the other seat. It restates
// everything: what it does not mention (a hold, an ending) is not so until said after it. `alias`
// is the shown name of the other person. `talking_seconds` have passed since the pairing, and
// `guide_seconds` is the length this session is meant to have: a guide, never a cut. `storage_key`
// is the same each time for this seat; without it what is unconfirmed does not survive a reload.
struct Started {
    static constexpr std::string_view type = "started";
    SessionId session;
    std::string alias;
    std::uint32_t membership{};
    std::vector<Member> members;
    std::uint32_t talking_seconds{};
    std::uint32_t guide_seconds{};
    std::optional<StorageKey> storage_key{};
};
BOOST_DESCRIBE_STRUCT(Started, (),
                      (session, alias, membership, members, talking_seconds, guide_seconds,
                       storage_key))

// Server -> page: the counsellor has extended the guide length.
struct Guide {
    static constexpr std::string_view type = "guide";
    SessionId session;
    std::uint32_t guide_seconds{};
};
BOOST_DESCRIBE_STRUCT(Guide, (), (session, guide_seconds))

// Server -> page: the set of loads has changed. A page takes its next key, then sends openings,
// then unconfirmed words, then new ones.
struct Members {
    static constexpr std::string_view type = "members";
    SessionId session;
    std::uint32_t membership{};
    std::vector<Member> members;
};
BOOST_DESCRIBE_STRUCT(Members, (), (session, membership, members))

// Server -> page: an opening made by `load` for this page.
struct Opening {
    static constexpr std::string_view type = "opening";
    SessionId session;
    LoadId load;
    Sealed sealed;
};
BOOST_DESCRIBE_STRUCT(Opening, (), (session, load, sealed))

// Server -> page: a word, locked by `load` under its key number `key`.
struct Word {
    static constexpr std::string_view type = "word";
    SessionId session;
    LoadId load;
    StreamId stream;
    std::uint32_t number{};
    std::uint32_t key{};
    Sealed sealed;
};
BOOST_DESCRIBE_STRUCT(Word, (), (session, load, stream, number, key, sealed))

// Server -> page: `load` waits for this page's opening.
struct OpeningAsked {
    static constexpr std::string_view type = "opening_asked";
    SessionId session;
    LoadId load;
};
BOOST_DESCRIBE_STRUCT(OpeningAsked, (), (session, load))

// Server -> page: `load` wants this chunk of what was said before it came. Whether it may have it
// is decided by this page.
struct HistoryAsked {
    static constexpr std::string_view type = "history_asked";
    SessionId session;
    LoadId load;
    std::uint32_t number{};
};
BOOST_DESCRIBE_STRUCT(HistoryAsked, (), (session, load, number))

// Server -> page: a chunk of history, locked by `load` for this page.
struct History {
    static constexpr std::string_view type = "history";
    SessionId session;
    LoadId load;
    std::uint32_t key{};
    std::uint32_t number{};
    std::uint32_t count{};
    Sealed sealed;
};
BOOST_DESCRIBE_STRUCT(History, (), (session, load, key, number, count, sealed))

// Server -> page: the other person's connection is lost, within the grace period.
struct PeerAway {
    static constexpr std::string_view type = "peer_away";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(PeerAway, (), (session))

// Server -> page: the same load is back. This page sends its opening to it again, unless that load
// has confirmed a word under the present key; words that the server kept reach it by themselves.
struct PeerBack {
    static constexpr std::string_view type = "peer_back";
    SessionId session;
    LoadId load;
    PublicKey public_key;
};
BOOST_DESCRIBE_STRUCT(PeerBack, (), (session, load, public_key))

// Server -> page: "I keep no more of your words until `release`; you keep them".
struct Hold {
    static constexpr std::string_view type = "hold";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(Hold, (), (session))

// Server -> page: send all unconfirmed words again.
struct Release {
    static constexpr std::string_view type = "release";
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(Release, (), (session))

// Server -> page: the session is about to end. Not yet an end: the composer closes, and the page
// answers `finished`.
struct Ending {
    static constexpr std::string_view type = "ending";
    SessionId session;
    EndReason reason{};
};
BOOST_DESCRIBE_STRUCT(Ending, (), (session, reason))

// Server -> page: the end, recorded. What is not confirmed by now "could not be sent".
struct Ended {
    static constexpr std::string_view type = "ended";
    SessionId session;
    EndReason reason{};
};
BOOST_DESCRIBE_STRUCT(Ended, (), (session, reason))

} // namespace protocol
