// The door to words, with the keys that a browser makes: what is bound to a text, how it is padded,
// and what does not open.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { before, test } from "node:test"

import { limits } from "../../web-client/generated/protocol"
import { NotOpened, WebKeys, type LoadKeys } from "../../web-client/lib/keys"
import { longestText, textBytes } from "../../web-client/lib/padding"
import { base64url, browserRandom, fromBase64url } from "../../web-client/lib/random"
import { sealedSize, Sealer, type SealerOptions } from "../../web-client/lib/seal"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const [hana, sora] = ["hhhhhhhhhhhhhhhhhhhhhg", "ssssssssssssssssssssss"]
const stream = "aaaaaaaaaaaaaaaaaaaaaQ"
const name = { stream, number: 1 }
const content = { stream, first: 1, leftovers: [] }
const keys: Record<string, LoadKeys> = {}

before(async () => {
  for (const load of [hana, sora]) keys[load] = await WebKeys.make()
})

// A load to which both have been introduced.
function sealerOf(load: string, change: Partial<SealerOptions> = {}): Sealer {
  const sealer = new Sealer({ desk: "demo", session: "1-1", load, keys: keys[load]!, random: browserRandom, ...change })
  for (const [other, { publicKey }] of Object.entries(keys)) sealer.introduce(other, publicKey)
  return sealer
}

// Hana's and Sora's pages, after Hana's opening has reached Sora.
async function pair() {
  const [from, to] = [sealerOf(hana), sealerOf(sora)]
  await from.nextKey([sora])
  const opening = await from.makeOpening(sora, content)
  await to.readOpening(hana, opening)
  return { from, to, opening }
}

const fails = (promise: Promise<unknown>) => assert.rejects(promise, NotOpened)

// The text with one byte changed.
function changed(sealed: string, at: number): string {
  const bytes = fromBase64url(sealed)
  bytes[at < 0 ? bytes.length + at : at]! ^= 1
  return base64url(bytes)
}

test("a word opens under its own name and reads the same", async () => {
  const { from, to } = await pair()
  for (const text of ["", "こんばんは。", "眠れなくて…🌙", "か\u3099 \u0000 \ufeffx", "\ufeff"]) {
    assert.equal(await to.openWord(name, hana, 1, await from.sealWord(name, text)), text)
  }
})

test("nothing of a word stands in what is sent", async () => {
  const { from, opening } = await pair()
  const text = "眠れません。".repeat(30)
  const sent = Buffer.from(await from.sealWord(name, text), "base64url")
  for (const encoding of ["utf8", "utf16le"] as const) assert.equal(sent.indexOf(Buffer.from("眠れ", encoding)), -1)
  assert.equal(Buffer.from(opening, "base64url").indexOf("leftovers"), -1)
})

test("a word does not open under another name, number, load, key, session, desk or kind", async () => {
  const { from, to, opening } = await pair()
  const sealed = await from.sealWord(name, "こんばんは。")
  await fails(to.openWord({ stream: hana, number: 1 }, hana, 1, sealed))
  await fails(to.openWord({ stream, number: 2 }, hana, 1, sealed))
  await fails(to.openWord(name, sora, 1, sealed))
  await fails(to.openWord(name, hana, 2, sealed))
  await fails(to.openWord(name, hana, 1, opening))
  await fails(to.readOpening(hana, sealed))
  for (const other of [{ session: "1-2" }, { desk: "other" }]) await fails(sealerOf(sora, other).readOpening(hana, opening))
})

test("an opening opens only for the load it was made for, and only as its maker's", async () => {
  const { opening } = await pair()
  await fails(sealerOf(hana).readOpening(hana, opening))
  await fails(sealerOf(sora).readOpening(sora, opening))
  const stranger = await WebKeys.make()
  await fails(sealerOf(sora, { keys: stranger }).readOpening(hana, opening))
  const forged = sealerOf(hana, { keys: stranger }) // says that it is Hana's, with a key of its own
  await forged.nextKey([sora])
  await fails(sealerOf(sora).readOpening(hana, await forged.makeOpening(sora, content)))
})

test("a load keeps the public key it was introduced with", async () => {
  const sealer = sealerOf(sora)
  assert.equal(sealer.introduce(hana, keys[hana]!.publicKey), true)
  assert.equal(sealer.introduce(hana, (await WebKeys.make()).publicKey), false)
  const { opening } = await pair()
  assert.deepEqual(await sealer.readOpening(hana, opening), content)
})

