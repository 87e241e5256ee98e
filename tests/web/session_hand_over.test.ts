// Another counsellor holds the seat: what was on its way goes to nobody by itself, what was said before is
// theirs only if the visitor says so, and who held the seat before has no part in it any more.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import { House } from "../sealing/house"
import { settle } from "./support/clock"
import { Desk, hana, member, session, sora, startedWith } from "./support/desk"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

async function talked(): Promise<House> {
  const house = await House.open()
  await house.greet()
  house.people.hana.say("相談 1")
  await house.quiet()
  house.people.sora.say("お返事 1")
  await house.quiet()
  return house
}

const before = ["相談 1", ">お返事 1"]
const umi = { ...member("umi"), unseen_seconds: 0, holder: 2 }
const handedOver = startedWith(2, [member(hana), umi])

test("the next counsellor is let in with a sentence, and has nothing until the visitor has decided", async () => {
  const house = await talked()
  await house.handOver()
  await house.waits()
  const { hana, sora } = house.people
  assert.deepEqual(hana.told, ["next_counsellor"])
  assert.deepEqual([hana.wanted, sora.past, sora.whole], [true, [], null])
  hana.say("はじめまして")
  sora.say("引き継ぎました")
  await house.quiet()
  assert.deepEqual([sora.shown, hana.shown.slice(-1)], [["はじめまして"], ["引き継ぎました"]])
})

test("if the visitor agrees it is brought, with what the one before has said as theirs", async () => {
  const house = await talked()
  await house.handOver()
  house.people.hana.page.decideHistory(true)
  await house.quiet()
  const { hana, sora } = house.people
  assert.deepEqual([sora.past, sora.whole, hana.wanted], [before, true, false])
  assert.deepEqual(sora.former, ["お返事 1"])
})

test("if not, never, and it is said that something is not shown", async () => {
  const house = await talked()
  await house.handOver()
  house.people.hana.page.decideHistory(false)
  await house.waits()
  assert.deepEqual([house.people.sora.past, house.people.sora.whole, house.people.hana.wanted], [[], false, false])
  await house.reload("sora", 5)
  await house.waits()
  assert.deepEqual([house.people.sora.past, house.people.hana.wanted], [[], false])
})

test("the same counsellor's new page is brought what was said with them by itself, and no more", async () => {
  const house = await talked()
  await house.handOver()
  house.people.hana.say("はじめまして")
  await house.quiet()
  await house.reload("sora", 5)
  await house.waits()
  assert.deepEqual([house.people.sora.past, house.people.sora.whole], [["はじめまして"], false])
  assert.deepEqual(house.people.hana.told, ["next_counsellor", "renewed"])
})

test("what the visitor allowed one counsellor is allowed to no other", async () => {
  const house = await talked()
  await house.handOver()
  house.people.hana.page.decideHistory(true)
  await house.quiet()
  await house.handOver()
  await house.waits()
  assert.deepEqual([house.people.sora.past, house.people.hana.wanted], [[], true])
})

test("where nothing was said nobody is asked", async () => {
  const house = await House.open()
  await house.greet()
  await house.handOver()
  assert.deepEqual([house.people.hana.wanted, house.people.sora.whole], [false, true])
})

test("what was on its way could not be sent, and the next one begins behind it", async () => {
  const desk = new Desk()
  await desk.greeted()
  desk.page.say("a")
  desk.page.say("b")
  await settle()
  desk.tells()
  const word = desk.sendsWhole().find(({ type }) => type === "word")
  assert.ok(word?.type === "word")
  await desk.hears(handedOver)
  assert.deepEqual(desk.tells().filter((told) => told.startsWith("could_not") || told.startsWith("next")), ["could_not_send 1", "next_counsellor"])
  assert.deepEqual(desk.sends().filter((sent) => sent.startsWith("word")), [])
  desk.page.say("c")
  await settle()
  assert.deepEqual(desk.sends().filter((sent) => sent.startsWith("word")), ["word 3 key 2 membership 2"])
  await desk.hears({ type: "received", session, stream: word.stream, number: 2 })
  assert.deepEqual(desk.tells().filter((told) => told.startsWith("delivered")), [], "a late confirmation of the former page")
})

test("words that an earlier load had for the former counsellor go to nobody either", async () => {
  const words = [{ text: "x", at: 7 }]
  for (const [holder, told] of [[undefined, "could_not_send 4"], [2, null]] as const) {
    const left = { stream: "old", first: 4, words, ...(holder !== undefined && { holder }) }
    const desk = new Desk({ leftovers: Promise.resolve({ words: [left], lost: false }) })
    await desk.hears({ ...handedOver, membership: 1 })
    assert.equal(desk.tells().find((one) => one.startsWith("could_not")) ?? null, told)
  }
})

test("a third page beside the next counsellor's gets nothing", async () => {
  const desk = new Desk()
  await desk.greeted()
  await desk.hears({ ...handedOver, members: [member(hana), member(sora), umi], membership: 2 })
  assert.ok(desk.tells().includes("unreadable"))
})
