// What was said before a page came: who is brought it by itself, who by a tap, that it stands there once,
// in order and whole, and that it is said when it is nowhere any more. Two pages of the library, with
// the keys of a browser.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import { House, readable } from "../sealing/house"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

async function talked(): Promise<House> {
  const house = await House.open()
  await house.greet()
  for (const n of [1, 2]) {
    house.people.hana.say(`相談 ${n}`)
    await house.quiet()
    house.people.sora.say(`お返事 ${n}`)
    await house.quiet()
  }
  return house
}

const asHana = [">相談 1", "お返事 1", ">相談 2", "お返事 2"]
const asSora = ["相談 1", ">お返事 1", "相談 2", ">お返事 2"]

test("the visitor's page that is back within a minute is brought all of it, once, by itself", async () => {
  const house = await talked()
  await house.reload("hana", 60)
  const { hana, sora } = house.people
  assert.deepEqual([hana.past, hana.whole, sora.wanted], [asHana, true, false])
  assert.deepEqual(hana.shown, [], "as new words")
  await house.waits()
  assert.deepEqual(hana.past, asHana, "once")
  sora.say("おかえりなさい")
  hana.say("もどりました")
  await house.quiet()
  assert.deepEqual([hana.shown, sora.shown.slice(-1)], [["おかえりなさい"], ["もどりました"]])
  assert.deepEqual(readable(house.wire, ["相談 1", "お返事 2", "おかえりなさい"]), [])
})

test("later it waits for the counsellor's tap", async () => {
  const house = await talked()
  await house.reload("hana", 61)
  const { hana, sora } = house.people
  assert.deepEqual([hana.past, hana.whole, sora.wanted], [[], null, true])
  await house.waits()
  assert.equal(house.wire.filter((line) => line.includes('"type":"history"')).length, 0)
  sora.page.decideHistory(true)
  await house.quiet()
  assert.deepEqual([hana.past, hana.whole, sora.wanted], [asHana, true, false])
})

test("a tap is for the load it was made for: the next one waits again", async () => {
  const house = await talked()
  await house.reload("hana", 100)
  house.people.sora.page.decideHistory(true)
  await house.quiet()
  await house.reload("hana", 100)
  assert.deepEqual([house.people.hana.past, house.people.sora.wanted], [[], true])
})

test("who was not given it is not given it by loading the page once more", async () => {
  const house = await talked()
  await house.reload("hana", 100)
  await house.reload("hana", 1)
  await house.waits()
  assert.deepEqual([house.people.hana.past, house.people.sora.wanted], [[], true])
  house.people.sora.page.decideHistory(true)
  await house.quiet()
  assert.deepEqual(house.people.hana.past, asHana)
  await house.reload("hana", 1)
  assert.deepEqual(house.people.hana.past, asHana)
})

test("the counsellor's page is brought it by itself, however long it was away", async () => {
  const house = await talked()
  await house.reload("sora", 170)
  assert.deepEqual([house.people.sora.past, house.people.sora.whole], [asSora, true])
})

test("it goes on from page to page: who was brought it can bring it", async () => {
  const house = await talked()
  await house.reload("hana", 1)
  house.people.hana.say("相談 3")
  await house.quiet()
  await house.reload("sora", 1)
  assert.deepEqual([house.people.sora.past, house.people.sora.whole], [[...asSora, "相談 3"], true])
})

test("when both were reloaded, both are told that it is nowhere any more", async () => {
  const house = await talked()
  await house.reload("hana", 100) // it waits for a tap, and the page that has it goes
  await house.reload("sora", 1)
  const { hana, sora } = house.people
  await house.waits()
  assert.deepEqual([hana.past, hana.whole, sora.past, sora.whole], [[], false, [], false])
  hana.say("相談 3")
  await house.quiet()
  await house.reload("sora", 1)
  assert.deepEqual([house.people.sora.past, house.people.sora.whole], [["相談 3"], false], "what is left of it")
})

test("what is not confirmed is a live word, and stands there once", async () => {
  const house = await talked()
  house.tamper = (to, message) => (to === "sora" && message.type === "word" ? [] : [message])
  house.people.hana.say("相談 3")
  await house.quiet()
  house.tamper = (_, message) => [message]
  await house.reload("sora", 1)
  const { sora } = house.people
  assert.deepEqual([sora.past, sora.shown], [asSora, ["相談 3"]])
})

test("a session in which nothing was said has nothing to bring, and nothing is said about it", async () => {
  const house = await House.open()
  await house.greet()
  await house.reload("hana", 500)
  assert.deepEqual([house.people.hana.past, house.people.hana.whole, house.people.sora.wanted], [[], true, false])
})

test("a long one comes in chunks of at most 16 KiB, also a word that is as long as one", async () => {
  const house = await House.open()
  await house.greet()
  const long = ["あ".repeat(5_400), "い".repeat(5_400), "\"".repeat(16_000), "え"]
  for (const text of long) {
    house.people.sora.say(text)
    await house.quiet()
  }
  await house.reload("hana", 3)
  assert.deepEqual([house.people.hana.past, house.people.hana.whole], [long, true])
  const chunks = new Set(house.wire.filter((line) => line.includes('"type":"history"') && line.includes('"to"')))
  assert.equal(chunks.size, 4)
  for (const line of chunks) assert.ok(line.length < 24 * 1024)
})
