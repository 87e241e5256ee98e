// A cool-down on the three pages: refused for a while and with a way on, asked for with a reason, read
// and judged.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asked, asks } from "../../web-client/counsellor/asked"
import type { Tap } from "../../web-client/counsellor/state"
import { endAsked } from "../../web-client/counsellor/wishes"
import type { PastCoolDown } from "../../web-client/generated/protocol"
import { readCoolDowns } from "../../web-client/supervisor/cool_downs"
import * as supervisor from "../../web-client/supervisor/state"
import { cooling as sentences } from "../../web-client/text/visitor/cooling"
import { hasPlace, update, type Event } from "../../web-client/visitor/state"
import * as console from "./support/console"
import { asksForAPlace } from "./support/joining_page"
import { after, ended, from, joined, lost, open, talking, texts, welcome, word } from "./support/visitor"

const session = "1-1"
const cooling = (minutes: number): Event => ({ type: "cooling_down", minutes })
const over: Event = { type: "gone", reason: "cooled_down" }
const told = (stage: string, reason: string | null) => [stage, reason]

test("a cool-down says until when, and leaves what was said to be read", () => {
  const state = from(talking(), word(1, true), { type: "ending", session, reason: "cooled_down" }, ended("cooled_down"), cooling(30))
  assert.deepEqual([state.stage, state.until, hasPlace(state)], ["cooling", 1_000 + 30 * 60_000, false])
  assert.deepEqual(texts(state), ["found", "1"])
  assert.deepEqual(texts(from(state, { type: "expired" })), [])
})

test("a page that is opened anew says the same, and asking for a place does not help", () => {
  assert.equal(after(open, welcome, cooling(12)).stage, "cooling")
  assert.deepEqual([from(joined(), cooling(12)).stage, from(joined(), cooling(12)).wish], ["cooling", null])
})

test("when it is over one can begin again, and nothing of before is on the screen", () => {
  const state = from(talking(), word(1, true), ended("cooled_down"), cooling(30), over)
  assert.deepEqual(told(state.stage, state.reason), ["first", "cooled_off"])
  assert.deepEqual(texts(state), [])
  const slept = from(after(open, welcome, cooling(1)), lost, open, welcome, { type: "untold" })
  assert.deepEqual(told(slept.stage, slept.reason), ["first", "cooled_off"])
})

test("a greeting that says it again keeps it", () => {
  const again = from(after(open, welcome, cooling(20)), lost, open, welcome)
  assert.equal(again.stage, "cooling")
  assert.equal(update(from(again, cooling(5)), { type: "untold" }, 1_000).stage, "cooling")
})

test("whoever comes back to a session that was ended so, and lifted, reads that they can begin again", () => {
  const state = from(talking(), lost, open, welcome, over)
  assert.deepEqual(told(state.stage, state.reason), ["ended", "cooled_off"])
})

test("every language says when it is over", () => {
  for (const text of Object.values(sentences)) assert.match(text.sentence("21:40"), /21:40/)
})

test("the page keeps its pass until the cool-down is over", () => {
  const { page, passes, newest } = asksForAPlace()
  const pass = passes.current
  newest().says({ type: "cooling_down", minutes: 30 })
  assert.deepEqual([page.state.stage, passes.current], ["cooling", pass])
  newest().says({ type: "gone", reason: "cooled_down" })
  assert.deepEqual([page.state.stage, passes.current], ["first", null])
})

test("a pass that is found is refused over a reload, and the page greets with it", () => {
  const kept = new Map<string, string>()
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => { kept.set(name, value) }, removeItem: (name: string) => { kept.delete(name) } }
  const first = asksForAPlace(storage)
  first.newest().says({ type: "cooling_down", minutes: 30 })
  const again = asksForAPlace(storage)
  assert.equal(JSON.parse(again.newest().sent[0]!).pass, first.passes.current)
})


test("the counsellor's cool-down is asked with its reason, and again until the end is told", () => {
  const tap: Tap = { type: "cool_down", session, reason: "sexual" }
  const state = console.from(console.talking(), tap)
  assert.deepEqual(asked(state, tap), [tap])
  assert.ok(endAsked(state.wishes, session))
  const back = console.from(state, console.lost, console.open, console.welcome(session), console.started())
  assert.deepEqual(asks(back, console.started()), [tap])
  const done = console.from(back, { type: "ended", session, reason: "cooled_down" }, { type: "wrapped_up", session })
  assert.deepEqual(asks(done, console.started()), [])
})

const past = (more: Partial<PastCoolDown>): PastCoolDown => ({ session, alias: "相談員", reason: "threat", ago_seconds: 60, left_seconds: 90, ...more })
const heard = (...cool_downs: PastCoolDown[]) => supervisor.update(supervisor.begin, { type: "cool_downs", cool_downs }, 600_000)

test("a supervisor reads when a cool-down began and what is left of it, which goes on by itself", () => {
  const state = heard(past({}), past({ left_seconds: 0 }))
  const minutes = (now: number) => readCoolDowns(state, now).map(({ minutesLeft }) => minutesLeft)
  assert.equal(readCoolDowns(state, 600_000)[0]!.began, 540_000)
  assert.deepEqual([minutes(600_000), minutes(631_000), minutes(900_000)], [[2, 0], [1, 0], [0, 0]])
})

test("what was lifted is lifted; what was upheld may still be", () => {
  const state = heard(past({}), past({ verdict: "upheld" }), past({ verdict: "lifted" }))
  assert.deepEqual(readCoolDowns(state, 600_000).map(({ verdicts }) => verdicts), [["upheld", "lifted"], ["lifted"], []])
})
