// The lock of leftovers, with the browser's own cryptography.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import { WebCryptoLock } from "../../web-client/lib/leftover_lock"
import { base64url, fromBase64url } from "../../web-client/lib/random"
import { NotOpened } from "../../web-client/lib/keys"
import { Random } from "./support/random"

const subtle = webcrypto.subtle as unknown as SubtleCrypto
const load = (seed: number) => new WebCryptoLock(new Random(seed).bytes, subtle)
const key = base64url(new Random(99).bytes(32))
const text = JSON.stringify(["こんばんは。", "眠れなくて…"])

test("the next load opens with the same key what this one has locked", async () => {
  assert.equal(await load(2).unlock(key, "3-17", await load(1).lock(key, "3-17", text)), text)
})

test("what is locked names its session and shows nothing of the text", async () => {
  const locked = await load(1).lock(key, "3-17", text)
  assert.match(locked, /^3-17\.[\w-]{22}\.1\.[\w-]+$/)
  assert.ok(!Buffer.from(locked.split(".")[3]!, "base64url").includes(Buffer.from("こんばんは")))
})

test("it opens under no other key, for no other session, and not with one bit changed", async () => {
  const locked = await load(1).lock(key, "3-17", text)
  const parts = locked.split(".")
  const changed = (at: number, by: (part: string) => string) => parts.map((part, n) => (n === at ? by(part) : part)).join(".")
  const flipped = (part: string) => {
    const bytes = fromBase64url(part)
    bytes[0]! ^= 1
    return base64url(bytes)
  }
  const refused = async (...what: Parameters<WebCryptoLock["unlock"]>) => assert.rejects(load(2).unlock(...what), NotOpened)
  await refused(base64url(new Random(98).bytes(32)), "3-17", locked)
  await refused(key, "3-18", locked)
  await refused(key, "3-18", changed(0, () => "3-18"))
  await refused(key, "3-17", changed(1, flipped))
  await refused(key, "3-17", changed(2, () => "2"))
  await refused(key, "3-17", changed(3, flipped))
  await refused(key, "3-17", locked.slice(0, -4))
  for (const nonsense of ["", "3-17", "3-17.a.b.c", "3-17...."]) await refused(key, "3-17", nonsense)
})

test("no salt and count come twice: not in one load, and not in two", async () => {
  const one = load(1)
  const locked = [await one.lock(key, "3-17", text), await one.lock(key, "3-17", text), await load(2).lock(key, "3-17", text)]
  const used = locked.map((each) => each.split(".").slice(1, 3).join("."))
  assert.equal(new Set(used).size, 3)
})

test("its size tells only roughly how much was written", async () => {
  const size = async (characters: number) => (await load(1).lock(key, "3-17", "x".repeat(characters))).length
  assert.equal(await size(1), await size(256))
  assert.notEqual(await size(256), await size(257))
  assert.equal(await size(257), await size(512))
})
