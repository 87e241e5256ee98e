// Hana's page after a reload: what the load before it has left goes out first, under its old names,
// and becomes what it becomes.
import assert from "node:assert/strict"
import { test } from "node:test"

import type { SendOpening, SendWord } from "../../web-client/generated/protocol"
import type { Found, LeftoverWords } from "../../web-client/lib/leftovers"
import { settle } from "./support/clock"
import { Desk, hana, member, sealerOf, session, sora } from "./support/desk"
import { keysOf } from "./support/keys"

const old = "aaaaaaaaaaaaaaaaaaaaaA"
const older = "bbbbbbbbbbbbbbbbbbbbbA"
const left = (stream: string, first: number, ...texts: string[]): LeftoverWords => ({ stream, first, words: texts.map((text) => ({ text, at: 7 })) })

// A desk at which hana has just come back, and all that her page said it would keep since.
async function cameBack(...words: LeftoverWords[]) {
  const kept: LeftoverWords[][] = []
  const desk = new Desk({
    leftovers: Promise.resolve({ words, lost: false }),
    keep: (unconfirmed) => kept.push(unconfirmed()),
  })
  await desk.greeted()
  return { desk, kept }
}

// Names and texts of the words that went out, as sora's page opens them.
async function opened(sent: readonly unknown[]): Promise<string[]> {
  const reader = sealerOf(sora)
  reader.introduce(hana, keysOf(hana).publicKey)
  const texts = []
  for (const message of sent as (SendOpening | SendWord)[]) {
    if (message.type === "opening") {
      const { first, leftovers } = (await reader.readOpening(hana, message.sealed))!
      texts.push(`opening ${first} ${leftovers.map(({ stream, first, last }) => `${stream} ${first} ${last}`).join()}`)
    } else {
      const { stream, number, key, sealed } = message
      texts.push(`${stream} ${number} ${await reader.openWord({ stream, number }, hana, key, sealed)}`)
    }
  }
  return texts
}

test("the opening announces what is left, and it is sent before new words, under its old names", async () => {
  const { desk } = await cameBack(left(older, 2, "x"), left(old, 4, "y", "z"))
  desk.page.say("new")
  await settle()
  const sent = desk.sendsWhole()
  const own = (sent[sent.length - 1] as SendWord).stream
  assert.deepEqual(await opened(sent), [
    `opening 1 ${older} 2 2,${old} 4 5`, `${older} 2 x`, `${old} 4 y`, `${old} 5 z`, `${own} 1 new`,
  ])
})

test("it stands on the screen as sending, as of when it was said, and is delivered when it is confirmed", async () => {
  const { desk, kept } = await cameBack(left(old, 4, "y", "z"))
  assert.deepEqual(desk.tells(), ["said y", "said z", "begun 相談員", "peer here"])
  await desk.hears({ type: "received", session, stream: old, number: 4 })
  assert.deepEqual(desk.tells(), ["delivered 4"])
  assert.deepEqual(kept, [[{ stream: old, first: 5, words: [{ text: "z", at: 7 }] }]])
  await desk.hears({ type: "received", session, stream: old, number: 9 })
  assert.deepEqual(desk.tells(), ["delivered 5"])
  assert.deepEqual(kept[1], [])
})

test("what the other page had shown before the reload is delivered before it is sent again", async () => {
  const desk = new Desk({ leftovers: Promise.resolve({ words: [left(old, 1, "a")], lost: false }) })
  await desk.hears({ type: "received", session, stream: old, number: 1 })
  assert.deepEqual(desk.tells(), ["said a", "delivered 1"])
})

test("with what is new it is kept for a second reload", async () => {
  const { desk, kept } = await cameBack(left(old, 4, "y"))
  desk.page.say("new")
  const [both] = kept
  assert.deepEqual(both?.map(({ stream, first, words }) => [stream === old, first, words[0]?.text]), [[true, 4, "y"], [false, 1, "new"]])
})

test("its end is named, and what is not confirmed by then could not be sent", async () => {
  const { desk } = await cameBack(left(old, 4, "y", "z"))
  desk.page.say("new")
  await settle()
  desk.sends()
  desk.tells()
  await desk.hears({ type: "ending", session, reason: "counsellor_ended" })
  assert.deepEqual(desk.sends(), ["finished 5 1"])
  await desk.hears({ type: "received", session, stream: old, number: 4 }, { type: "ended", session, reason: "counsellor_ended" })
  assert.deepEqual(desk.tells().slice(1), ["delivered 4", "could_not_send 5", "could_not_send 1", "ended counsellor_ended"])
})

test("what cannot be opened is said after what could, and nothing waits for it", async () => {
  let open: (found: Found) => void = () => {}
  const desk = new Desk({ leftovers: new Promise((resolve) => { open = resolve }) })
  await desk.greeted()
  assert.deepEqual([desk.sends(), desk.tells(), desk.page.say("too early")], [[], [], "closed"])
  open({ words: [], lost: true })
  await settle()
  assert.deepEqual(desk.tells(), ["leftovers_lost", "begun 相談員", "peer here"])
  assert.equal(desk.page.say("a"), "ok")
})

test("asked for more than was left, the page says in a new opening where it ends", async () => {
  const { desk } = await cameBack(left(old, 4, "y"))
  desk.sends()
  await desk.hears({ type: "missing", session, stream: old, number: 4 })
  assert.deepEqual(desk.sends(), ["word 4 key 1 membership 1"])
  await desk.hears({ type: "missing", session, stream: old, number: 5 })
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`])
})

test("while the server keeps no more, only what is asked for goes out, of whichever stream", async () => {
  const { desk } = await cameBack(left(old, 4, "y"), left(older, 1, "x"))
  desk.sends()
  await desk.hears({ type: "hold", session }, { type: "missing", session, stream: older, number: 1 })
  desk.page.say("new")
  await settle()
  assert.deepEqual(desk.sends(), ["word 1 key 1 membership 1"])
})

test("another set of loads locks it anew, behind the opening", async () => {
  const { desk } = await cameBack(left(old, 4, "y"))
  desk.sends()
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2", "word 4 key 2 membership 2"])
})
