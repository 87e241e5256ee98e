// The door to words: what is bound to a text, how it is padded, and what does not open.
import assert from "node:assert/strict"
import { test } from "node:test"

import { base64url, fromBase64url } from "../../web-client/lib/random"
import { longestText, NotOpened, sealedSize, Sealer, textBytes } from "../../web-client/lib/seal"
import { limits } from "../../web-client/generated/protocol"

const [hana, sora] = ["hhhhhhhhhhhhhhhhhhhhhg", "ssssssssssssssssssssss"]
const stream = "aaaaaaaaaaaaaaaaaaaaaQ"
const name = { stream, number: 1 }
const place = (load: string) => ({ desk: "demo", session: "1-1", load })

// Hana's and Sora's pages, after Hana's opening has reached Sora.
async function pair() {
  const [from, to] = [new Sealer(place(hana)), new Sealer(place(sora))]
  await from.nextKey([sora])
  const opening = await from.makeOpening(sora, { stream, first: 1, leftovers: [] })
  await to.readOpening(hana, opening)
  return { from, to, opening }
}

test("a word opens under its own name and reads the same", async () => {
  const { from, to } = await pair()
  for (const text of ["", "こんばんは。", "眠れなくて…🌙", "か\u3099 \u0000 \ufeffx", "\ufeff"]) {
    const sealed = await from.sealWord(name, text)
    assert.equal(await to.openWord(name, hana, 1, sealed), text)
  }
})

test("a word does not open under another name, number, load, key, session, desk or kind", async () => {
  const { from, to, opening } = await pair()
  const sealed = await from.sealWord(name, "こんばんは。")
  const fails = (promise: Promise<unknown>) => assert.rejects(promise, NotOpened)
  await fails(to.openWord({ stream: hana, number: 1 }, hana, 1, sealed))
  await fails(to.openWord({ stream, number: 2 }, hana, 1, sealed))
  await fails(to.openWord(name, sora, 1, sealed))
  await fails(to.openWord(name, hana, 2, sealed))
  await fails(to.openWord(name, hana, 1, opening))
  await fails(to.readOpening(hana, sealed))
  for (const other of [{ session: "1-2" }, { desk: "other" }]) {
    const stranger = new Sealer({ ...place(sora), ...other })
    await fails(stranger.readOpening(hana, opening))
  }
})

test("an opening opens only for the load it was made for, and only as its maker's", async () => {
  const { opening } = await pair()
  await assert.rejects(new Sealer(place(hana)).readOpening(hana, opening), NotOpened)
  await assert.rejects(new Sealer(place(sora)).readOpening(stream, opening), NotOpened)
})

test("an opening carries stream, first number and leftovers", async () => {
  const [from, to] = [new Sealer(place(hana)), new Sealer(place(sora))]
  await from.nextKey([sora])
  const content = { stream, first: 4, leftovers: [{ stream: hana, first: 2, last: 3 }] }
  assert.deepEqual(await to.readOpening(hana, await from.makeOpening(sora, content)), content)
})

test("an opening is made only for a load that the key is for", async () => {
  const { from } = await pair()
  await assert.rejects(from.makeOpening(hana, { stream, first: 1, leftovers: [] }))
})

test("a word whose opening has not come does not open", async () => {
  const { from } = await pair()
  const late = new Sealer(place(sora))
  assert.equal(late.keyState(hana, 1), "to_come")
  await assert.rejects(late.openWord(name, hana, 1, await from.sealWord(name, "x")), NotOpened)
})

test("keys rise with each set of members; older ones that never came are gone", async () => {
  const [from, to] = [new Sealer(place(hana)), new Sealer(place(sora))]
  assert.equal(await from.nextKey([stream]), 1)
  assert.equal(await from.nextKey([sora]), 2)
  await to.readOpening(hana, await from.makeOpening(sora, { stream, first: 1, leftovers: [] }))
  assert.equal(to.keyState(hana, 1), "gone")
  assert.equal(to.keyState(hana, 2), "held")
  assert.equal(to.keyState(hana, 3), "to_come")
})

test("texts are padded to 256 times a power of two, so a size says little", async () => {
  const { from } = await pair()
  const size = async (bytes: number) => fromBase64url(await from.sealWord(name, "a".repeat(bytes))).length
  const smallest = await size(0)
  assert.equal(await size(252), smallest)
  assert.equal((await size(253)) - smallest, 256)
  assert.equal((await size(508)) - smallest, 256)
  assert.equal((await size(509)) - smallest, 768)
  assert.equal((await size(longestText)) - smallest, 16 * 1024 - 256)
})

test("the longest word fits the wire, a longer one is refused", async () => {
  const { from, to } = await pair()
  const longest = "あ".repeat(longestText / 3)
  assert.equal(textBytes(longest), longestText)
  const sealed = await from.sealWord(name, longest)
  assert.ok(sealed.length <= limits.sealed_characters)
  assert.ok(sealed.length <= sealedSize(longestText))
  assert.equal(await to.openWord(name, hana, 1, sealed), longest)
  await assert.rejects(from.sealWord(name, `${longest}a`), RangeError)
})

test("bytes that were changed, cut or are of another version do not open", async () => {
  const { from, to } = await pair()
  const bytes = fromBase64url(await from.sealWord(name, "こんばんは。"))
  const opens = (changed: Uint8Array) => to.openWord(name, hana, 1, base64url(changed))
  const changed = (at: number, value: number) => {
    const copy = bytes.slice()
    copy[at] = value
    return copy
  }
  await assert.rejects(opens(changed(0, 1)), NotOpened)
  await assert.rejects(opens(changed(5, 0)), NotOpened)
  await assert.rejects(opens(changed(bytes.length - 1, 1)), NotOpened)
  for (let size = 0; size < bytes.length; size += 7) {
    await assert.rejects(opens(bytes.slice(0, size)), NotOpened)
  }
  await assert.rejects(to.openWord(name, hana, 1, "!"), NotOpened)
})
