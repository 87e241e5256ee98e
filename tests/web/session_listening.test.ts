// What hana's page shows of sora's words, what it confirms, and what it asks for.
import assert from "node:assert/strict"
import { test } from "node:test"

import { settle } from "./support/clock"
import { Desk, hana, member, peerBack, session, sora } from "./support/desk"

// A desk that sora's opening has reached: stream "s" from 1.
async function listening(): Promise<Desk> {
  const desk = new Desk()
  await desk.greeted()
  await desk.hears(await desk.opening("s"))
  desk.sends()
  desk.tells()
  return desk
}

test("words are shown in order and confirmed once for all that one turn brought", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 1), await desk.word("s", 2), await desk.word("s", 3))
  assert.deepEqual(desk.tells(), ["shown s1", "shown s2", "shown s3"])
  assert.deepEqual(desk.sends(), ["received s 3"])
})

test("nothing is confirmed before it is shown", async () => {
  const desk = await listening()
  desk.page.handle(await desk.word("s", 1))
  assert.deepEqual(desk.sends(), [])
  await settle()
  assert.deepEqual(desk.tells(), ["shown s1"])
  assert.deepEqual(desk.sends(), [])
  desk.clock.pass(0)
  assert.deepEqual(desk.sends(), ["received s 1"])
})

test("a word that comes again is not shown again, but confirmed again", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 1))
  desk.sends()
  await desk.hears(await desk.word("s", 1))
  assert.deepEqual(desk.tells(), ["shown s1"])
  assert.deepEqual(desk.sends(), ["received s 1"])
})

test("a hole is asked for once, what is behind it waits, and it is asked for again when nothing comes", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 2), await desk.word("s", 3))
  assert.deepEqual(desk.tells(), [])
  assert.deepEqual(desk.sends(), ["missing s 1"])
  desk.clock.pass(1_000)
  assert.deepEqual(desk.sends(), [])
  desk.clock.pass(1_000)
  assert.deepEqual(desk.sends(), ["missing s 1"])
  await desk.hears(await desk.word("s", 1), await desk.word("s", 2), await desk.word("s", 3))
  assert.deepEqual(desk.tells(), ["shown s1", "shown s2", "shown s3"])
  desk.sends()
  desk.clock.pass(60_000)
  assert.deepEqual(desk.sends(), [])
})

test("while what is missing trickles in, nothing is asked for twice", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 9))
  assert.deepEqual(desk.sends(), ["missing s 1"])
  for (let number = 1; number < 9; number += 1) {
    desk.clock.pass(1_500)
    await desk.hears(await desk.word("s", number))
  }
  assert.deepEqual(desk.sends().filter((sent) => sent.startsWith("missing")), [])
})

test("asking becomes rarer when no answer comes", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 2))
  desk.clock.pass(120_000)
  const asked = desk.sends().length
  assert.ok(asked >= 8 && asked <= 12, `${asked} times in two minutes`)
})

test("nobody is asked who is away, and asking goes on when they are back", async () => {
  const desk = await listening()
  await desk.hears({ type: "peer_away", session }, await desk.word("s", 2))
  desk.clock.pass(30_000)
  assert.deepEqual(desk.sends(), [])
  await desk.hears(peerBack(sora))
  assert.deepEqual(desk.sends(), ["missing s 1", `opening to ${sora} membership 1`])
})

test("words before their opening wait for it, are neither shown nor confirmed, and it is asked for", async () => {
  const desk = new Desk()
  await desk.greeted()
  desk.sends()
  await desk.hears(await desk.word("s", 1), await desk.word("s", 2))
  assert.deepEqual(desk.tells(), ["begun 相談員", "peer here"])
  assert.deepEqual(desk.sends(), [`ask_opening ${sora}`])
  await desk.hears(await desk.opening("s"))
  assert.deepEqual(desk.tells(), ["shown s1", "shown s2"])
  assert.deepEqual(desk.sends(), ["received s 2"])
})

test("more words before the opening than a page keeps are asked for after it", async () => {
  const desk = new Desk({ limits: { page_words: 2, page_bytes: 100_000 } })
  await desk.greeted()
  await desk.hears(await desk.word("s", 1), await desk.word("s", 2), await desk.word("s", 3))
  desk.sends()
  await desk.hears(await desk.opening("s"))
  assert.deepEqual(desk.tells().slice(2), ["shown s1", "shown s2"])
  assert.deepEqual(desk.sends(), ["missing s 3", "received s 2"])
})

