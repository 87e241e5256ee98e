// From the first page to a place: what is read, what is asked, what is told when nobody is received.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asks, type Event } from "../../web-client/visitor/state"
import { after, asking, from, joined, lost, open, queued, talking, waiting, welcome } from "./support/visitor"

const agree: Event = { type: "agree" }
const start: Event = { type: "start" }
const intake = (value: "open" | "over" | "full" | "paused" | "closed", next_opening?: string): Event =>
  ({ type: "intake", intake: value, ...(next_opening !== undefined && { next_opening }) })

test("consent is due once for a page, also when it comes back to the first screen", () => {
  assert.equal(after(open, welcome).consent, "unread")
  const agreed = after(open, welcome, start, agree)
  assert.equal(agreed.consent, "due")
  const told = from(agreed, { type: "consented" })
  assert.equal(told.consent, "said")
  const again = from(told, queued(1), { type: "leave" }, { type: "gone", reason: "visitor_left" }, start, agree)
  assert.equal(again.consent, "said")
  assert.equal(from(talking(), { type: "consented" }, { type: "home" }).consent, "said")
})

test("a desk that asks nothing leads from consent straight into the line", () => {
  assert.deepEqual([joined().stage, joined().wish], ["joining", "join"])
})

test("a desk that asks shows its questions before a place is asked for, and none needs an answer", () => {
  const asked = after(open, asking({ topic: true }), start, agree)
  assert.deepEqual([asked.stage, asked.wish, asked.answers], ["pre_chat", null, {}])
  const gone = from(asked, { type: "go_on" })
  assert.deepEqual([gone.stage, gone.wish, gone.answers], ["joining", "join", {}])
})

test("answers are kept for the place that is asked for, can be taken back, and are dropped after it", () => {
  const answered = from(after(open, asking({ topic: true, danger: true }), start, agree), { type: "answer", answers: { danger: true } }, { type: "answer", answers: { danger: true, topic: "family" } })
  assert.deepEqual([answered.stage, answered.answers], ["pre_chat", { danger: true, topic: "family" }])
  assert.deepEqual(from(answered, { type: "answer", answers: { topic: "family" } }).answers, { topic: "family" })
  const joining = from(answered, { type: "go_on" })
  const again = from(joining, lost, open, asking({ topic: true, danger: true }))
  assert.deepEqual([again.stage, again.answers.topic, asks(joining, { type: "welcome" })], ["joining", "family", "join"])
  assert.deepEqual(from(joining, queued(1), { type: "home" }).answers, {})
})

test("back from the questions is back to the first page, with nothing asked for", () => {
  const back = from(after(open, asking({ area: true }), start, agree), { type: "back" })
  assert.deepEqual([back.stage, back.wish], ["first", null])
})

test("nobody is asked anything who cannot be received; when that changes, the questions come", () => {
  const closed = after(open, asking({ topic: true }), intake("closed"), start, agree)
  assert.deepEqual([closed.stage, closed.wish], ["joining", "join"])
  const turned = from(closed, { type: "not_queued", intake: "closed" }, intake("open"))
  assert.deepEqual([turned.stage, turned.turned, turned.intake], ["turned_away", "closed", "open"])
  const asked = from(turned, { type: "again" })
  assert.equal(asked.stage, "pre_chat")
  const full = from(asked, { type: "go_on" }, { type: "not_queued", intake: "full" }, intake("open"), { type: "again" })
  assert.deepEqual([full.stage, full.wish], ["joining", "join"]) // asked once
})

test("whether the desk receives changes while the page is open, with the next opening", () => {
  const first = after(open, welcome, intake("closed", "2026-11-24T19:00"))
  assert.deepEqual([first.stage, first.intake, first.nextOpening], ["first", "closed", "2026-11-24T19:00"])
  assert.deepEqual([from(first, intake("open")).intake, from(first, intake("open")).nextOpening], ["open", null])
  const kept = from(first, start, intake("paused"))
  assert.deepEqual([kept.stage, kept.intake], ["consent", "paused"])
})

test("the first greeting tells the next opening too, and going home keeps it", () => {
  const closed = after(open, { ...welcome, intake: "closed", next_opening: "2026-11-24T19:00" } as Event)
  assert.equal(closed.nextOpening, "2026-11-24T19:00")
  const home = from(closed, start, agree, { type: "not_queued", intake: "closed" }, { type: "home" })
  assert.deepEqual([home.stage, home.intake, home.nextOpening], ["first", "closed", "2026-11-24T19:00"])
})

test("a place that was never served leads to the first page, with its sentence and the next opening", () => {
  const gone = from(waiting(), { type: "gone", reason: "not_reached" }, intake("closed", "2026-11-24T19:00"))
  assert.deepEqual([gone.stage, gone.reason, gone.nextOpening, gone.place.position], ["first", "not_reached", "2026-11-24T19:00", 0])
})

test("whoever goes on before the greeting has come is led on by it: to the questions, or into the line", () => {
  const early = after({ type: "start" }, agree)
  assert.deepEqual([early.stage, early.wish, early.consent], ["joining", null, "due"])
  const asked = from(early, open, asking({ danger: true }))
  assert.deepEqual([asked.stage, asked.wish], ["pre_chat", null])
  const joining = from(early, open, welcome)
  assert.deepEqual([joining.stage, joining.wish, asks(joining, { type: "welcome" })], ["joining", "join", "join"])
})
