// What the visitor's page shows after what it was told: the promises a person feels.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asks, hasPlace, patience, type Event } from "../../web-client/visitor/state"
import { after, from, joined, lost, open, queued, started, states, talking, texts, waiting, welcome, word } from "./support/visitor"
import { history } from "./support/events"

test("nothing is asked for before the person has read what comes and agreed", () => {
  const read = after(open, welcome, { type: "start" })
  assert.equal(read.stage, "consent")
  assert.equal(read.wish, null)
  assert.equal(hasPlace(read), false)
  assert.equal(from(read, { type: "back" }).stage, "first")
})

test("agreeing asks for a place, and the place is a number", () => {
  assert.equal(joined().wish, "join")
  assert.deepEqual([waiting().stage, waiting().place.position, waiting().wish], ["waiting", 3, null])
})

test("a join whose answer was lost is asked again after the next greeting", () => {
  const again = from(joined(), lost, open, welcome)
  assert.equal(asks(again, { type: "welcome" }), "join")
  assert.equal(asks(from(again, queued(1)), { type: "welcome" }), null)
})

test("leaving is asked again wherever the person turns out to stand", () => {
  const leaving = from(waiting(), { type: "leave" }, lost, open, welcome)
  assert.equal(asks(leaving, { type: "welcome" }), null)
  assert.equal(asks(from(leaving, queued(2)), { type: "queued" }), "leave")
  assert.equal(asks(from(leaving, started()), { type: "started" }), "leave")
})

test("an end that was asked for and taken back by a restart is asked again", () => {
  const ending = from(talking(), { type: "leave" }, { type: "ending", session: "1-1", reason: "visitor_left" })
  const resumed = from(ending, lost, open, welcome, started())
  assert.equal(resumed.stage, "talking")
  assert.equal(asks(resumed, { type: "started" }), "leave")
})

test("leaving the line ends on the first page with a sentence", () => {
  const left = from(waiting(), { type: "leave" }, { type: "gone", reason: "visitor_left" })
  assert.deepEqual([left.stage, left.reason, left.wish], ["first", "stopped_waiting", null])
})

test("an old goodbye says nothing to a page that has just been opened", () => {
  const fresh = after(open, welcome, { type: "gone", reason: "visitor_left" })
  assert.deepEqual([fresh.stage, fresh.reason], ["first", null])
})

for (const intake of ["closed", "full", "over", "paused"] as const) {
  test(`intake ${intake} is a screen with a next step, and trying again asks again`, () => {
    const away = from(joined(), { type: "not_queued", intake })
    assert.deepEqual([away.stage, away.intake, away.wish], ["turned_away", intake, null])
    assert.equal(from(away, { type: "again" }).wish, "join")
  })
}

test("a shift that closed before the turn came is told", () => {
  const closed = from(waiting(), { type: "gone", reason: "not_reached" })
  assert.deepEqual([closed.stage, closed.reason], ["first", "not_reached"])
})

test("a session begins with the sentence that a counsellor was found", () => {
  assert.equal(talking().stage, "talking")
  assert.deepEqual(texts(talking()), ["found"])
})

test("the same session greeted again keeps its words and says nothing twice", () => {
  const back = from(talking(), word(1, true), lost, open, welcome, started(), { type: "begun", session: "1-1", alias: "相談員" })
  assert.deepEqual(texts(back), ["found", "1"])
})

test("a reloaded page asks first, and after the tap says what is no longer here", () => {
  const asked = after(open, welcome, { type: "resumable", session: "1-1" })
  assert.equal(asked.stage, "resumable")
  assert.equal(asked.wish, null)
  assert.equal(from(asked, { type: "later" }).stage, "later")
  assert.equal(from(asked, { type: "later" }, lost, open, welcome, { type: "resumable", session: "1-1" }).stage, "later")
  const tapped = from(asked, { type: "resume" }, lost, open, welcome, { type: "resumable", session: "1-1" })
  assert.equal(asks(tapped, { type: "resumable" }), "resume")
  assert.deepEqual(texts(from(tapped, started())), ["former", "resumed"])
})

test("what another page brings of the time before stands above all else, and takes the sentence away", () => {
  const back = from(after(open, welcome, { type: "resumable", session: "1-1" }), { type: "resume" }, started(), word(7, false))
  const said = (number: number, mine: boolean) => ({ stream: mine ? "old" : "them", number, mine, text: `h${number}`, at: 1, state: "delivered" as const, past: true as const })
  const brought = from(back, history("1-1", [said(1, true), said(2, false)], true))
  assert.deepEqual(texts(brought), ["h1", "h2", "resumed", "7"])
  const gone = from(back, history("1-1", [said(1, true)], false))
  assert.deepEqual(texts(gone), ["gone", "h1", "resumed", "7"])
  assert.deepEqual(texts(from(back, history("2-1", [said(1, true)], true))), texts(back), "of another session")
})

