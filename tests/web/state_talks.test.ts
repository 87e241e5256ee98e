// Several sessions beside each other: their letters, who waits for an answer, who writes, the guide
// length, and who may be put back.
import assert from "node:assert/strict"
import { test } from "node:test"

import { guideMark, mayPutBack } from "../../web-client/counsellor/talks"
import { about, at, from, heard, line, open, own, ready, said, started, talking, welcome } from "./support/console"
import { begin } from "../../web-client/counsellor/state"

test("each session keeps its place while it is here, and a free place is given again", () => {
  const three = from(talking(), started("1-2"), started("1-3"))
  assert.deepEqual(three.talks.map(({ session, place }) => [session, place]), [["1-1", 0], ["1-2", 1], ["1-3", 2]])
  const two = from(three, { type: "wrapped_up", session: "1-2" })
  assert.deepEqual(two.talks.map(({ place }) => place), [0, 2])
  assert.deepEqual(from(two, started("1-4")).talks.map(({ session, place }) => [session, place]), [["1-1", 0], ["1-4", 1], ["1-3", 2]])
})

test("a wrap-up of one session leaves the other in view as it was", () => {
  const two = from(talking(), started("1-2"), { type: "choose", session: "1-2" }, { type: "wrapped_up", session: "1-1" })
  assert.deepEqual([two.chosen, two.pane], ["1-2", "talk"])
})

test("sessions of an earlier load do not push the one in view aside", () => {
  const back = from(begin, open, welcome("1-1", "1-2"), own("available"), line(5), started("1-1"), started("1-2"))
  assert.equal(back.chosen, "1-1")
})

test("a word waits for its answer from the first unanswered one on, until the counsellor writes", () => {
  const first = at(10_000, talking(), heard(1))
  const second = at(60_000, first, heard(2))
  assert.equal(second.talks[0]!.waitsSince, 10_000)
  assert.equal(at(70_000, second, said(1)).talks[0]!.waitsSince, null)
  assert.equal(at(70_000, second, { type: "ended", session: "1-1", reason: "visitor_left" }).talks[0]!.waitsSince, null)
})

test("that the visitor writes is shown as long as the session's library tells it", () => {
  const typing = from(talking(), { type: "typing", session: "1-1", typing: true })
  assert.equal(typing.talks[0]!.typing, true)
  assert.equal(from(typing, { type: "typing", session: "1-1", typing: false }).talks[0]!.typing, false)
})

test("the pairing is where the server says it was, also for a page that comes later", () => {
  const late = at(100_000, ready(), started("1-1", { talking_seconds: 90 }))
  assert.equal(late.talks[0]!.begun, 10_000)
})

test("ten minutes before the guide length there is a quiet mark; an extension takes it away", () => {
  const state = at(0, ready(), started())
  const mark = (minutes: number, of = state) => guideMark(of.talks[0]!, minutes * 60_000)
  assert.deepEqual([mark(39.9), mark(40), mark(49.5), mark(50)], [null, { mark: "near", minutesLeft: 10 }, { mark: "near", minutesLeft: 1 }, { mark: "past" }])
  const longer = from(state, { type: "guide", session: "1-1", guide_seconds: 4_500 })
  assert.equal(mark(50, longer), null)
  assert.equal(mark(60, from(state, { type: "ending", session: "1-1", reason: "time_over" })), null)
})

test("a visitor who said nothing may be put back after the desk's time; one who spoke, or whose start is unknown, may not", () => {
  const asked = at(0, ready(), { type: "take" }, started(), about())
  const may = (state: typeof asked, seconds = 120) => mayPutBack(state.talks[0]!, seconds * 1_000)
  assert.deepEqual([may(asked, 119), may(asked)], [false, true])
  assert.equal(may(from(asked, said(1))), true)
  assert.equal(may(from(asked, heard(1))), false)
  assert.equal(may(from(asked, { type: "ending", session: "1-1", reason: "no_show" })), false)
  assert.equal(may(at(0, ready(), { type: "take" }, started())), false)
  assert.equal(may(at(0, ready(), started(), about())), false)
})
