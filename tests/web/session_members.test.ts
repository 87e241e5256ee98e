// For whom hana's page locks, and what stands on her screen when the server names somebody else.
import assert from "node:assert/strict"
import { test } from "node:test"

import { NotOpened } from "../../web-client/lib/keys"
import { browserRandom } from "../../web-client/lib/random"
import { Sealer } from "../../web-client/lib/seal"
import { settle } from "./support/clock"
import { Desk, hana, member, sealerOf, session, sora } from "./support/desk"
import { keysOf } from "./support/keys"

async function talking(): Promise<Desk> {
  const desk = new Desk()
  await desk.greeted()
  desk.page.say("a")
  await settle()
  desk.sends()
  desk.tells()
  return desk
}

test("another page of the other person is let in with a sentence, once", async () => {
  const desk = await talking()
  const members = [member(hana), member("sora-2")]
  await desk.hears({ type: "members", session, membership: 2, members })
  assert.deepEqual(desk.tells(), ["renewed"])
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2", "word 1 key 2 membership 2"])
  await desk.greeted(2, member("sora-2"))
  assert.deepEqual(desk.tells().filter((told) => told === "renewed"), [])
  await desk.greeted(3, member(sora)) // also one that was there before
  assert.deepEqual(desk.tells().filter((told) => told === "renewed"), ["renewed"])
})

test("a third member gets nothing, and it is said", async () => {
  const desk = await talking()
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member(sora), member("stranger")] })
  desk.page.say("b")
  await settle()
  assert.ok(desk.tells().includes("unreadable"))
  assert.deepEqual(desk.sends(), [])
})

test("a load that is told with another key is told the old way: what goes out is for the first key", async () => {
  const desk = await talking()
  const changed = { ...member(sora), public_key: keysOf("stranger").publicKey }
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), changed] })
  assert.ok(desk.tells().includes("unreadable"))
  const [opening] = desk.sendsWhole().filter(({ type }) => type === "opening")
  assert.ok(opening?.type === "opening")
  const first = sealerOf(sora)
  first.introduce(hana, keysOf(hana).publicKey)
  assert.equal((await first.readOpening(hana, opening.sealed))?.first, 1)
  const stranger = new Sealer({ desk: "demo", session, load: sora, keys: keysOf("stranger"), random: browserRandom })
  stranger.introduce(hana, keysOf(hana).publicKey)
  await assert.rejects(stranger.readOpening(hana, opening.sealed), NotOpened)
})

test("an opening of a load that has lost its seat is not taken any more", async () => {
  const desk = await talking()
  const late = await desk.opening("s", 1)
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] }, late, await desk.word("s", 1))
  assert.deepEqual(desk.tells().filter((told) => told.startsWith("shown")), [])
})

test("nothing is locked to a key that is missing or none, and it is said", async () => {
  for (const public_key of [undefined, "", keysOf(sora).publicKey.slice(0, 40)]) {
    const desk = new Desk()
    const { public_key: _, ...rest } = member(sora)
    await desk.greeted(1, { ...rest, ...(public_key !== undefined && { public_key }) } as ReturnType<typeof member>)
    desk.page.say("a")
    await settle()
    assert.ok(desk.tells().includes("unreadable"))
    assert.ok(!desk.sends().some((sent) => sent.startsWith("opening")))
  }
})
