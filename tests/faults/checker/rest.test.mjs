// E: what stands on the screens at the end.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, ordinary } from "./support/evening.mjs"

const screenOf = (stage, page) => stage.lines.find(({ e, p }) => e === "screen" && p === page.person)

test("E: a word that is nowhere any more", () => {
  const { stage, v2 } = ordinary()
  screenOf(stage, v2).lines = screenOf(stage, v2).lines.filter(({ mine }) => !mine)
  assert.equal(broken(stage), "E")
})

test("E: a word that its page took and never showed", () => {
  const { stage } = ordinary(({ stage, second, v2 }) => stage.line(v2, "wrote", { session: second.session, token: "v2-99" }))
  assert.equal(broken(stage), "E")
})

test("E: a word without a state", () => {
  for (const state of [undefined, "gone"]) {
    const { stage, v2 } = ordinary()
    screenOf(stage, v2).lines.find(({ mine }) => mine).state = state
    assert.equal(broken(stage), "E")
  }
})

test("E: both are there, and a word is still being sent", () => {
  const { stage } = ordinary(({ stage, second }) => stage.say(second, "v", "sent"))
  assert.equal(broken(stage), "E")
})

test("E: delivered, and later than five times 30 s after the faults", () => {
  const { stage } = ordinary(({ stage, second, c2, v2 }) => {
    const word = stage.say(second, "v", "sent")
    stage.pass(215)
    stage.line(c2, "arrived", { session: word.session, stream: word.stream, number: word.number, from: v2.load })
    stage.line(c2, "shown", word)
    stage.line(v2, "marked", { ...word, state: "delivered" })
    stage.pass(-215)
  })
  assert.equal(broken(stage), "E")
})

test("a word said just now, on both screens, may still be on its way", () => {
  const { stage, second, v2 } = ordinary()
  stage.now -= 1_000_000
  const word = stage.say(second, "v", "sent")
  screenOf(stage, v2).lines.push({ token: word.token, mine: true, state: "sending" })
  assert.equal(broken(stage), "")
})

test("nothing is promised while the other one is not there, or has lost the network", () => {
  for (const more of [{ here: false }, { linked: false }, { stage: "ended" }]) {
    const { stage, c2 } = ordinary(({ stage, second }) => stage.say(second, "v", "sent"))
    Object.assign(screenOf(stage, c2), more)
    assert.equal(broken(stage), "")
  }
})

test("a page that gave its seat up and took it again begins with an empty conversation", () => {
  const { stage } = ordinary(({ stage, second, v2 }) => {
    const tab = stage.page("v2", "duplicate", v2.pass)
    stage.seat(second, tab)
    stage.line(v2, "closed", { code: 4100 })
    stage.lost(tab)
    stage.line(tab, "page_gone", { how: "left" })
    stage.open(v2)
    stage.seat(second, v2)
    stage.say(second, "v")
  })
  const screen = screenOf(stage, stage.sessions.get("1-2").seats.v)
  screen.lines = screen.lines.filter(({ mine, token }) => !mine || token === "v2-3")
  assert.equal(broken(stage), "")
})
