// A server that does not forward honestly. Nine kinds of what it may try, each at least forty times
// with other places and other bytes; MANIPULATIONS chooses how many, SEED where they begin. Whatever it
// does: nothing wrong is shown, nothing readable crosses the wire, and the page reacts as the list says.
// Withheld words, forged confirmations and a key that is replaced at its introduction are outside
// (docs/decisions/sealed-words.md, "What it does not do").
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import { WebKeys } from "../../web-client/lib/keys"
import { base64url, browserRandom, fromBase64url, randomName } from "../../web-client/lib/random"
import type { ToSession } from "../../web-client/lib/session_messages"
import { Random } from "../web/support/random"
import { House, readable, session, type Tamper } from "./house"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const manipulations = Number(process.env["MANIPULATIONS"] ?? 504)
const seed = Number(process.env["SEED"] ?? 1)

type Locked = Extract<ToSession, { type: "opening" | "word" }>
type Reaction = "unreadable" | "asks" | "ignores" | "waits" | "renewed"

interface Attempt {
  house: House
  random: Random
  target: Locked // the message that is tried on
  before: readonly Locked[] // what sora was sent until then
  elsewhere: readonly Locked[] // of another session
}

const withBytes = (message: Locked, change: (bytes: Uint8Array) => Uint8Array): ToSession[] =>
  [{ ...message, sealed: base64url(change(fromBase64url(message.sealed))) }]

const kinds: Record<string, { reaction: readonly Reaction[]; act(attempt: Attempt): ToSession[] }> = {
  strip: {
    reaction: ["unreadable"],
    act: ({ target, random }) => {
      const plain = new TextEncoder().encode("開けて読める言葉")
      return random.below(2) === 0
        ? [{ ...target, sealed: base64url(plain) }]
        : [{ ...target, sealed: base64url(Uint8Array.of(1, ...new Uint8Array(8), ...plain, ...new Uint8Array(256))) }]
    },
  },
  empty: { reaction: ["unreadable"], act: ({ target }) => [{ ...target, sealed: "" }] },
  swap: {
    reaction: ["unreadable"],
    act: ({ target, random, before, elsewhere }) => {
      const same = (one: Locked) => one.type === target.type && one.sealed !== target.sealed
      const others = [...before.filter((one) => same(one) && one.type === "word"), ...elsewhere.filter(same)]
      return [{ ...target, sealed: others[random.below(others.length)]!.sealed }]
    },
  },
  replay: {
    reaction: ["ignores"],
    act: ({ target, before, random }) => [target, target, ...(before.length > 0 ? [before[random.below(before.length)]!] : [])],
  },
  reorder: { reaction: ["asks", "waits"], act: () => [] }, // it comes behind the next one: see below
  truncate: {
    reaction: ["unreadable"],
    act: ({ target, random }) => withBytes(target, (bytes) => bytes.slice(0, random.below(bytes.length))),
  },
  version: {
    reaction: ["unreadable"],
    act: ({ target, random }) => withBytes(target, (bytes) => {
      const version = random.below(255) // 0 among them, the form without a lock
      bytes[0] = version < 1 ? 0 : version + 1
      return bytes
    }),
  },
  member: {
    reaction: ["unreadable", "waits", "asks"],
    act: ({ target, random, house }) => [{ ...target, load: random.below(2) === 0 ? house.people.sora.load : randomName(browserRandom) }],
  },
  join: { reaction: ["unreadable", "renewed"], act: ({ target }) => [target] }, // see below
}

const names = Object.keys(kinds)

// Words that were locked in another session by the same person, for the same one.
async function otherSession(): Promise<Locked[]> {
  const house = await House.open()
  const sent: Locked[] = []
  house.tamper = (to, message) => {
    if (to === "sora" && (message.type === "opening" || message.type === "word")) sent.push(message)
    return [message]
  }
  await house.greet()
  house.people.hana.say("別の相談の言葉")
  await house.quiet()
  return sent
}

// Lets the server do its worst with one message to sora: which of them, and how, is drawn.
function trying(kind: string, attempt: Omit<Attempt, "target" | "before">): Tamper {
  const { random } = attempt
  const wordsOnly = kind === "reorder" || kind === "member"
  let skip = random.below(4)
  const before: Locked[] = []
  let done = false
  let late: ToSession[] = []
  return (to, message) => {
    if (to !== "sora" || (message.type !== "word" && message.type !== "opening")) return [message]
    if (late.length > 0) return [message, ...late.splice(0)]
    if (done || (wordsOnly && message.type !== "word") || skip > 0) {
      if (!done) skip -= wordsOnly && message.type !== "word" ? 0 : 1
      before.push(message)
      return [message]
    }
    done = true
    if (kind === "reorder") late = [message]
    return kinds[kind]!.act({ ...attempt, target: message, before })
  }
}

