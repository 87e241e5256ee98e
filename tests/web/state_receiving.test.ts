// How a counsellor receives: the own presence, offers and how they end, the pause after a heavy one.
import assert from "node:assert/strict"
import { test } from "node:test"

import { invitation, offerOverSaid, offerSecondsLeft, pauseMinutes } from "../../web-client/counsellor/receiving"
import { asked } from "../../web-client/counsellor/asked"
import { begin, choice, type Tap } from "../../web-client/counsellor/state"
import { at, from, line, lost, offer, open, own, ready, started, talking, texts, welcome } from "./support/console"

const available: Tap = { type: "receive", choice: "available", sessions_at_once: 2 }
const accept: Tap = { type: "accept" }
const offered = () => from(ready(), own("available", { presence: "offered" }), offer("1-1", { danger: true }))

test("a choice shows at once, and stands until the presence says it", () => {
  const chosen = from(ready(), available)
  assert.deepEqual(asked(chosen, available), [available])
  assert.deepEqual(choice(chosen), { choice: "available", sessions_at_once: 2 })
  const other = from(chosen, own("on_break")) // told for another reason, before the answer
  assert.deepEqual(choice(other), { choice: "available", sessions_at_once: 2 })
  const told = from(other, own("available", { sessions_at_once: 2 }))
  assert.equal(told.wishes.receive, null)
  assert.equal(choice(told).choice, "available")
})

test("the choice as told is only what the next one is made of", () => {
  const told = from(ready(), own("available", { presence: "offered", sessions_at_once: 3, pause_seconds: 1 }))
  assert.deepEqual(choice(told), { choice: "available", sessions_at_once: 3 })
  assert.deepEqual(choice(from(begin, open)), { choice: "on_break", sessions_at_once: 1 })
})

test("an offer has its time, and the session it becomes is in view", () => {
  const state = offered()
  const told = state.receiving.offer!
  assert.deepEqual([told.danger, offerSecondsLeft(told, 1_000), offerSecondsLeft(told, 21_500), offerSecondsLeft(told, 99_000)], [true, 30, 10, 0])
  const accepting = from(state, accept)
  assert.deepEqual(asked(accepting, accept), [{ type: "accept", session: "1-1" }])
  const talk = from(accepting, started())
  assert.deepEqual([talk.receiving.offer, talk.wishes.accept, talk.chosen, talk.pane], [null, null, "1-1", "talk"])
  assert.deepEqual(texts(talk), ["found"])
})

test("an offer does not touch the session that is being written in, before it is accepted", () => {
  const state = from(talking(), offer("1-2"))
  assert.deepEqual([state.chosen, state.pane, state.talks.length], ["1-1", "talk", 1])
  assert.equal(from(state, accept, started("1-2")).chosen, "1-2")
})

test("nothing is accepted where nothing is offered", () => {
  assert.deepEqual(asked(from(ready(), accept), accept), [])
})

test("how an offer ended is said for a while: lapsed, or withdrawn without blame", () => {
  for (const reason of ["lapsed", "withdrawn"] as const) {
    const over = from(offered(), { type: "offer_over", session: "1-1", reason })
    assert.equal(over.receiving.offer, null)
    assert.equal(offerOverSaid(over.receiving, 20_000), reason)
    assert.equal(offerOverSaid(over.receiving, 40_000), null)
    assert.equal(offerOverSaid(from(over, offer("1-2")).receiving, 2_000), null)
  }
})

test("an accept that came too late is told, too, and no longer asked", () => {
  const late = from(offered(), accept, lost, open, welcome(), { type: "offer_over", session: "1-1", reason: "withdrawn" })
  assert.deepEqual([late.wishes.accept, offerOverSaid(late.receiving, 2_000)], [null, "withdrawn"])
})

test("whoever declines by a break is not told what they did, and a lost connection drops the offer", () => {
  const declined = from(offered(), { type: "receive", choice: "on_break", sessions_at_once: 1 })
  assert.equal(declined.receiving.offer, null)
  const over = from(declined, { type: "offer_over", session: "1-1", reason: "withdrawn" })
  assert.equal(offerOverSaid(over.receiving, 1_000), null)
  assert.equal(from(offered(), lost).receiving.offer, null)
})

test("more at once keeps the offer", () => {
  assert.equal(from(offered(), available).receiving.offer?.session, "1-1")
})

test("the pause is told in minutes, rounded up, and passes by itself", () => {
  const { receiving } = at(0, ready(), own("available", { presence: "on_break", pause_seconds: 600 }))
  assert.deepEqual([1, 60_001, 599_999, 600_000].map((now) => pauseMinutes(receiving, now)), [10, 9, 1, 0])
  assert.equal(pauseMinutes(at(1, ready(), own("available")).receiving, 2), 0)
})

test("an empty console says one thing: begin, a lapse, the pause, or that the next is awaited", () => {
  const says = (state: ReturnType<typeof ready>, now = 1_000) => invitation(state.receiving, choice(state).choice, state.line?.intake === "closed", now)
  assert.equal(says(from({ ...ready(), receiving: { ...ready().receiving, own: null } })), "reading")
  assert.equal(says(ready()), "on_break")
  assert.equal(says(from(ready(), own("on_break", { lapsed: true }))), "lapsed")
  assert.equal(says(from(ready(), own("available"))), "available")
  assert.equal(says(from(ready(), own("available"), { ...line(4), intake: "closed" })), "closed")
  const pausing = from(ready(), own("available", { pause_seconds: 60 }))
  assert.deepEqual([says(pausing), says(pausing, 62_000)], ["pausing", "available"])
})
