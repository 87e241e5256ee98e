// What hana's page sends, and in which order: key, openings, unconfirmed words, new ones.
import assert from "node:assert/strict"
import { test } from "node:test"

import type { SendWord } from "../../web-client/generated/protocol"
import { longestText } from "../../web-client/lib/padding"
import type { FromSession } from "../../web-client/lib/session_messages"
import { settle } from "./support/clock"
import { Desk, hana, member, peerBack, session, sora } from "./support/desk"

// A desk where hana has said these words, sent and not confirmed.
async function talking(...texts: string[]): Promise<Desk & { stream: string }> {
  const desk = new Desk()
  await desk.greeted()
  for (const text of texts) assert.equal(desk.page.say(text), "ok")
  await settle()
  const words = desk.sendsWhole().filter((message): message is SendWord => message.type === "word")
  desk.tells()
  return Object.assign(desk, { stream: words[0]?.stream ?? "" })
}

const twoWords = (key: number, membership: number) =>
  [1, 2].map((number) => `word ${number} key ${key} membership ${membership}`)

test("before the session has begun nothing is said", async () => {
  const desk = new Desk()
  assert.equal(desk.page.say("こんばんは。"), "closed")
  assert.deepEqual(desk.tells(), [])
})

test("the opening goes before the first word, and the word is shown as sending at once", async () => {
  const desk = new Desk()
  await desk.greeted()
  assert.deepEqual(desk.tells(), ["begun 相談員", "peer here"])
  assert.equal(desk.page.say("こんばんは。"), "ok")
  assert.deepEqual(desk.tells(), ["said こんばんは。"])
  await settle()
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`, "word 1 key 1 membership 1"])
})

test("a word is delivered when the other page has confirmed it, no earlier", async () => {
  const desk = await talking("a", "b")
  assert.deepEqual(desk.tells(), [])
  await desk.hears({ type: "received", session, stream: desk.stream, number: 1 })
  assert.deepEqual(desk.tells(), ["delivered 1"])
  await desk.hears({ type: "received", session, stream: "another", number: 2 })
  assert.deepEqual(desk.tells(), [])
})

// An opening is locked afresh each time.
const withoutOpening = (message: FromSession) => (message.type === "opening" ? { ...message, sealed: "" } : message)

test("each greeting brings the openings and the unconfirmed words again, the same bytes", async () => {
  const desk = new Desk()
  await desk.greeted()
  desk.page.say("a")
  await settle()
  const first = desk.sendsWhole()
  await desk.greeted()
  const again = desk.sendsWhole()
  assert.deepEqual(again.map(withoutOpening), first.map(withoutOpening))
  assert.deepEqual(desk.tells().filter((told) => told.startsWith("begun")), ["begun 相談員"])
})

test("a load that has confirmed a word has its key, and gets no opening again unless it asks", async () => {
  const desk = await talking("a", "b")
  await desk.hears({ type: "received", session, stream: desk.stream, number: 1 })
  desk.page.lost()
  await desk.greeted()
  assert.deepEqual(desk.sends(), ["word 2 key 1 membership 1"])
  await desk.hears({ type: "peer_away", session }, peerBack(sora))
  assert.deepEqual(desk.sends(), [])
  await desk.hears({ type: "opening_asked", session, load: sora })
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`])
})

test("what was confirmed under an earlier key says nothing of the present one", async () => {
  const desk = await talking("a", "b")
  await desk.hears({ type: "received", session, stream: desk.stream, number: 1 })
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2", "word 2 key 2 membership 2"])
  desk.page.lost()
  await desk.greeted(2, member("sora-2"))
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2", "word 2 key 2 membership 2"])
  await desk.hears({ type: "members", session, membership: 3, members: [member(hana), member(sora)] })
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 3`, "word 2 key 3 membership 3"])
})

test("what was said without a connection goes out after the greeting, and only then", async () => {
  const desk = await talking("a")
  desk.page.lost()
  desk.online = false
  desk.page.say("b")
  await settle()
  desk.online = true
  desk.page.say("c")
  await settle()
  assert.deepEqual(desk.sends(), [])
  await desk.greeted()
  const words = [1, 2, 3].map((number) => `word ${number} key 1 membership 1`)
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`, ...words])
})

test("a changed set of loads takes the next key first, then openings, then the words anew", async () => {
  const desk = await talking("a", "b")
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2", ...twoWords(2, 2)])
})

test("the same set of loads keeps its key", async () => {
  const desk = await talking("a", "b")
  await desk.hears({ type: "members", session, membership: 2, members: [member(sora), member(hana)] })
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 2`, ...twoWords(1, 2)])
})

test("nobody gets an opening who is not there; words go to the server to keep", async () => {
  const desk = new Desk()
  await desk.greeted(1, member(sora, false))
  desk.page.say("a")
  await settle()
  assert.deepEqual(desk.sends(), ["word 1 key 1 membership 1"])
  await desk.hears(peerBack(sora))
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`])
  assert.deepEqual(desk.tells(), ["begun 相談員", "peer away", "said a", "peer here"])
})

