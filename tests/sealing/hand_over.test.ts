// A session that is handed over, by a server that does not do it honestly: who has given the seat away opens
// nothing said after it, nobody is let in without a sentence on the visitor's screen, and nothing of what was
// said before goes to the next counsellor unless the visitor agrees.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import type { ToSession } from "../../web-client/lib/session_messages"
import { WebKeys } from "../../web-client/lib/keys"
import { base64url, browserRandom } from "../../web-client/lib/random"
import { House, readable, session } from "./house"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const old = ["秘密の言葉 1", "秘密の返事 1"]
const fresh = ["引き継いだあとの言葉", "引き継いだあとの返事"]

async function talked(): Promise<House> {
  const house = await House.open()
  await house.greet()
  house.people.hana.say(old[0]!)
  await house.quiet()
  house.people.sora.say(old[1]!)
  await house.quiet()
  return house
}

test("who has given the seat away opens nothing that is said after it, whatever the server brings", async () => {
  const house = await talked()
  const told: ToSession[] = []
  house.tamper = (_, message) => {
    told.push(message)
    return [message]
  }
  const former = await house.handOver()
  house.people.hana.say(fresh[0]!)
  await house.quiet()
  house.people.sora.say(fresh[1]!)
  await house.quiet()
  assert.deepEqual(house.people.sora.shown, [fresh[0]])
  const shown = [...former.shown]
  const members = house.members()
  const asIfNothing = members.map((one) => (one.seat === "counsellor" ? { ...one, load: former.load, public_key: former.keys.publicKey, holder: 1 } : one))
  for (const list of [asIfNothing, members]) {
    former.page.handle({ type: "members", session, membership: 3, members: list })
    for (const message of told) former.page.handle(message)
    await house.quiet()
  }
  assert.deepEqual(former.shown, shown)
  const openings = told.flatMap((message) => (message.type === "opening" ? [message] : []))
  assert.ok(openings.length >= 2, "both sides have sent one")
  for (const { sealed } of openings) {
    const bytes = new Uint8Array(Buffer.from(sealed, "base64url"))
    await assert.rejects(former.keys.openFrom(house.people.hana.keys.publicKey, new Uint8Array(0), bytes.slice(21)))
  }
  assert.deepEqual(readable(house.wire, [...old, ...fresh]), [])
})

test("nobody comes in by a false hand-over without a sentence, and then with nothing of before", async () => {
  for (const holder of [2, 7]) {
    const house = await talked()
    const stranger = await WebKeys.make()
    const load = base64url(browserRandom(16))
    const members = house.members().map((one) => (one.seat === "counsellor" ? { ...one, load, public_key: stranger.publicKey, unseen_seconds: 0, holder } : one))
    const asks: ToSession = { type: "history_asked", session, load, number: 1 }
    for (const message of [{ type: "members", session, membership: 2, members } as const, asks, asks]) house.tell("hana", message)
    await house.quiet()
    assert.deepEqual(house.people.hana.told, ["next_counsellor"])
    assert.equal(house.people.hana.wanted, true)
    assert.equal(house.wire.some((line) => line.includes(`"type":"history"`) && line.includes("sealed")), false)
  }
})

test("a next counsellor who is called the same one is another page all the same, and that is said", async () => {
  const house = await talked()
  house.tamper = (to, message) => ("members" in message && to === "hana"
    ? [{ ...message, members: message.members.map(({ holder: _, ...one }) => one) }]
    : [message])
  await house.handOver()
  assert.deepEqual(house.people.hana.told, ["renewed"])
})

test("asked again and again, under any number, an undecided visitor's page gives nothing", async () => {
  const house = await talked()
  await house.handOver()
  for (const number of [1, 2, 3, 64, 65]) house.tell("hana", { type: "history_asked", session, load: house.people.sora.load, number })
  await house.waits()
  assert.equal(house.people.hana.wanted, true)
  assert.equal(house.wire.some((line) => line.includes(`"type":"history"`) && line.includes("sealed")), false)
})
