// In the line: the number, the honest wait, the tap near the head, a place that is kept and passed over.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asks, hasPlace, near, update, type Event, type State } from "../../web-client/visitor/state"
import { ended, from, lost, open, queued, started, talking, texts, waiting, welcome, word } from "./support/visitor"

const tapAsked: Event = { type: "tap_asked", within_seconds: 120 }
const parked = (reason: "no_tap" | "no_show"): Event => ({ type: "parked", reason })
const paused: Event = { type: "line_paused" }
const tap: Event = { type: "tap" }
const back: Event[] = [lost, open, welcome]
const place = (state: State) => state.place

test("a range of waiting is shown when it is known, and goes when it is known no more", () => {
  const known = from(waiting(), queued(2, { wait: { p50_minutes: 10, p90_minutes: 25 } }))
  assert.deepEqual(place(known).wait, { p50_minutes: 10, p90_minutes: 25 })
  assert.equal(place(from(known, queued(1))).wait, null)
})

test("that the turn may not come before closing is told and taken back", () => {
  const late = from(waiting(), queued(3, { may_not_be_reached: true }))
  assert.equal(place(late).mayNotBeReached, true)
  assert.equal(place(from(late, queued(2))).mayNotBeReached, false)
})

test("a place that moved back says why until it moves on, also over a lost connection", () => {
  const rose = from(waiting(), queued(4))
  assert.equal(place(rose).rose, true)
  assert.equal(place(from(rose, queued(4, { may_not_be_reached: true }))).rose, true)
  assert.equal(place(from(rose, queued(3))).rose, false)
  assert.equal(place(from(waiting(), ...back, queued(5))).rose, true)
  assert.equal(place(from(waiting(), queued(2))).rose, false)
})

test("a first place never says that it moved back", () => {
  assert.equal(place(waiting()).rose, false)
  assert.equal(place(from(talking(), queued(2))).rose, false)
})

test("a line that stands still says so, and the next number ends it", () => {
  const still = from(waiting(), paused)
  assert.deepEqual([still.stage, place(still).paused, place(still).position], ["waiting", true, 3])
  assert.equal(place(from(still, queued(3))).paused, false)
})

test("near the head one tap is asked for, with the minutes there are", () => {
  const asked = from(waiting(), queued(1), tapAsked)
  assert.deepEqual([place(asked).tap, place(asked).tapMinutes, near(asked)], ["asked", 2, true])
  assert.equal(place(from(asked, { type: "tap_asked", within_seconds: 20 })).tapMinutes, 1)
  const done = from(asked, tap)
  assert.deepEqual([place(done).tap, near(done)], ["done", true])
  assert.equal(place(from(done, queued(1))).tap, "done")
  assert.equal(place(update(done, tapAsked, 1_000 + 10 * 60_000)).tap, "asked")
})

test("the question stays while positions move, and a greeting asks it again or drops it", () => {
  const asked = from(waiting(), queued(2), tapAsked, queued(1))
  assert.equal(place(asked).tap, "asked")
  assert.equal(place(from(asked, ...back, queued(1))).tap, "none")
  assert.equal(place(from(asked, ...back, queued(1), tapAsked)).tap, "asked")
})

test("a tap without a connection is said behind the next greeting", () => {
  const tapped = from(waiting(), tapAsked, lost, tap)
  assert.equal(tapped.wish, "tap")
  const greeted = from(tapped, open, welcome)
  assert.equal(asks(greeted, { type: "queued" }), "tap")
  assert.equal(asks(from(greeted, queued(1)), { type: "queued" }), null)
  assert.equal(from(greeted, queued(1)).wish, null)
})

test("a tap on a link that was dead already is said behind the next greeting, while it is still true", () => {
  const tapped = from(waiting(), tapAsked, tap)
  const greeted = from(tapped, ...back)
  assert.equal(asks(greeted, { type: "queued" }), "tap")
  assert.equal(place(from(greeted, queued(1), tapAsked)).tap, "done") // it was asked before the tap came
  const late = update(tapped, lost, 1_000 + 31_000)
  assert.equal(late.wish, null)
  assert.equal(from(tapped, queued(1)).wish, null) // it was heard
})

test("nobody is asked who is not in the line", () => {
  assert.equal(place(from(talking(), tapAsked)).tap, "none")
})

test("a parked place is kept, and one tap leads back to it", () => {
  const resting = from(waiting(), tapAsked, parked("no_tap"))
  assert.deepEqual([resting.stage, resting.parked, hasPlace(resting), near(resting)], ["parked", "no_tap", true, false])
  const coming = from(resting, tap)
  assert.equal(coming.wish, "tap")
  assert.equal(asks(coming, { type: "queued" }), null) // it was heard
  const again = from(coming, queued(3))
  assert.deepEqual([again.stage, again.wish, place(again).tap], ["waiting", null, "done"])
})

