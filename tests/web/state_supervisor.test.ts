// What the supervisor's page shows after what it was told.
import assert from "node:assert/strict"
import { test } from "node:test"

import type { Intake, Overview } from "../../web-client/generated/protocol"
import { actsNow, begin, secondsNow, update } from "../../web-client/supervisor/state"

const overview = (intake: Intake): Overview => ({
  type: "overview", intake, waiting: 2, waiting_away: 1, parked: 0, longest_wait_seconds: 90, talking: 1, free: 0, staff: [],
})

test("seconds go on between two overviews, and never back", () => {
  const state = update(begin, overview("open"), 10_000)
  assert.equal(secondsNow(state, 90, 10_000), 90)
  assert.equal(secondsNow(state, 90, 15_900), 95)
  assert.equal(secondsNow(state, 90, 9_000), 90)
})

test("only acts that make sense now are offered, and intake can be taken up again", () => {
  assert.deepEqual(actsNow(overview("closed")), ["open_shift"])
  assert.deepEqual(actsNow(overview("over")), ["open_shift", "close_shift"])
  assert.deepEqual(actsNow(overview("open")), ["stop_intake", "close_shift"])
  assert.deepEqual(actsNow(overview("full")), ["stop_intake", "close_shift"])
})

test("a lost connection keeps the numbers and is told beside them", () => {
  const state = update(update(begin, overview("open"), 0), { type: "link", link: "lost" }, 1)
  assert.equal(state.overview?.waiting, 2)
  assert.equal(state.link, "lost")
})

test("signed out, nothing remains; another protocol asks for a reload", () => {
  const state = update(begin, overview("open"), 0)
  assert.deepEqual(update(state, { type: "closed", code: 4103 }, 1), { ...begin, stopped: "signed_out" })
  assert.equal(update(state, { type: "closed", code: 4102 }, 1).stopped, "reload")
})
