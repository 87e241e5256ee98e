// When the supervisor's page asks for the day's figures.
import assert from "node:assert/strict"
import { test } from "node:test"

import { Counting } from "../../web-client/supervisor/counting"
import { settle, TestClock } from "./support/clock"

// A page whose questions are counted; each is answered at once unless `slow`.
function page(slow = false) {
  const clock = new TestClock()
  const seen = { asked: 0, visible: true, answer: () => {} }
  const ask = () => {
    seen.asked += 1
    return slow ? new Promise<void>((resolve) => { seen.answer = resolve }) : Promise.resolve()
  }
  const counting = new Counting({ clock, visible: () => seen.visible, ask })
  const pass = async (milliseconds: number) => {
    clock.pass(milliseconds)
    await settle()
  }
  return { clock, seen, counting, pass }
}

test("figures are asked for at sign-in and then every half minute", async () => {
  const { seen, counting, pass } = page()
  counting.start()
  await settle()
  assert.equal(seen.asked, 1)
  await pass(29_999)
  assert.equal(seen.asked, 1)
  await pass(1)
  assert.equal(seen.asked, 2)
  await pass(30_000)
  assert.equal(seen.asked, 3)
})

test("nobody looks, nothing is asked; whoever looks again is told at once", async () => {
  const { seen, counting, pass } = page()
  counting.start()
  await settle()
  seen.visible = false
  await pass(120_000)
  assert.equal(seen.asked, 1)
  seen.visible = true
  counting.look()
  await settle()
  assert.equal(seen.asked, 2)
  counting.look()
  await settle()
  assert.equal(seen.asked, 2)
})

test("after an act they are asked for when the rows are there, and many acts do not put it off", async () => {
  const { seen, counting, pass } = page()
  counting.start()
  await settle()
  for (let acts = 0; acts < 3; acts += 1) {
    counting.soon()
    await pass(500)
  }
  assert.equal(seen.asked, 2)
})

test("never two questions at once: what became due meanwhile follows the answer", async () => {
  const { seen, counting, pass } = page(true)
  counting.start()
  counting.soon()
  await pass(5_000)
  assert.equal(seen.asked, 1)
  seen.answer()
  await settle()
  assert.equal(seen.asked, 2)
})

test("after signing out nothing is asked, and the next sign-in asks at once", async () => {
  const { seen, counting, pass } = page()
  counting.start()
  await settle()
  counting.stop()
  counting.soon()
  await pass(120_000)
  assert.equal(seen.asked, 1)
  counting.start()
  await settle()
  assert.equal(seen.asked, 2)
})

test("a device that slept asks when it is looked at", async () => {
  const { clock, seen, counting } = page()
  counting.start()
  await settle()
  clock.jump(3_600_000)
  counting.look()
  await settle()
  assert.equal(seen.asked, 2)
})
