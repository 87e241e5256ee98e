// The supervisor's line and the hour behind each number.
import assert from "node:assert/strict"
import { test } from "node:test"

import type { Overview, Place } from "../../web-client/generated/protocol"
import { mayMoveUp, notListed, numbered } from "../../web-client/supervisor/line"
import { drawing, highest, hour, withSample, type Sample } from "../../web-client/supervisor/samples"
import { begin, update } from "../../web-client/supervisor/state"

const place = (ticket: number, state: Place["state"], front_band = false): Place => ({ ticket, state, waited_seconds: 0, front_band, danger: false })
const overview = (more: Partial<Overview> = {}): Overview => ({
  type: "overview", intake: "open", waiting: 0, waiting_away: 0, parked: 0, longest_wait_seconds: 0, talking: 0, free: 0,
  signed_in: 2, needed: 2, returning: false, staff: [], line: [], ...more,
})

test("parked places have no number, and nobody's number counts them", () => {
  const line = [place(41, "offered", true), place(43, "parked"), place(44, "away"), place(45, "waiting")]
  assert.deepEqual(numbered(line).map(({ number }) => number), [1, null, 2, 3])
})

test("what the cut list does not name is counted", () => {
  assert.equal(notListed(overview({ waiting: 3, parked: 1, line: [place(1, "waiting"), place(2, "parked")] })), 2)
  assert.equal(notListed(overview({ waiting: 1, line: [place(1, "waiting")] })), 0)
})

test("only the usual band can be moved up", () => {
  assert.deepEqual([mayMoveUp(place(1, "waiting")), mayMoveUp(place(2, "parked")), mayMoveUp(place(3, "waiting", true))], [true, true, false])
})

const samples = (...counted: [at: number, waiting: number][]) =>
  counted.reduce<readonly Sample[]>((before, [at, waiting]) => withSample(before, overview({ waiting }), 0, at), [])

test("within a short time one sample stands for all, with the newest state", () => {
  assert.deepEqual(samples([0, 1], [5_000, 4], [19_999, 2], [20_000, 3]).map(({ at, waiting }) => [at, waiting]), [[0, 2], [20_000, 3]])
})

test("what is older than an hour is forgotten, so the page's memory is bounded", () => {
  let kept: readonly Sample[] = []
  for (let at = 0; at <= 3 * hour; at += 1_000) kept = withSample(kept, overview({ waiting: 1 }), 0, at)
  assert.ok(kept.length <= 182, `${kept.length}`)
  assert.ok(kept[0]!.at >= 2 * hour)
})

test("time alone makes samples while the page is connected, and none while it is not", () => {
  const open = update(update(begin, { type: "link", link: "open" }, 0), overview({ waiting: 1, longest_wait_seconds: 60 }), 0)
  const later = update(open, { type: "tick" }, 120_000)
  assert.deepEqual(later.samples.map(({ longest }) => longest), [1, 3])
  const lost = update(later, { type: "link", link: "lost" }, 121_000)
  assert.equal(update(lost, { type: "tick" }, 180_000).samples, lost.samples)
  assert.equal(update(begin, { type: "tick" }, 1).samples.length, 0)
})

test("the drawing begins at zero, keeps to its box, and its highest value touches the top", () => {
  const now = hour
  const seen = samples([now - 60_000, 2], [now - 40_000, 4], [now - 20_000, 1])
  const { line, area, end } = drawing(seen, "waiting", now, 3_600, 100)
  assert.equal(line, "M3540 50H3560V0H3580V75H3600")
  assert.equal(area, "M3540 100V50H3560V100zM3560 100V0H3580V100zM3580 100V75H3600V100z")
  assert.deepEqual([highest(seen, "waiting"), end], [4, 75])
})

test("nobody all the hour is a line on the ground", () => {
  assert.equal(drawing(samples([hour - 20_000, 0]), "waiting", hour, 3_600, 100).line, "M3580 100H3600")
  assert.deepEqual(drawing([], "waiting", hour, 3_600, 100), { line: "", area: "", end: null })
})

test("where nothing was heard the line is broken", () => {
  const { line } = drawing(samples([hour - 600_000, 1], [hour - 20_000, 1]), "waiting", hour, 3_600, 100)
  assert.equal(line, "M3000 0H3020M3580 0H3600")
})
