// L, D, O, H: each broken once, and what looks like it and is innocent.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, judgedCounts, ordinary } from "./support/evening.mjs"

test("an ordinary evening breaks nothing, and every rule has judged something", () => {
  assert.equal(broken(ordinary().stage), "")
  for (const [rule, judged] of judgedCounts(ordinary().stage)) assert.ok(judged > 0, rule)
})

test("L: a word that was marked delivered and shown nowhere", () => {
  const { stage, words } = ordinary()
  stage.lines = stage.lines.filter(({ e, token, number, stream }) => {
    return !(e === "shown" && token === words[0].token) && !(e === "arrived" && number === words[0].number && stream === words[0].stream)
  })
  assert.equal(broken(stage), "L")
})

test("L: two words under one name, of which the reader has shown the other", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    const word = stage.say(first, "v", "confirmed")
    const tab = stage.page("v1", "duplicate", v1.pass)
    stage.lost(v1)
    stage.seat(first, tab)
    const other = { ...word, token: `${v1.person}-77` }
    stage.line(tab, "said", other)
    stage.line(tab, "sent", { session: word.session, stream: word.stream, number: word.number, membership: 2 })
    stage.line(first.seats.c, "arrived", { session: word.session, stream: word.stream, number: word.number, from: tab.load })
    stage.line(tab, "marked", { ...other, state: "delivered" })
  })
  assert.equal(broken(stage), "L")
})

test("L: a word shown only on its own person's other page is not delivered", () => {
  const { stage, words } = ordinary()
  const line = stage.lines.find(({ e, token }) => e === "shown" && token === words[1].token)
  Object.assign(line, { p: "c1", l: stage.sessions.get("1-1").seats.c.load })
  assert.equal(broken(stage, ["L"]), "L")
})

test("L: the last screen counts like a mark", () => {
  const { stage, v2 } = ordinary(({ stage, second }) => stage.say(second, "v", "sent"))
  assert.equal(broken(stage, ["L"]), "")
  const { lines } = stage.lines.find(({ e, p }) => e === "screen" && p === v2.person)
  Object.assign(lines[lines.length - 1], { state: "delivered" })
  assert.equal(broken(stage, ["L"]), "L")
})

test("a word confirmed whose mark was lost, and a word that could not be sent, are fine", () => {
  const { stage } = ordinary(({ stage, first }) => {
    stage.say(first, "v", "confirmed")
    const word = stage.say(first, "c", "sent")
    stage.line(first.seats.c, "marked", { ...word, state: "could_not_send" })
  })
  assert.equal(broken(stage), "")
})

test("a reader who reloads after showing, before the confirmation arrived, is shown the word again", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    const word = stage.say(first, "c", "shown")
    stage.line(v1, "page_gone", { how: "reload" })
    stage.seat(first, stage.page("v1", "reload", v1.pass))
    stage.send(first, first.seats.c, word)
  })
  assert.equal(broken(stage), "")
})

test("the same, and long after: the mark came by the first showing, the second page was sent it before", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    const word = stage.say(first, "c")
    stage.line(v1, "page_gone", { how: "reload" })
    stage.seat(first, stage.page("v1", "reload", v1.pass))
    stage.send(first, first.seats.c, word, "shown")
    stage.pass(200).say(first, "c") // the first word is long settled
    stage.line(first.seats.c, "marked", { ...word, state: "delivered" })
  })
  assert.equal(broken(stage), "")
})

test("D: one word twice on one page", () => {
  const { stage, words } = ordinary()
  const line = stage.lines.find(({ e, token }) => e === "shown" && token === words[2].token)
  stage.lines.push({ ...line, t: line.t + 500_000 })
  assert.equal(broken(stage), "D")
})

test("D: also when another was shown between, and when it had long settled", () => {
  const { stage, words } = ordinary(({ stage, second }) => {
    stage.pass(300).say(second, "v")
    stage.say(second, "v")
  })
  const line = stage.lines.find(({ e, token }) => e === "shown" && token === words[3].token)
  stage.lines.push({ ...line, t: line.t + 310_000_000 })
  assert.equal(broken(stage), "D")
})

test("D: one word twice on the last screen", () => {
  const { stage, c2 } = ordinary()
  const { lines } = stage.lines.find(({ e, p }) => e === "screen" && p === c2.person)
  lines.push(lines.find(({ mine }) => !mine))
  assert.equal(broken(stage, ["D"]), "D")
})

