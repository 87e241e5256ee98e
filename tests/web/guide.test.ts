// When the page says that about five minutes are left.
import assert from "node:assert/strict"
import { test } from "node:test"

import { GuideTimer, untilNearEnd } from "../../web-client/visitor/guide"
import { TestClock } from "./support/clock"

const minutes = (count: number) => count * 60
const started = (talking: number, guide = minutes(50)) => ({ session: "1-1", talking_seconds: talking, guide_seconds: guide })

function timer() {
  const clock = new TestClock()
  const said: string[] = []
  return { clock, said, guide: new GuideTimer(clock, (session) => said.push(session)) }
}

test("it is due five minutes before the length, and for two minutes after that still true", () => {
  assert.equal(untilNearEnd(0, minutes(50)), minutes(45))
  assert.equal(untilNearEnd(minutes(45), minutes(50)), 0)
  assert.equal(untilNearEnd(minutes(46), minutes(50)), 0)
  assert.equal(untilNearEnd(minutes(47), minutes(50)), null)
  assert.equal(untilNearEnd(minutes(70), minutes(50)), null)
})

test("it is said once, at its minute, however often the session is restated", () => {
  const { clock, said, guide } = timer()
  guide.started(started(minutes(20)))
  clock.pass(minutes(24) * 1_000)
  guide.started(started(minutes(44)))
  clock.pass(minutes(1) * 1_000 - 1)
  assert.deepEqual(said, [])
  clock.pass(1)
  assert.deepEqual(said, ["1-1"])
  guide.started(started(minutes(45) + 10))
  clock.pass(minutes(30) * 1_000)
  assert.deepEqual(said, ["1-1"])
})

test("a longer guide moves it, before it was said and after", () => {
  const { clock, said, guide } = timer()
  guide.started(started(0))
  guide.moved({ session: "1-1", guide_seconds: minutes(75) })
  clock.pass(minutes(69) * 1_000)
  assert.deepEqual(said, [])
  clock.pass(minutes(1) * 1_000)
  assert.deepEqual(said, ["1-1"])
  guide.moved({ session: "1-1", guide_seconds: minutes(100) })
  clock.pass(minutes(25) * 1_000)
  assert.deepEqual(said, ["1-1", "1-1"])
  guide.moved({ session: "1-9", guide_seconds: minutes(200) })
})

test("nothing is said after the end, or by a page that comes too late", () => {
  const { clock, said, guide } = timer()
  guide.started(started(0))
  guide.stop()
  clock.pass(minutes(60) * 1_000)
  guide.started(started(minutes(48)))
  clock.pass(minutes(60) * 1_000)
  assert.deepEqual(said, [])
})
