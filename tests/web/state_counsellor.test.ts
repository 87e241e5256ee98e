// What the counsellor's console shows after what it was told.
import assert from "node:assert/strict"
import { test } from "node:test"

import { begin, paneSeen, presence, takeRefusal, unread, type Event, type State } from "../../web-client/counsellor/state"
import { about, from, heard, line, lost, open, own, ready, said, started, talking, texts, welcome } from "./support/console"
import { history } from "./support/events"

const ended: Event = { type: "ended", session: "1-1", reason: "counsellor_ended" }

test("taking the next asks with the number last told, and the session answers it", () => {
  const taking = from(ready(), { type: "take" })
  assert.equal(taking.wishes.take, 4)
  const talk = from(taking, started(), line(5))
  assert.equal(talk.wishes.take, null)
  assert.equal(talk.chosen, "1-1")
  assert.deepEqual(texts(talk), ["found"])
})

test("a lost network during the wrap-up leaves the talk ended, and its wrap-up at hand", () => {
  const wrapping = from(talking(), ended, lost, open, welcome("1-1"), line(5), started(), ended)
  assert.equal(wrapping.talks[0]!.stage, "ended")
  assert.equal(wrapping.talks[0]!.reason, "counsellor_ended")
})

test("a take that cannot be is told with its reason, until the next try", () => {
  const refused = from(ready(), { type: "take" }, { type: "not_taken", reason: "nobody_waiting" })
  assert.deepEqual([refused.wishes.take, refused.notTaken], [null, "nobody_waiting"])
  assert.equal(from(refused, { type: "take" }).notTaken, null)
})

test("why nobody can be taken is known before asking, in the order of the desk's refusals", () => {
  const returning = { ...line(4), returning: true }
  assert.equal(takeRefusal(ready(), 1_000), null)
  assert.equal(takeRefusal(from(ready(), line(4, 0)), 1_000), "nobody_waiting")
  assert.equal(takeRefusal(from(ready(), returning), 1_000), "returning")
  assert.equal(takeRefusal(from(talking(), returning), 1_000), "no_capacity")
  assert.equal(takeRefusal(from(talking(), own("available", { sessions_at_once: 2 })), 1_000), null)
  const pausing = from(talking(), own("on_break", { pause_seconds: 600 }))
  assert.equal(takeRefusal(pausing, 1_000), "pausing")
  assert.equal(takeRefusal(from(pausing, ended, { type: "wrapped_up", session: "1-1" }), 601_000), null)
})

test("a reloaded console has its seat again and says what is no longer here", () => {
  const back = from(begin, open, welcome("1-1"), own("available", { presence: "in_session" }), line(5), started())
  assert.deepEqual(texts(back), ["former"])
  assert.equal(presence(back), "in_session")
})

test("what was said before a reload comes back, and with it that the visitor has spoken", () => {
  const back = from(begin, open, welcome("1-1"), own("available", { presence: "in_session" }), line(5), started())
  const word = { stream: "hana", number: 1, mine: false, text: "h1", at: 1, state: "delivered" as const, past: true as const }
  const brought = from(back, history("1-1", [word], true))
  assert.deepEqual([texts(brought), brought.talks[0]!.spoken, brought.talks[0]!.unread], [["h1"], true, 0])
  assert.deepEqual(texts(from(back, history("1-1", [], false))), ["gone"])
})

test("a visitor's page that is back after a while waits for the counsellor, until it has it or the end comes", () => {
  const wanted = from(talking(), { type: "history_wanted", session: "1-1", wanted: true })
  assert.equal(wanted.talks[0]!.historyWanted, true)
  assert.equal(from(wanted, { type: "history_wanted", session: "1-1", wanted: false }).talks[0]!.historyWanted, false)
  assert.equal(from(wanted, ended).talks[0]!.historyWanted, false)
})

test("the same session greeted again keeps its words", () => {
  assert.deepEqual(texts(from(talking(), heard(1), lost, open, welcome("1-1"), line(5), started())), ["found", "1"])
})

test("what the welcome does not list is over here, with all that was asked for it", () => {
  const asked = from(talking(), started("1-2"), { type: "end", session: "1-1" }, { type: "wrap_up", session: "1-1", heavy: true }, lost, open)
  const back = from(asked, welcome("1-2"))
  assert.deepEqual(back.talks.map(({ session }) => session), ["1-2"])
  assert.equal(back.chosen, "1-2")
  assert.deepEqual([back.wishes.end.size, back.wishes.wrapUp.size], [0, 0])
  assert.deepEqual(from(back, welcome()).chosen, null)
})

test("the words stay after the end, and leave with the wrap-up", () => {
  const end = from(talking(), heard(1), { type: "ending", session: "1-1", reason: "visitor_left" }, ended)
  assert.deepEqual([end.talks[0]!.stage, end.talks[0]!.reason], ["ended", "counsellor_ended"])
  assert.deepEqual(texts(end), ["found", "1"])
  const done = from(end, { type: "wrapped_up", session: "1-1" })
  assert.deepEqual([done.talks, done.chosen], [[], null])
})

test("the own state is the one that was told; without a connection it is away, and at first a break", () => {
  assert.equal(presence(from(begin, open)), "on_break")
  assert.equal(presence(from(ready(), own("available", { presence: "offered" }))), "offered")
  assert.equal(presence(from(ready(), own("available"), lost)), "away")
})

test("unread words are counted until they are read, in all sessions; own words are not", () => {
  const three = from(talking(), started("1-2"), heard(1), heard(2), heard(1, "1-2"), said(1))
  assert.equal(unread(three), 3)
  assert.equal(unread(from(three, { type: "read", session: "1-1" })), 1)
  assert.equal(unread(from(three, { type: "choose", session: "1-2" })), 2)
})

test("signed out or opened elsewhere, nothing of a conversation remains", () => {
  for (const code of [4100, 4103, 4104]) {
    const gone = from(talking(), heard(1), { type: "closed", code })
    assert.deepEqual(gone.talks, [])
    assert.equal(gone.stopped, code === 4100 ? "elsewhere" : "signed_out")
  }
  assert.equal(from(talking(), { type: "closed", code: 4102 }).stopped, "reload")
})

test("what was answered before the chat belongs to its session", () => {
  const told = from(talking(), started("1-2"), about("1-2", { answers: { danger: true, topic: "work" }, broken_off: true }))
  assert.deepEqual(told.talks.map((talk) => talk.about?.answers.danger), [undefined, true])
})

test("where one pane fits, it is the one that was asked for: a session that begins, is chosen or is over moves it", () => {
  const seen = (state: State) => (["mine", "talk", "about"] as const).filter((pane) => paneSeen(state, pane, true))
  assert.deepEqual(seen(ready()), ["mine"])
  assert.deepEqual(seen(talking()), ["talk"])
  const memo = from(talking(), { type: "pane", pane: "about" })
  assert.deepEqual(seen(memo), ["about"])
  assert.deepEqual(seen(from(memo, { type: "choose", session: "1-1" })), ["talk"])
  assert.deepEqual(seen(from(memo, ended, { type: "wrapped_up", session: "1-1" })), ["mine"])
  assert.ok((["mine", "talk", "about"] as const).every((pane) => paneSeen(memo, pane, false)))
})
