// X: words that came to a page they were not meant for, and words that only crossed a change.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, ordinary, sentences } from "./support/evening.mjs"

const frame = ({ session, stream, number }) => ({ session, stream, number })

test("X: a word's frame comes to a page of another session", () => {
  const { stage } = ordinary(({ stage, first, v2 }) => {
    const word = stage.say(first, "c")
    stage.line(v2, "arrived", { ...frame(word), from: first.seats.c.load })
  })
  assert.equal(broken(stage), "X")
})

test("X: a word said in one session is shown in another", () => {
  const { stage } = ordinary(({ stage, first, second, v2 }) => {
    const word = stage.say(first, "c")
    stage.line(v2, "shown", { ...word, session: second.session })
  })
  assert.deepEqual(sentences(stage), [`X: c1-2 was shown on ${stage.sessions.get("1-2").seats.v.load}, but nobody said its stream in 1-2`])
})

test("X: a page that lost its seat gets what was sent after the author knew", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    stage.seat(first, stage.page("v1", "duplicate", v1.pass))
    const word = stage.say(first, "c")
    stage.line(v1, "arrived", { ...frame(word), from: first.seats.c.load })
  })
  assert.equal(broken(stage), "X")
})

test("X: a word comes back to its own person", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    const word = stage.say(first, "v")
    stage.line(v1, "arrived", { ...frame(word), from: v1.load })
  })
  assert.equal(broken(stage), "X")
})

test("X: a number that its author never sent", () => {
  const { stage } = ordinary(({ stage, first, c1 }) => {
    const word = stage.say(first, "v")
    stage.line(c1, "arrived", { ...frame(word), number: 9, from: first.seats.v.load })
  })
  assert.equal(broken(stage), "X")
})

test("a page that lost its seat may get what was sent before its author was told", () => {
  const { stage } = ordinary(({ stage, first, v1, c1 }) => {
    const word = stage.say(first, "c", "sent")
    const tab = stage.page("v1", "duplicate", v1.pass)
    stage.seat(first, tab)
    stage.line(v1, "arrived", { ...frame(word), from: c1.load })
    stage.line(v1, "shown", word)
    stage.line(v1, "closed", { code: 4100 })
    stage.send(first, c1, word)
  })
  assert.equal(broken(stage), "")
})

test("a word that crossed: sent to the former page, then to the new one, and only there shown", () => {
  const { stage } = ordinary(({ stage, first, v1, c1 }) => {
    const word = stage.say(first, "c", "sent")
    stage.line(v1, "page_gone", { how: "crash" })
    stage.seat(first, stage.page("v1", "reopen", v1.pass))
    stage.send(first, c1, word)
  })
  assert.equal(broken(stage), "")
})

test("leftovers: a word of an earlier load is sent by the next one under its old name", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    const word = stage.say(first, "v", "sent")
    stage.line(v1, "page_gone", { how: "reload" })
    const next = stage.page("v1", "reload", v1.pass)
    stage.seat(first, next)
    stage.line(next, "said", word)
    stage.send(first, next, word)
    stage.say(first, "v")
  })
  assert.equal(broken(stage), "")
})

test("the line of an arrival may be written a moment before that of the sending", () => {
  const { stage, words } = ordinary()
  const sent = stage.lines.find(({ e, stream, number }) => e === "sent" && stream === words[0].stream && number === words[0].number)
  sent.t += 250
  assert.equal(broken(stage), "")
})

test("a word of a session that has ended may still come to its reader", () => {
  const { stage } = ordinary(({ stage, first, c1 }) => {
    const word = stage.say(first, "v", "sent")
    stage.pass(3)
    stage.line(c1, "arrived", { ...frame(word), from: first.seats.v.load })
    stage.line(c1, "shown", word)
    stage.line(first.seats.v, "marked", { ...word, state: "could_not_send" })
  })
  assert.equal(broken(stage), "")
})