test("a word is shown once, however often it is told", () => {
  assert.deepEqual(texts(from(talking(), word(1, false), word(1, false), word(2, false))), ["found", "1", "2"])
})

test("only own words are marked delivered, and only up to the confirmed number", () => {
  const said = from(talking(), word(1, true), word(2, true), word(1, false, "delivered"), word(3, true))
  const state = from(said, { type: "delivered", session: "1-1", stream: "me", upTo: 2 })
  assert.deepEqual(states(state), ["delivered", "delivered", "delivered", "sending"])
})

test("what was not confirmed at the end could not be sent, and delivered words stay delivered", () => {
  const said = from(talking(), word(1, true), word(2, true), { type: "delivered", session: "1-1", stream: "me", upTo: 1 })
  const end = from(said, { type: "could_not_send", session: "1-1", stream: "me", from: 2 }, { type: "ended", session: "1-1", reason: "counsellor_ended" })
  assert.deepEqual(states(end), ["delivered", "could_not_send"])
  assert.deepEqual([end.stage, end.reason], ["ended", "counsellor_ended"])
  assert.deepEqual(from(end, { type: "expired" }).lines, [])
})

test("words of another session are not shown", () => {
  const other: Event = { type: "word", session: "1-9", word: { stream: "x", number: 1, mine: false, text: "x", at: 0, state: "delivered" } }
  assert.deepEqual(texts(from(talking(), other)), ["found"])
})

test("a lost counsellor leads back to the line with its sentence, in whichever order it is told", () => {
  const ended: Event = { type: "ended", session: "1-1", reason: "counsellor_lost" }
  for (const events of [[ended, queued(1)], [queued(1), ended]]) {
    const back = from(talking(), word(1, true), ...events)
    assert.deepEqual([back.stage, back.reason, back.place.position], ["waiting", "counsellor_lost", 1])
    const next = from(back, started("1-2"))
    assert.deepEqual(texts(next), ["found", "1", "unseen", "found"])
    assert.deepEqual(states(next), ["could_not_send"]) // also when nobody could say so before
    assert.equal(next.reason, null)
  }
})

test("the other person's absence is told, and the return once", () => {
  const away = from(talking(), { type: "peer", session: "1-1", here: true }, { type: "peer", session: "1-1", here: false })
  assert.equal(away.peerHere, false)
  const back = from(away, { type: "peer", session: "1-1", here: true })
  assert.deepEqual(texts(back), ["found", "peerBack"])
})

test("a place taken over elsewhere leaves no word on this screen, and one tap asks for it back", () => {
  const elsewhere = from(talking(), word(1, true), { type: "closed", code: 4100 })
  assert.deepEqual([elsewhere.stage, elsewhere.lines], ["elsewhere", []])
  assert.equal(from(elsewhere, { type: "here" }).stage, "first")
})

test("another protocol asks for a reload", () => {
  assert.equal(from(talking(), { type: "closed", code: 4102 }).stage, "reload")
  assert.equal(from(talking(), { type: "closed", code: 4101 }).stage, "reload")
})

test("a server that does not know the place is told honestly, but never while joining", () => {
  assert.deepEqual(from(waiting(), lost, open, welcome, { type: "untold" }).reason, "not_found")
  assert.equal(from(talking(), lost, open, welcome, { type: "untold" }).stage, "ended")
  assert.equal(from(waiting(), lost, open, welcome, queued(3), { type: "untold" }).stage, "waiting")
  assert.equal(from(joined(), { type: "untold" }).stage, "joining")
})

test("a full composer says so until something was delivered or changed", () => {
  const full = from(talking(), word(1, true), { type: "refused", why: "full" })
  assert.equal(full.refused, "full")
  assert.equal(from(full, { type: "delivered", session: "1-1", stream: "me", upTo: 1 }).refused, null)
  assert.equal(from(full, { type: "wrote" }).refused, null)
})

test("the state is never changed in place", () => {
  const before = talking()
  const copy = structuredClone(before)
  from(before, word(1, true), { type: "leave" }, queued(2), { type: "closed", code: 4100 })
  assert.deepEqual(before, copy)
})

test("sessions are to be back first, then places, then who only looks", () => {
  const asked = after(open, welcome, { type: "resumable", session: "1-1" })
  const looking = after(open, welcome, { type: "start" })
  assert.deepEqual([talking(), asked, after(open)].map((state) => patience(state, null)), ["session", "session", "session"])
  assert.deepEqual([joined(), waiting()].map((state) => patience(state, null)), ["line", "line"])
  assert.deepEqual([patience(looking, "pass"), patience(looking, null)], ["line", "looking"])
})
