// The visitor's page without a browser, on a network and a clock that the test holds in its hands.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asksForAPlace, opened } from "./support/joining_page"
import { queued } from "./support/visitor"

function waitingPage() {
  const { page, clock, newest, greeted } = asksForAPlace()
  const types = () => newest().sent.map((text) => (JSON.parse(text) as { type: string }).type)
  newest().says(queued(3))
  return { page, clock, newest, greeted, types, cut: () => newest().closes(1006) }
}

test("a greeting that says nothing of the place, on a connection that lives: it is gone", () => {
  const { page, clock, newest, greeted, types, cut } = waitingPage()
  cut()
  clock.pass(0)
  greeted()
  clock.pass(5_000)
  assert.equal(page.state.stage, "waiting")
  assert.equal(types().pop(), "ping")
  newest().says({ type: "pong" })
  assert.deepEqual([page.state.stage, page.state.reason], ["first", "not_found"])
})

test("a connection that hangs behind its greeting says nothing of the place", () => {
  const { page, clock, newest, greeted, cut } = waitingPage()
  cut()
  clock.pass(0)
  greeted()
  clock.pass(5_000)
  const hangs = newest()
  cut()
  clock.pass(0)
  greeted()
  hangs.says({ type: "pong" }) // of the old one: too late
  assert.equal(page.state.stage, "waiting")
  newest().says(queued(3))
  clock.pass(20_000)
  newest().says({ type: "pong" })
  assert.equal(page.state.stage, "waiting")
})

test("a place that is told late is told all the same", () => {
  const { page, clock, newest, greeted, cut } = waitingPage()
  cut()
  clock.pass(0)
  greeted()
  clock.pass(5_000)
  newest().says(queued(2)) // it was on its way before the answer
  newest().says({ type: "pong" })
  assert.deepEqual([page.state.stage, page.state.place.position], ["waiting", 2])
})

test("a tap on a connection that was dead already is said behind the next greeting", () => {
  const { page, clock, newest, greeted, types, cut } = waitingPage()
  newest().says({ type: "tap_asked", within_seconds: 120 })
  page.tap({ type: "tap" })
  cut()
  clock.pass(0)
  greeted()
  assert.ok(!types().includes("tap"))
  newest().says(queued(1))
  assert.equal(types().pop(), "tap")
  assert.equal(page.state.place.tap, "done")
})

test("who asks while the connection is away does not wait out its pause", () => {
  const { page, clock, sockets, newest, greeted } = asksForAPlace(null, 1)
  newest().says(queued(3))
  newest().closes(1006)
  clock.pass(1_000)
  assert.equal(sockets.length, 1)
  page.tap({ type: "leave" })
  assert.equal(sockets.length, 2)
  greeted()
  newest().says(queued(3))
  assert.match(newest().sent.join(), /"leave"/)
})

test("nor does who asks for a place before anybody has been there", () => {
  const { page, sockets, newest, greeted } = opened(null, 1)
  newest().closes(1006)
  page.tap({ type: "start" })
  assert.equal(sockets.length, 1)
  page.tap({ type: "agree" })
  assert.equal(sockets.length, 2)
  greeted()
  assert.match(newest().sent.join(), /"join"/)
})