test("L: marked delivered, and never said", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    stage.line(v1, "marked", { session: first.session, stream: "x", number: 9, token: "v1-9", state: "delivered" })
  })
  assert.equal(broken(stage), "L")
})

test("O: two words change places on the last screen", () => {
  const { stage, c2 } = ordinary()
  stage.lines.find(({ e, p }) => e === "screen" && p === c2.person).lines.reverse()
  assert.equal(broken(stage), "O")
})

test("O: two words of one person change places", () => {
  const { stage, words } = ordinary()
  const [one, other] = [words[0], words[2]].map(({ token }) => stage.lines.find((line) => line.e === "shown" && line.token === token))
  const later = other.t + 1_000
  const { stream, number, token } = words[0]
  for (const line of stage.lines) {
    if (line.e === "arrived" && line.stream === stream && line.number === number) line.t = later
    if (line.e === "marked" && line.token === token) line.t = later + 2
  }
  one.t = later + 1
  assert.equal(broken(stage), "O")
})

// A page is gone with a word that nobody was sent; the next one says something else, and then that word.
function lateWord(how) {
  return ordinary(({ stage, second, v2 }) => {
    const lost = stage.say(second, "v", "said")
    stage.line(v2, "page_gone", { how: "crash" })
    const next = stage.page("v2", how, v2.pass)
    stage.seat(second, next)
    stage.say(second, "v")
    stage.line(next, "said", lost)
    stage.send(second, next, lost)
  }).stage
}

test("O: what a page left behind that was gone comes before what was said after it, unless the browser had forgotten it", () => {
  assert.equal(broken(lateWord("reopen"), ["O"]), "O")
  assert.equal(broken(lateWord("rolled_back"), ["O"]), "")
})

// As above, but what was said meanwhile was said in another tab of the same person.
test("O: two tabs have no order between them, though one of them crashed and is opened again", () => {
  const twoTabs = (sameTab) => ordinary(({ stage, second, v2 }) => {
    const tab = stage.page("v2", "duplicate", v2.pass, 2)
    stage.seat(second, tab)
    const lost = stage.say(second, "v", "said")
    stage.line(tab, "page_gone", { how: "crash" })
    const next = stage.page("v2", "reopen", v2.pass, sameTab ? 2 : 1)
    stage.seat(second, next)
    stage.say(second, "v")
    const again = stage.page("v2", "reopen", v2.pass, 2)
    stage.seat(second, again)
    stage.line(again, "said", lost)
    stage.send(second, again, lost)
  }).stage
  assert.equal(broken(twoTabs(false), ["O"]), "")
  assert.equal(broken(twoTabs(true), ["O"]), "O")
})

test("words of two people, and of one person in two sessions, have no order between them", () => {
  const { stage } = ordinary(({ stage, three, c1, second }) => {
    const other = stage.begin(three, c1, "1-3")
    stage.say(other, "c", "sent")
    const late = stage.say(other, "c", "said")
    stage.say(second, "v")
    stage.line(c1, "marked", { ...late, state: "could_not_send" })
  })
  assert.equal(broken(stage), "")
})

test("H: marked before it was shown", () => {
  const { stage, words } = ordinary()
  const line = (e) => stage.lines.find((one) => one.e === e && one.token === words[1].token)
  line("marked").t = line("shown").t - 50
  assert.equal(broken(stage), "H")
})

test("history is innocent when it brings what was shown, in order, once; and not otherwise", () => {
  const evening = (tokens) => ordinary(({ stage, first, v1 }) => {
    const one = stage.say(first, "c", "confirmed")
    const two = stage.say(first, "c", "confirmed")
    const lost = stage.say(first, "c", "sent")
    stage.line(first.seats.c, "marked", { ...lost, state: "could_not_send" })
    const back = stage.page("v1", "reload", v1.pass)
    for (const word of tokens(one, two, lost)) stage.line(back, "history", { ...word, mine: false })
  }).stage
  assert.equal(broken(evening((one, two) => [one, two]), ["L", "D", "O"]), "")
  assert.equal(broken(evening((one, two) => [one, two, two]), ["L", "D", "O"]), "D")
  assert.equal(broken(evening((one, two) => [two, one]), ["L", "D", "O"]), "O")
  assert.equal(broken(evening((one, two, lost) => [one, two, lost]), ["L", "D", "O"]), "L")
  assert.equal(broken(evening((one) => [{ ...one, token: `${one.token.split("-")[0]}-99` }]), ["L", "D", "O"]), "L")
})