test("a tap of a parked page whose answer was lost is said again, and only then", () => {
  const coming = from(waiting(), parked("no_tap"), tap, ...back)
  assert.equal(asks(coming, { type: "parked" }), "tap")
  assert.equal(asks(coming, { type: "queued" }), "tap")
  assert.equal(from(coming, parked("no_tap")).wish, "tap")
  assert.equal(from(waiting(), parked("no_tap"), ...back, parked("no_tap")).wish, null)
})

test("whoever comes back behind others is told why", () => {
  assert.equal(place(from(waiting(), parked("no_tap"), tap, queued(5))).rose, true)
})

test("a parked page can leave, and the leaving is asked again", () => {
  const leaving = from(waiting(), parked("no_tap"), { type: "leave" }, ...back)
  assert.equal(asks(leaving, { type: "parked" }), "leave")
  const left = from(leaving, parked("no_tap"), { type: "gone", reason: "visitor_left" })
  assert.deepEqual([left.stage, left.reason], ["first", "stopped_waiting"])
})

test("a parked page whose shift closes is told like everybody", () => {
  const gone = from(waiting(), parked("no_tap"), { type: "gone", reason: "not_reached" })
  assert.deepEqual([gone.stage, gone.reason], ["first", "not_reached"])
})

test("silence after the start leads to a kept place, in whichever order it is told, and back", () => {
  for (const events of [[ended("no_show"), parked("no_show")], [parked("no_show"), ended("no_show")]]) {
    const resting = from(talking(), word(1, false), ...events)
    assert.deepEqual([resting.stage, resting.parked, resting.reason], ["parked", "no_show", null])
    const next = from(resting, tap, queued(1), started("1-2"))
    assert.deepEqual(texts(next), ["found", "1", "unseen", "found"])
  }
})

test("an end that leads back leads nowhere once the shift is closed, and its words stay", () => {
  for (const reason of ["counsellor_lost", "no_show"] as const) {
    const closed = from(talking(), word(1, false), ended(reason), { type: "gone", reason: "not_reached" })
    assert.deepEqual([closed.stage, closed.reason, texts(closed)], ["ended", "broken_off", ["found", "1"]])
  }
  const left = from(talking(), ended("no_show"), { type: "gone", reason: "visitor_left" })
  assert.deepEqual([left.stage, left.reason], ["ended", "visitor_left"])
  const over = from(talking(), ended("counsellor_ended"), { type: "gone", reason: "counsellor_ended" })
  assert.equal(over.reason, "counsellor_ended")
})

test("the time that is over is an end of its own", () => {
  const over = from(talking(), { type: "ending", session: "1-1", reason: "time_over" }, ended("time_over"))
  assert.deepEqual([over.stage, over.reason], ["ended", "time_over"])
})

test("the sign that the other one writes comes and goes with the session", () => {
  const typing = (on: boolean): Event => ({ type: "typing", session: "1-1", typing: on })
  const writes = from(talking(), typing(true))
  assert.equal(writes.typing, true)
  assert.equal(from(writes, typing(false)).typing, false)
  assert.equal(from(writes, ended("counsellor_ended")).typing, false)
  assert.equal(from(writes, queued(1)).typing, false)
  assert.equal(from(talking(), { type: "typing", session: "1-9", typing: true }).typing, false)
})

test("five minutes before the end it is said; more time is news only to who was told", () => {
  const guide: Event = { type: "guide", session: "1-1", guide_seconds: 4_500 }
  const nearEnd: Event = { type: "near_end", session: "1-1" }
  assert.deepEqual(texts(from(talking(), guide)), ["found"])
  const told = from(talking(), nearEnd)
  assert.deepEqual(texts(told), ["found", "nearEnd"])
  assert.deepEqual(texts(from(told, word(1, true), guide, guide)), ["found", "nearEnd", "1", "longer"])
  assert.deepEqual(texts(from(told, guide, nearEnd, guide)), ["found", "nearEnd", "longer", "nearEnd", "longer"])
  assert.deepEqual(texts(from(told, { type: "guide", session: "1-9", guide_seconds: 1 })), ["found", "nearEnd"])
  const ending = from(talking(), { type: "ending", session: "1-1", reason: "counsellor_ended" }, nearEnd)
  assert.deepEqual(texts(ending), ["found"])
})
