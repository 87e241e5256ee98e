// What the console asks again after a lost connection, until it has been told.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asked, asks } from "../../web-client/counsellor/asked"
import type { Tap } from "../../web-client/counsellor/state"
import { about, from, heard, line, lost, offer, open, own, ready, started, talking, welcome } from "./support/console"

const session = "1-1"
const ending = { type: "ending", session, reason: "counsellor_ended" } as const
const ended = { type: "ended", session, reason: "counsellor_ended" } as const

test("the last choice is asked again until the presence says it", () => {
  const choose = (choice: "available" | "on_break"): Tap => ({ type: "receive", choice, sessions_at_once: 1 })
  const twice = from(ready(), choose("available"), choose("on_break"), choose("available"), lost, open, welcome())
  assert.deepEqual(asks(twice, welcome()), [choose("available")])
  const greeted = from(twice, own("on_break")) // the greeting, before the answer
  assert.deepEqual(asks(greeted, welcome()), [choose("available")])
  assert.deepEqual(asks(from(greeted, own("available")), welcome()), [])
})

test("a choice that the desk has come to allow no more is asked as it is allowed", () => {
  const many = from(ready(), { type: "receive", choice: "available", sessions_at_once: 3 }, { ...welcome(), most_sessions: 2 })
  assert.equal(many.wishes.receive?.sessions_at_once, 2)
})

test("only my session, chosen when the last one was over, is a break, and that answers it", () => {
  const chosen = from(ready(), { type: "receive", choice: "only_my_session", sessions_at_once: 1 }, own("on_break"))
  assert.equal(chosen.wishes.receive, null)
})

test("an accept whose answer was lost is asked again, until the session begins or the offer is over", () => {
  const accepting = from(ready(), own("available"), offer(), { type: "accept" }, lost, open, welcome())
  assert.deepEqual(asks(accepting, welcome()), [{ type: "accept", session }])
  assert.deepEqual(asks(from(accepting, started()), welcome()), [])
  assert.deepEqual(asks(from(accepting, { type: "offer_over", session, reason: "withdrawn" }), welcome()), [])
})

test("a take whose answer was lost is asked again with its first number", () => {
  const taking = from(ready(), { type: "take" }, line(4, 2), lost, open, welcome())
  assert.deepEqual(asks(taking, welcome()), [{ type: "take_next", taken: 4 }])
  assert.deepEqual(asks(from(taking, line(5)), welcome()), [])
  assert.deepEqual(asks(from(taking, line(0)), welcome()), [])
})

test("a session that was accepted leaves a take that was asked for beside it", () => {
  const both = from(ready(), offer(), { type: "accept" }, { type: "take" }, started())
  assert.deepEqual([both.wishes.accept, both.wishes.take], [null, 4])
})

test("the end is asked again until it is told", () => {
  const wish = from(talking(), { type: "end", session }, lost, open, welcome(session), started())
  assert.deepEqual(asks(wish, started()), [{ type: "end", session }])
  assert.deepEqual(asks(from(wish, ended, { type: "wrapped_up", session }), started()), [])
})

test("the wrap-up is asked while the session ends, again when it has ended, and after each greeting", () => {
  const tap: Tap = { type: "wrap_up", session, heavy: true }
  const wish = from(talking(), ending, tap)
  assert.deepEqual(asked(wish, tap), [tap])
  for (const again of [ending, ended]) assert.deepEqual(asks(wish, again), [tap])
  const done = from(wish, ended, { type: "wrapped_up", session })
  assert.deepEqual(asks(done, ended), [])
})

test("an extension names the length it extends, is asked again with it, and is told by the next length", () => {
  const tap: Tap = { type: "extend", session }
  const wish = from(talking(), tap)
  assert.deepEqual(asked(wish, tap), [{ type: "extend", session, guide_seconds: 3_000 }])
  assert.deepEqual(asks(from(wish, { type: "guide", session, guide_seconds: 3_000 }, started()), started()), [{ type: "extend", session, guide_seconds: 3_000 }])
  const told = from(wish, { type: "guide", session, guide_seconds: 4_500 })
  assert.deepEqual([asks(told, started()), told.talks[0]!.guideSeconds], [[], 4_500])
  const greeted = started(session, { guide_seconds: 4_500 })
  assert.deepEqual(asks(from(wish, greeted), greeted), [])
})

test("putting back is asked again, and given up when the visitor speaks", () => {
  const tap: Tap = { type: "put_back", session }
  const wish = from(talking(), about(), tap)
  assert.deepEqual(asked(wish, tap), [tap])
  assert.deepEqual(asks(wish, started()), [tap])
  assert.deepEqual(asks(from(wish, heard(1)), started()), [])
})