// A stranger's load, named by the server as a third member or in sora's place, with keys of its own.
async function joins({ house, random }: { house: House; random: Random }): Promise<Reaction> {
  const { publicKey } = await WebKeys.make()
  const stranger = { load: randomName(browserRandom), seat: "counsellor" as const, present: true, public_key: publicKey }
  const third = random.below(2) === 0
  const [hana, sora] = house.members()
  const openings = house.wire.filter((line) => line.includes(`"to":"${stranger.load}"`))
  assert.equal(openings.length, 0)
  house.tell("hana", { type: "members", session, membership: 2, members: third ? [hana!, sora!, stranger] : [hana!, stranger] })
  await house.quiet()
  const handed = house.wire.some((line) => line.includes(`"to":"${stranger.load}"`))
  assert.equal(handed && !house.people.hana.told.includes("renewed"), false, "a key was handed to a stranger without a sentence")
  return third ? "unreadable" : "renewed"
}

async function attempt(kind: string, random: Random, elsewhere: readonly Locked[]): Promise<void> {
  const house = await House.open()
  const { hana, sora } = house.people
  house.tamper = trying(kind, { house, random, elsewhere })
  await house.greet()
  const secret = random.below(1_000_000)
  for (let n = 1; n <= 5; n += 1) {
    hana.say(`秘密の言葉${secret}の${n}`)
    if (n <= 2) sora.say(`お返事${secret}の${n}`)
    if (random.below(2) === 0) await house.quiet()
  }
  await house.quiet()
  let wanted = kinds[kind]!.reaction
  if (kind === "join") wanted = [await joins({ house, random })]
  else await house.waits()
  const said = [...hana.told, ...sora.told]
  const reactions: Record<Reaction, boolean> = {
    unreadable: said.includes("unreadable"),
    asks: sora.asked.length > 0,
    ignores: said.length === 0,
    waits: said.length === 0,
    renewed: hana.told.includes("renewed"),
  }
  assert.ok(wanted.some((reaction) => reactions[reaction]), `it reacted otherwise: ${said} ${sora.asked}`)
  assert.deepEqual(hana.shown, sora.said, "the untouched direction")
  assert.deepEqual(sora.shown, hana.said.slice(0, sora.shown.length), "something wrong was shown")
  for (const [n, state] of hana.states) assert.ok(state !== "delivered" || n <= sora.shown.length, "delivered, but not shown")
  if (kind !== "join") assert.deepEqual(sora.shown, hana.said, "it did not recover when the server became honest again")
  assert.deepEqual(readable(house.wire, [...hana.said, ...sora.said]), [], "a word crossed the wire readable")
}

test("an honest server is let alone: every word is shown, and nothing else is said", async () => {
  const house = await House.open()
  const { hana, sora } = house.people
  await house.greet()
  for (let n = 1; n <= 5; n += 1) {
    hana.say(`秘密の言葉${n}`)
    sora.say(`お返事${n}`)
  }
  await house.quiet()
  assert.deepEqual([hana.shown, sora.shown, hana.told, sora.told], [sora.said, hana.said, [], []])
  assert.deepEqual([hana.states.size, sora.states.size], [5, 5])
  assert.deepEqual(readable(house.wire, [...hana.said, ...sora.said]), [])
  assert.deepEqual(readable([...house.wire, base64url(new TextEncoder().encode("x秘密の言葉1"))], ["秘密の言葉1"]), ["秘密の言葉1"])
})

for (const [at, kind] of names.entries()) {
  const count = Math.ceil((manipulations - at) / names.length)
  test(`${kind}: ${count} manipulations`, async () => {
    const elsewhere = await otherSession()
    const batch = 8
    for (let first = 0; first < count; first += batch) {
      const some = Array.from({ length: Math.min(batch, count - first) }, (_, n) => first + n)
      await Promise.all(some.map((n) => {
        const own = (seed * 1_000 + at) * 1_000 + n
        return attempt(kind, new Random(own), elsewhere).catch((error: Error) => {
          throw new Error(`${kind}, ${own}: ${error.message}`, { cause: error })
        })
      }))
    }
  })
}
