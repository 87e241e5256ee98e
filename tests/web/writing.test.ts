// The sign that somebody writes: rarely said, briefly shown, and never a word of it.
import assert from "node:assert/strict"
import { test } from "node:test"

import { settle } from "./support/clock"
import { Desk, member, peerBack, session, sora } from "./support/desk"

const typing = { type: "typing", session } as const

async function talking(): Promise<Desk> {
  const desk = new Desk()
  await desk.greeted()
  desk.tells()
  desk.sends()
  return desk
}

test("a page says at most once in three seconds that its person writes", async () => {
  const desk = await talking()
  desk.page.typing()
  for (let times = 0; times < 29; times += 1) {
    desk.clock.pass(100)
    desk.page.typing()
  }
  assert.deepEqual(desk.sends(), ["typing"])
  desk.clock.pass(100)
  desk.page.typing()
  assert.deepEqual(desk.sendsWhole(), [typing])
})

test("nothing is said before the session, without a connection, to nobody, or after the end", async () => {
  const early = new Desk()
  early.page.typing()
  assert.deepEqual(early.sends(), [])
  const desk = await talking()
  desk.online = false
  desk.page.typing()
  desk.online = true
  desk.page.typing() // what could not be sent does not count
  assert.deepEqual(desk.sends(), ["typing"])
  desk.clock.pass(3_000)
  await desk.hears({ type: "peer_away", session })
  desk.page.typing()
  await desk.hears(peerBack(sora), { type: "ending", session, reason: "visitor_left" })
  desk.sends()
  desk.page.typing()
  assert.deepEqual(desk.sends(), [])
})

test("a clock that was set back does not silence a page", async () => {
  const desk = await talking()
  desk.page.typing()
  desk.clock.jump(-3_600_000)
  desk.page.typing()
  assert.deepEqual(desk.sends(), ["typing", "typing"])
})

test("the sign stands for five seconds after the last signal, and is told once", async () => {
  const desk = await talking()
  await desk.hears(typing)
  assert.deepEqual(desk.tells(), ["typing"])
  desk.clock.pass(4_000)
  await desk.hears(typing)
  desk.clock.pass(4_999)
  assert.deepEqual(desk.tells(), [])
  desk.clock.pass(1)
  assert.deepEqual(desk.tells(), ["typing over"])
})

test("a word ends the sign before it is shown, and so do an absence and the end", async () => {
  const desk = await talking()
  await desk.hears(await desk.opening("s"), typing, await desk.word("s", 1))
  assert.deepEqual(desk.tells(), ["typing", "typing over", "shown s1"])
  await desk.hears(typing, { type: "peer_away", session })
  assert.deepEqual(desk.tells(), ["typing", "typing over", "peer away"])
  await desk.hears(typing, { type: "ended", session, reason: "counsellor_ended" })
  assert.deepEqual(desk.tells(), ["typing", "ended counsellor_ended", "typing over"])
  assert.equal(desk.clock.next(), null)
})

test("another page of the same person takes no sign with it", async () => {
  const desk = await talking()
  await desk.hears(typing, { type: "members", session, membership: 2, members: [member("hana-load"), member("sora-2", false)] })
  await settle()
  assert.deepEqual(desk.tells(), ["typing", "renewed", "typing over", "peer away"])
})
