// The same server as in hostile.test.ts, at what is brought to a page that comes anew. Whatever it does to
// a chunk: nothing wrong stands on the screen, nothing readable crosses the wire, the page reacts as the
// list says, and once the server is honest again the whole of it is there, once and in order.
// HISTORY_MANIPULATIONS chooses how many of each kind, SEED where they begin.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import type { History } from "../../web-client/generated/protocol"
import { WebKeys } from "../../web-client/lib/keys"
import { base64url, browserRandom, fromBase64url, randomName } from "../../web-client/lib/random"
import type { ToSession } from "../../web-client/lib/session_messages"
import { Random } from "../web/support/random"
import { House, readable, session } from "./house"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const each = Number(process.env["HISTORY_MANIPULATIONS"] ?? 12)
const seed = Number(process.env["SEED"] ?? 1)

type Reaction = "unreadable" | "ignores" | "asks"

interface Attempt {
  random: Random
  target: History
  before: readonly History[] // what hana's page was sent of it until then
  others: readonly string[] // locked texts of other kinds, other sessions and for other loads
}

const withBytes = (chunk: History, change: (bytes: Uint8Array) => Uint8Array): ToSession[] =>
  [{ ...chunk, sealed: base64url(change(fromBase64url(chunk.sealed))) }]

const kinds: Record<string, { reaction: Reaction; act(attempt: Attempt): ToSession[] }> = {
  strip: {
    reaction: "unreadable",
    act: ({ target }) => [{ ...target, sealed: base64url(new TextEncoder().encode("[\"開けて読める言葉\"]")) }],
  },
  empty: { reaction: "unreadable", act: ({ target }) => [{ ...target, sealed: "" }] },
  swap: {
    reaction: "unreadable",
    act: ({ target, random, before, others }) => {
      const texts = [...others, ...before.map(({ sealed }) => sealed)]
      return [{ ...target, sealed: texts[random.below(texts.length)]! }]
    },
  },
  replay: {
    reaction: "ignores",
    act: ({ target, before, random }) => [target, target, ...(before.length > 0 ? [before[random.below(before.length)]!] : [])],
  },
  renumber: { // an earlier chunk in this one's place, or this one as another
    reaction: "unreadable",
    act: ({ target, before, random }) => {
      const { number } = target
      return before.length > 0 && random.below(2) === 0 ? [{ ...before[0]!, number }] : [{ ...target, count: target.count + 1 }]
    },
  },
  reorder: { reaction: "asks", act: () => [] }, // it comes behind the next one: see below
  truncate: { reaction: "unreadable", act: ({ target, random }) => withBytes(target, (bytes) => bytes.slice(0, random.below(bytes.length))) },
  cut: { reaction: "unreadable", act: ({ target }) => [{ ...target, count: target.number }] }, // as if this were the last
  version: {
    reaction: "unreadable",
    act: ({ target, random }) => withBytes(target, (bytes) => {
      const version = random.below(255)
      bytes[0] = version < 1 ? 0 : version + 1
      return bytes
    }),
  },
  key: { reaction: "asks", act: ({ target }) => [{ ...target, key: target.key + 1 }] },
  member: { reaction: "asks", act: ({ target }) => [{ ...target, load: randomName(browserRandom) }] },
}

const texts = Array.from({ length: 6 }, (_, n) => `秘密の言葉${n} ${"あ".repeat(3_000)}`)

async function talked(): Promise<House> {
  const house = await House.open()
  await house.greet()
  for (const [n, text] of texts.entries()) {
    house.people[n % 2 === 0 ? "hana" : "sora"].say(text)
    await house.quiet()
  }
  return house
}

const wanted = texts.map((text, n) => `${n % 2 === 0 ? ">" : ""}${text}`)

async function attempt(kind: string, random: Random, elsewhere: readonly string[]): Promise<void> {
  const house = await talked()
  const words = house.wire.map((line) => JSON.parse(line) as { type: string; sealed?: string })
    .flatMap(({ type, sealed }) => (type === "word" && sealed !== undefined ? [sealed] : []))
  const { reaction, act } = kinds[kind]!
  const last = kind === "cut" || kind === "reorder" ? 3 : 4
  let skip = random.below(last)
  const before: History[] = []
  let done = false
  let late: ToSession[] = []
  house.tamper = (to, message) => {
    if (to !== "hana" || message.type !== "history") return [message]
    if (late.length > 0) return [message, ...late.splice(0)]
    if (done || skip > 0) {
      skip -= 1
      before.push(message)
      return [message]
    }
    done = true
    if (kind === "reorder") late = [message]
    return act({ random, target: message, before, others: [...elsewhere, ...words] })
  }
  await house.reload("hana", 5)
  const asked = house.people.hana.asked.length
  const { hana, sora } = house.people
  await house.waits()
  assert.ok(done, "nothing was tried")
  const reactions: Record<Reaction, boolean> = {
    unreadable: hana.told.includes("unreadable"),
    ignores: hana.told.length === 0,
    asks: hana.told.length === 0 && hana.asked.length > asked,
  }
  assert.ok(reactions[reaction], `it reacted otherwise: ${hana.told} ${hana.asked}`)
  assert.deepEqual([hana.past, hana.whole], [wanted, true], "something wrong, or not all of it, is on the screen")
  assert.deepEqual([hana.shown, sora.told], [[], ["renewed"]])
  assert.deepEqual(readable(house.wire, texts.map((text) => text.slice(0, 6))), [])
}

// Chunks of the same words, locked in another house.
async function elsewhere(): Promise<string[]> {
  const house = await talked()
  await house.reload("hana", 5)
  return house.wire.map((line) => JSON.parse(line) as { type: string; sealed?: string })
    .flatMap(({ type, sealed }) => (type === "history" && sealed !== undefined ? [sealed] : []))
}

test("an honest server is let alone: all of it is brought, in four chunks", async () => {
  const house = await talked()
  await house.reload("hana", 5)
  await house.waits()
  const { hana, sora } = house.people
  assert.deepEqual([hana.past, hana.whole, hana.told, sora.told], [wanted, true, [], ["renewed"]])
  assert.equal(hana.asked.filter((asked) => asked === "ask_history").length, 4)
})

for (const [at, kind] of Object.keys(kinds).entries()) {
  test(`${kind}: ${each} manipulations of history`, async () => {
    const others = await elsewhere()
    await Promise.all(Array.from({ length: each }, async (_, n) => {
      const own = (seed * 1_000 + at) * 1_000 + n
      await attempt(kind, new Random(own), others).catch((error: Error) => {
        throw new Error(`${kind}, ${own}: ${error.message.slice(0, 300)}`, { cause: error })
      })
    }))
  })
}

test("who joins silently is brought nothing: a third page, and one that asks under another's name", async () => {
  for (const third of [true, false]) {
    const house = await talked()
    const { publicKey } = await WebKeys.make()
    const stranger = { load: randomName(browserRandom), seat: "visitor" as const, present: true, public_key: publicKey, unseen_seconds: 0 }
    const members = house.members()
    if (third) house.tell("sora", { type: "members", session, membership: 2, members: [...members, stranger] })
    house.tell("sora", { type: "history_asked", session, load: stranger.load, number: 1 })
    await house.quiet()
    assert.equal(house.wire.filter((line) => line.includes('"type":"history"')).length, 0)
    assert.equal(house.people.sora.told.includes("unreadable"), third)
  }
})
