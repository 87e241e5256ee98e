// What the counsellor's console shows after what it was told.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asks, begin, paneSeen, presence, unread, update, type Event, type State } from "../../web-client/counsellor/state"

const limits = { sealed_characters: 22_400, page_words: 200, page_bytes: 262_144, ping_seconds: 10, silence_seconds: 25 }
const open: Event = { type: "link", link: "open" }
const lost: Event = { type: "link", link: "lost" }
const welcome: Event = { type: "welcome", alias: "相談員", limits }
const line = (taken: number, waiting = 1): Event => ({ type: "line", intake: "open", waiting, longest_wait_seconds: 60, taken })
const started = (session = "1-1"): Event => ({ type: "started", session, alias: "相談者", membership: 1, members: [] })
const ended: Event = { type: "ended", session: "1-1", reason: "counsellor_ended" }
const heard = (number: number): Event => ({
  type: "word",
  session: "1-1",
  word: { stream: "them", number, mine: false, text: `${number}`, at: 0, state: "delivered" },
})

const from = (state: State, ...events: Event[]) => events.reduce((now, event) => update(now, event, 1_000), state)
const ready = () => from(begin, open, welcome, line(4))
const talking = () => from(ready(), { type: "take" }, started())
const texts = (state: State) => state.talks[0]!.lines.map((each) => (each.kind === "word" ? each.text : each.said))

test("taking the next asks with the number last told, and the session answers it", () => {
  const taking = from(ready(), { type: "take" })
  assert.equal(taking.wishes.take, 4)
  const talk = from(taking, started(), line(5))
  assert.equal(talk.wishes.take, null)
  assert.equal(talk.chosen, "1-1")
  assert.deepEqual(texts(talk), ["found"])
})

test("a lost network during the wrap-up leaves the talk ended, and its wrap-up at hand", () => {
  const wrapping = from(talking(), ended, lost, open, welcome, line(5), started(), ended)
  assert.equal(wrapping.talks[0]!.stage, "ended")
  assert.equal(wrapping.talks[0]!.reason, "counsellor_ended")
})

test("a take whose answer was lost is asked again with its first number", () => {
  const taking = from(ready(), { type: "take" }, line(4, 2), lost, open, welcome)
  assert.deepEqual(asks(taking, welcome), [{ type: "take_next", taken: 4 }])
  assert.deepEqual(asks(from(taking, line(5)), welcome), [])
  assert.deepEqual(asks(from(taking, line(0)), welcome), [])
})

test("a take that cannot be is told with its reason, until the next try", () => {
  const refused = from(ready(), { type: "take" }, { type: "not_taken", reason: "nobody_waiting" })
  assert.deepEqual([refused.wishes.take, refused.notTaken], [null, "nobody_waiting"])
  assert.equal(from(refused, { type: "take" }).notTaken, null)
})

test("a reloaded console has its seat again and says what is no longer here", () => {
  const back = from(begin, open, welcome, line(5), started())
  assert.deepEqual(texts(back), ["former"])
  assert.equal(presence(back), "in_session")
})

test("the same session greeted again keeps its words", () => {
  assert.deepEqual(texts(from(talking(), heard(1), lost, open, welcome, line(5), started())), ["found", "1"])
})

test("the end is asked again until it is told, the wrap-up until it is answered", () => {
  const ending = from(talking(), { type: "end", session: "1-1" }, lost, open, welcome, started())
  assert.deepEqual(asks(ending, started()), [{ type: "end", session: "1-1" }])
  const wrapping = from(ending, ended, { type: "wrap_up", session: "1-1" }, lost, open)
  assert.deepEqual(asks(wrapping, welcome), [{ type: "wrapped_up", session: "1-1" }])
  const done = from(wrapping, { type: "wrapped_up", session: "1-1" })
  assert.deepEqual(asks(done, welcome), [])
  assert.deepEqual(asks(done, started()), [])
})

test("the words stay after the end, and leave with the wrap-up", () => {
  const end = from(talking(), heard(1), { type: "ending", session: "1-1", reason: "visitor_left" }, ended)
  assert.deepEqual([end.talks[0]!.stage, end.talks[0]!.reason], ["ended", "counsellor_ended"])
  assert.deepEqual(texts(end), ["found", "1"])
  const done = from(end, { type: "wrapped_up", session: "1-1" })
  assert.deepEqual([done.talks, done.chosen], [[], null])
})

test("the counsellor's state follows from what is held", () => {
  assert.equal(presence(ready()), "available")
  assert.equal(presence(talking()), "in_session")
  assert.equal(presence(from(talking(), ended)), "wrapping_up")
  assert.equal(presence(from(talking(), lost)), "away")
})

test("unread words are counted until they are read; own words are not", () => {
  const mine: Event = { type: "word", session: "1-1", word: { stream: "me", number: 1, mine: true, text: "a", at: 0, state: "sending" } }
  const two = from(talking(), heard(1), heard(2), mine)
  assert.equal(unread(two), 2)
  assert.equal(unread(from(two, { type: "read", session: "1-1" })), 0)
})

test("signed out or opened elsewhere, nothing of a conversation remains", () => {
  for (const code of [4100, 4103, 4104]) {
    const gone = from(talking(), heard(1), { type: "closed", code })
    assert.deepEqual(gone.talks, [])
    assert.equal(gone.stopped, code === 4100 ? "elsewhere" : "signed_out")
  }
  assert.equal(from(talking(), { type: "closed", code: 4102 }).stopped, "reload")
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