test("after 10 s with the sender there, a missing opening is said once", async () => {
  const desk = new Desk()
  await desk.greeted()
  await desk.hears(await desk.word("s", 1))
  desk.tells()
  desk.clock.pass(9_000)
  assert.deepEqual(desk.tells(), [])
  desk.clock.pass(3_000)
  assert.deepEqual(desk.tells(), ["unreadable"])
  desk.clock.pass(60_000)
  assert.deepEqual(desk.tells(), [])
})

test("while the sender or this page is away, the 10 s do not run", async () => {
  const desk = new Desk()
  await desk.greeted()
  await desk.hears(await desk.word("s", 1))
  desk.clock.pass(8_000)
  await desk.hears({ type: "peer_away", session })
  desk.clock.pass(60_000)
  await desk.hears(peerBack(sora))
  desk.clock.pass(8_000)
  await desk.greeted()
  desk.clock.pass(8_000)
  assert.deepEqual(desk.tells().filter((told) => told === "unreadable"), [])
})

test("an opening or word that is not what it says is said at once, and never shown", async () => {
  const elsewhere = new Desk()
  const foreign = await elsewhere.opening("s", 1, [], "someone-else")
  assert.ok(foreign.type === "opening")
  const swapped = new Desk()
  await swapped.greeted()
  await swapped.hears({ ...foreign, load: sora })
  assert.deepEqual(swapped.tells().slice(2), ["unreadable"])

  const desk = await listening()
  const word = await desk.word("s", 2)
  assert.ok(word.type === "word")
  await desk.hears({ ...word, number: 1 })
  assert.deepEqual(desk.tells(), ["unreadable"])
  assert.deepEqual(desk.sends(), [`ask_opening ${sora}`])
  await desk.hears(await desk.opening("s"))
  assert.deepEqual(desk.sends(), ["missing s 1"], "the true word is asked for")
  await desk.hears(await desk.word("s", 1))
  assert.deepEqual(desk.tells(), ["shown s1"])
})

test("a word in a stream that is not its load's is not shown", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("t", 1))
  assert.deepEqual(desk.tells(), ["unreadable"])
  assert.deepEqual(desk.sends(), [])
})

test("an opening of someone who is no member is not read", async () => {
  const desk = await listening()
  await desk.hears(await desk.opening("t", 1, [], "stranger"), await desk.word("t", 1, "stranger"))
  assert.deepEqual(desk.tells(), [])
  assert.deepEqual(desk.sends(), [])
})

test("a sender that no longer has what was still to be shown makes a hole, said once", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 1), await desk.opening("s", 3), await desk.word("s", 3))
  assert.deepEqual(desk.tells(), ["shown s1", "missing", "shown s3"])
})

test("a reloaded reader begins where the sender's opening says, without a hole", async () => {
  const desk = new Desk()
  await desk.greeted()
  await desk.hears(await desk.opening("s", 7), await desk.word("s", 7))
  assert.deepEqual(desk.tells().slice(2), ["shown s7"])
  assert.ok(desk.sends().includes("received s 7"))
})

test("after the sender's reload its leftovers are shown before its new words", async () => {
  const desk = await listening()
  await desk.hears(await desk.word("s", 1))
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  const leftovers = [{ stream: "s", first: 1, last: 2 }]
  await desk.hears(
    await desk.opening("t", 1, leftovers, "sora-2"),
    await desk.word("t", 1, "sora-2"),
    await desk.word("s", 1, "sora-2"),
    await desk.word("s", 2, "sora-2"),
    await desk.word("t", 1, "sora-2"),
  )
  assert.deepEqual(desk.tells(), ["shown s1", "renewed", "shown s2", "shown t1"])
})

test("kept words of a load that is gone are shown, for its key is here", async () => {
  const desk = await listening()
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  await desk.hears(await desk.word("s", 1))
  assert.deepEqual(desk.tells(), ["renewed", "shown s1"])
})

test("a greeting confirms again what was shown, for the confirmation may have been lost", async () => {
  const desk = await listening()
  desk.online = false
  await desk.hears(await desk.word("s", 1))
  desk.online = true
  await desk.greeted()
  assert.ok(desk.sends().includes("received s 1"))
  assert.deepEqual(desk.tells(), ["shown s1"])
})

test("a fault in one message does not stop those behind it, and is not hidden", async () => {
  const desk = new Desk()
  await desk.greeted()
  desk.page.handle({ type: "opening", session, load: sora, sealed: null as never })
  desk.page.handle({ type: "members", session, membership: 2, members: null as never })
  desk.page.handle({ type: "peer_away", session })
  await settle()
  assert.ok(desk.tells().includes("peer away"))
  assert.throws(() => desk.clock.pass(0), TypeError)
})
