// Every bound of the network room in one place, with its reason. The bounds of the wire protocol
// are protocol/limits.hpp; what an operator may choose is net::Settings.
#pragma once

#include "protocol/limits.hpp"

#include <chrono>
#include <cstddef>

namespace net::limits {

using namespace std::chrono_literals;

// A request line and its fields, together. Our own pages need less than 2 KiB; browsers and
// proxies add some. Later fixes of the parser we use become unreachable (docs/decisions).
inline constexpr std::size_t head_bytes = 8 * 1024;
inline constexpr std::size_t head_fields = 50;

// The longest body of /api: a sign-in is under 1 KiB.
inline constexpr std::size_t body_bytes = 4 * 1024;

// A page loads about ten files; after this many requests a browser makes a new connection at no
// cost, and no connection lives for ever.
inline constexpr int requests_per_connection = 100;

// From the first byte to the whole request, and the whole TLS handshake: a phone on a bad line
// needs two or three round trips of a second; whoever needs longer is holding a place.
inline constexpr auto request_time = 5s;
inline constexpr auto handshake_time = 5s;

// A page that has said nothing for so long is pinged; until protocol::limits::silence is over it
// may answer.
inline constexpr auto quiet_time = 15s;

// A kept connection without a request: long enough for the tap that follows reading.
inline constexpr auto idle_time = 15s;

// A whole response: 120 KB at the 2 KB/s of a bad line.
inline constexpr auto response_time = 60s;

// Door::answer: its workers have shorter deadlines of their own; this one is the net below them.
inline constexpr auto answer_time = 30s;

// After a refusal its reader gets this long, and may send this much, before the connection is torn
// down: closing at once would throw away the refusal on its way.
inline constexpr auto linger_time = 1s;
inline constexpr std::size_t linger_bytes = 64 * 1024;

// Closing a WebSocket, what is queued included. With the clock's step it stays below the 3 s that
// a stop may take.
inline constexpr auto close_time = 2500ms;

// How often deadlines are looked at: one pass over all connections instead of a timer for each.
inline constexpr auto clock_step = 250ms;

// What may wait for one reader. In flight at most, for a counsellor with 3 sessions and a thread:
// 64 KiB kept words each (256 KiB) in frames of at least 600 bytes with 250 bytes of envelope (107
// KiB), as much again from a load that took over, what is passed on unkept (4 x unkept_bytes), and
// members and confirmations: under 1000 KiB.
inline constexpr std::size_t outbox_bytes = 1024 * 1024;

// The longest head of a frame of ours (RFC 6455, section 5.2).
inline constexpr std::size_t frame_head_bytes = 10;

// Of one text. A browser sends none; each costs us a look, and is not counted as a frame.
inline constexpr int fragments = 1000;

// With so much waiting for a page only the newest of its pings is answered (RFC 6455,
// section 5.5.3).
inline constexpr std::size_t pong_bytes = 4 * 1024;

// What is read at once from a page, into one buffer for all of them, and what is written at once:
// one TLS record (RFC 8446, section 5.1), so what has begun when a reader turns out to be slow is
// not much.
inline constexpr std::size_t read_bytes = 64 * 1024;
inline constexpr std::size_t write_bytes = 16 * 1024;

// The kernel's part of the outbox, instead of its megabytes: a page that does not read is noticed,
// and 10,000 of them do not fill the machine.
inline constexpr int send_buffer_bytes = 64 * 1024;

// Frames one page may send at once, and then per second. A page that comes back may send all its
// unconfirmed words again, a counsellor's in 3 sessions and a thread (4 x page_words), with
// openings and confirmations; in a steady talk they make less than 10 frames a second. Beyond it is
// no page of ours: the connection is closed as `crowded`.
inline constexpr double burst_frames = 4 * protocol::limits::page_words + 100;
inline constexpr double frames_per_second = 20;

// When all connections are in use, the oldest of those that nobody needs make way: this part of
// all.
inline constexpr std::size_t room_share = 16;

// So long a handshake may take where all that may be under way are: a good line needs one round
// trip.
inline constexpr auto handshake_grace = 1s;

// How often that is said in the log, however long it goes on.
inline constexpr auto crowded_news = 1min;

// Newcomers let in before those who are in have their turn again: less than a millisecond's work.
inline constexpr std::size_t accepted_at_once = 16;

// After an accept that failed (no descriptors left): long enough for some to be closed.
inline constexpr auto accept_pause = 200ms;

// Served from memory: what the build makes is under 1 MiB in under 50 files; more is a wrong
// folder.
inline constexpr std::size_t static_files = 500;
inline constexpr std::size_t static_file_bytes = 8 * 1024 * 1024;

// How long one key for address hashes lasts.
inline constexpr auto address_key_time = 10min;

} // namespace net::limits