test("a page that asks for the opening gets it; a stranger gets nothing", async () => {
  const desk = await talking("a")
  await desk.hears({ type: "opening_asked", session, load: sora })
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`])
  await desk.hears({ type: "opening_asked", session, load: "stranger" })
  await desk.hears(peerBack("stranger"))
  assert.deepEqual(desk.sends(), [])
})

test("what is missing there is sent again from that number on", async () => {
  const desk = await talking("a", "b", "c")
  await desk.hears({ type: "missing", session, stream: desk.stream, number: 2 })
  assert.deepEqual(desk.sends(), ["word 2 key 1 membership 1", "word 3 key 1 membership 1"])
  await desk.hears({ type: "missing", session, stream: "another", number: 1 })
  assert.deepEqual(desk.sends(), [])
})

test("what is missing there and confirmed here is answered with a new opening", async () => {
  const desk = await talking("a", "b")
  await desk.hears({ type: "received", session, stream: desk.stream, number: 1 })
  await desk.hears({ type: "missing", session, stream: desk.stream, number: 1 })
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`, "word 2 key 1 membership 1"])
})

test("on hold words stay here, on release all unconfirmed ones go out again", async () => {
  const desk = await talking("a")
  await desk.hears({ type: "hold", session })
  desk.page.say("b")
  await settle()
  assert.deepEqual(desk.sends(), [])
  await desk.hears({ type: "release", session })
  assert.deepEqual(desk.sends(), twoWords(1, 1))
  assert.deepEqual(desk.tells(), ["held", "said b", "released"])
})

test("on hold a reader still gets what it asks for, or it could never go on", async () => {
  const desk = await talking("a")
  await desk.hears({ type: "hold", session })
  desk.page.say("b")
  await desk.hears({ type: "missing", session, stream: desk.stream, number: 1 })
  desk.page.say("c")
  await settle()
  assert.deepEqual(desk.sends(), twoWords(1, 1))
})

test("a greeting that does not mention the hold ends it", async () => {
  const desk = await talking("a")
  await desk.hears({ type: "hold", session })
  desk.page.say("b")
  desk.tells()
  await desk.greeted()
  assert.deepEqual(desk.tells(), ["released"])
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`, ...twoWords(1, 1)])
})

test("the composer is full at the limits of a page, and free again after a confirmation", async () => {
  const desk = new Desk({ limits: { page_words: 2, page_bytes: 256 * 1024 } })
  await desk.greeted()
  assert.deepEqual(["a", "b", "c"].map((text) => desk.page.say(text)), ["ok", "ok", "full"])
  await settle()
  const word = desk.sendsWhole().find((message) => message.type === "word")
  assert.ok(word?.type === "word")
  await desk.hears({ type: "received", session, stream: word.stream, number: 1 })
  assert.equal(desk.page.say("d"), "ok")
})

test("sixteen of the longest words are more than a page keeps; one byte more is too long", async () => {
  const desk = new Desk()
  await desk.greeted()
  const longest = "a".repeat(longestText)
  const answers = Array.from({ length: 16 }, () => desk.page.say(longest))
  assert.equal(answers[0], "ok")
  assert.equal(answers[15], "full")
  assert.equal(new Desk().page.say(`${longest}a`), "closed")
  assert.equal(desk.page.say(`${longest}a`), "too_long")
})

test("the end: the composer closes, the last numbers are told, words go on being delivered", async () => {
  const desk = await talking("a", "b")
  await desk.hears({ type: "ending", session, reason: "counsellor_ended" })
  assert.deepEqual(desk.sends(), ["finished 2"])
  assert.equal(desk.page.say("c"), "closed")
  await desk.hears({ type: "received", session, stream: desk.stream, number: 1 })
  await desk.hears({ type: "ended", session, reason: "counsellor_ended" })
  await desk.hears({ type: "received", session, stream: desk.stream, number: 2 })
  assert.deepEqual(desk.tells(), [
    "ending counsellor_ended", "delivered 1", "could_not_send 2", "ended counsellor_ended",
  ])
})

test("when all is confirmed the list is empty, and nothing is left unsent", async () => {
  const desk = await talking("a")
  await desk.hears(
    { type: "received", session, stream: desk.stream, number: 1 },
    { type: "ending", session, reason: "visitor_left" },
    { type: "ended", session, reason: "visitor_left" },
  )
  assert.deepEqual(desk.sends(), ["finished"])
  assert.deepEqual(desk.tells(), ["delivered 1", "ending visitor_left", "ended visitor_left"])
})

test("an end restated is answered again, and a greeting without it takes it back", async () => {
  const desk = await talking("a")
  await desk.hears({ type: "ending", session, reason: "visitor_left" })
  await desk.hears({ type: "ending", session, reason: "visitor_left" })
  assert.deepEqual(desk.sends(), ["finished 1", "finished 1"])
  await desk.greeted()
  assert.deepEqual(desk.tells(), ["ending visitor_left", "begun 相談員"])
  assert.equal(desk.page.say("b"), "ok")
})

test("a session that is over or dropped sends, shows and tells nothing", async () => {
  for (const end of ["ended", "closed"]) {
    const desk = await talking("a")
    if (end === "ended") await desk.hears({ type: "ended", session, reason: "visitor_lost" })
    else desk.page.close()
    desk.tells()
    desk.page.lost()
  await desk.greeted(2, member("sora-2"))
    await desk.hears(await desk.opening("s"), await desk.word("s", 1))
    assert.equal(desk.page.say("b"), "closed")
    assert.deepEqual(desk.sends(), [])
    assert.deepEqual(desk.tells(), [])
    assert.equal(desk.clock.next(), null)
  }
})