test("nothing is locked to a key that is missing, empty or no point of the curve", async () => {
  const sealer = new Sealer({ desk: "demo", session: "1-1", load: hana, keys: keys[hana]!, random: browserRandom })
  await sealer.nextKey([sora])
  await fails(sealer.makeOpening(sora, content))
  for (const wrong of ["", base64url(new Uint8Array(65)), base64url(new Uint8Array(65).fill(4))]) {
    const other = new Sealer({ desk: "demo", session: "1-1", load: hana, keys: keys[hana]!, random: browserRandom })
    other.introduce(sora, wrong)
    await other.nextKey([sora])
    await fails(other.makeOpening(sora, content))
  }
})

test("an opening carries stream, first number and leftovers", async () => {
  const [from, to] = [sealerOf(hana), sealerOf(sora)]
  await from.nextKey([sora])
  const whole = { stream, first: 4, leftovers: [{ stream: hana, first: 2, last: 3 }] }
  assert.deepEqual(await to.readOpening(hana, await from.makeOpening(sora, whole)), whole)
})

test("an opening is made only for a load that the key is for", async () => {
  const { from } = await pair()
  await assert.rejects(from.makeOpening(hana, content))
})

test("a word whose opening has not come does not open", async () => {
  const { from } = await pair()
  const late = sealerOf(sora)
  assert.equal(late.keyState(hana, 1), "to_come")
  await fails(late.openWord(name, hana, 1, await from.sealWord(name, "x")))
})

test("keys rise with each set of members; older ones that never came are gone, and come no more", async () => {
  const [from, to] = [sealerOf(hana), sealerOf(sora)]
  assert.equal(await from.nextKey([stream, sora]), 1)
  const older = await from.makeOpening(sora, content)
  assert.equal(await from.nextKey([sora]), 2)
  await to.readOpening(hana, await from.makeOpening(sora, content))
  assert.equal(to.keyState(hana, 1), "gone")
  assert.equal(to.keyState(hana, 2), "held")
  assert.equal(to.keyState(hana, 3), "to_come")
  assert.equal(await to.readOpening(hana, older), null)
  assert.equal(to.keyState(hana, 1), "gone")
})

test("no nonce comes twice, whatever the key", async () => {
  const { from } = await pair()
  const counters = new Set<string>()
  for (let n = 1; n <= 40; n += 1) {
    if (n % 10 === 0) await from.nextKey([sora])
    counters.add(base64url(fromBase64url(await from.sealWord(name, "x")).subarray(1, 9)))
  }
  assert.equal(counters.size, 40)
})

test("the private key cannot be taken out", async () => {
  const made: CryptoKey[] = []
  const { generateKey } = crypto.subtle
  crypto.subtle.generateKey = async function (this: SubtleCrypto, ...how: unknown[]) {
    const pair = (await Reflect.apply(generateKey, this, how)) as CryptoKeyPair
    made.push(pair.privateKey)
    return pair
  } as typeof generateKey
  await WebKeys.make()
  crypto.subtle.generateKey = generateKey
  assert.deepEqual(made.map(({ extractable }) => extractable), [false])
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

test("a word of which any byte was changed does not open, nor one that was cut", async () => {
  const { from, to } = await pair()
  const sealed = await from.sealWord(name, "こんばんは。")
  const bytes = fromBase64url(sealed)
  for (let at = 0; at < bytes.length; at += 1) await fails(to.openWord(name, hana, 1, changed(sealed, at)))
  for (let size = 0; size < bytes.length; size += 7) await fails(to.openWord(name, hana, 1, base64url(bytes.slice(0, size))))
  await fails(to.openWord(name, hana, 1, "!"))
  assert.equal(await to.openWord(name, hana, 1, sealed), "こんばんは。")
})

test("an opening of which any byte was changed does not open, nor one that was cut", async () => {
  const { opening } = await pair()
  const to = sealerOf(sora)
  const bytes = fromBase64url(opening)
  for (let at = 0; at < bytes.length; at += 3) await fails(to.readOpening(hana, changed(opening, at)))
  for (let size = 0; size < bytes.length; size += 31) await fails(to.readOpening(hana, base64url(bytes.slice(0, size))))
  assert.equal(to.keyState(hana, 1), "to_come")
  assert.deepEqual(await to.readOpening(hana, opening), content)
})
