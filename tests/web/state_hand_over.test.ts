// A session that is handed over, as the three screens have it: the one it leaves, the one it comes to, and
// the visitor's.
import assert from "node:assert/strict"
import { test } from "node:test"

import { asked, asks } from "../../web-client/counsellor/asked"
import { handOverSaid } from "../../web-client/counsellor/handing_over"
import type { Event, State } from "../../web-client/counsellor/state"
import type { Member } from "../../web-client/generated/protocol"
import { at, from, heard, lost, open, ready, said, started, talking, texts, welcome } from "./support/console"
import * as visitor from "./support/visitor"
import { history } from "./support/events"

const session = "1-1"
const chosen: Event = { type: "hand_over", session, colleague: 12 }
const askedFor: Event = { type: "hand_over_asked", session, within_seconds: 30, alias: "そら", answers: { topic: "work" }, talking_seconds: 600 }
const handedOver: Event = { type: "handed_over", session }
const over = (reason: "declined" | "lapsed" | "absent" | "withdrawn"): Event => ({ type: "hand_over_over", session, reason })
const seat: Member = { load: "umi", seat: "counsellor", present: true, unseen_seconds: 0, holder: 2 }
const accepted = () => from(ready(), askedFor, { type: "accept_hand_over", session })
const tells = (state: State, now = 1_000) => handOverSaid(state.handingOver, now)

test("whom it could go to is asked for, shown for that session, and put away again", () => {
  const choosing = from(talking(), { type: "ask_colleagues", session })
  assert.deepEqual(asked(choosing, { type: "ask_colleagues", session }), [{ type: "ask_colleagues" }])
  assert.deepEqual([choosing.handingOver.choosing, choosing.handingOver.colleagues], [session, null])
  const told = from(choosing, { type: "colleagues", colleagues: [{ staff: 12, alias: "うみ" }] })
  assert.deepEqual(told.handingOver.colleagues, [{ staff: 12, alias: "うみ" }])
  assert.equal(from(told, { type: "stay", session }).handingOver.choosing, null)
})

test("what was asked of a colleague is asked again after a greeting, until it is answered", () => {
  const asking = from(talking(), chosen)
  assert.deepEqual(asks(from(asking, lost, open, welcome(session), started()), { type: "started", session }), [chosen])
  for (const answer of [over("declined"), handedOver]) assert.deepEqual(asks(from(asking, answer), { type: "started", session }), [])
  assert.deepEqual(asks(from(asking, lost, open, welcome()), { type: "started", session }), [], "it is not held any more")
})

test("a refusal leaves the session where it is, and is said for a while", () => {
  const stays = from(talking(), heard(1), chosen, over("declined"))
  assert.deepEqual([stays.talks.length, tells(stays), tells(stays, 40_000)], [1, "declined", null])
})

test("handed over, the words leave this screen at once", () => {
  const gone = from(talking(), heard(1), said(1), chosen, handedOver)
  assert.deepEqual([gone.talks, gone.chosen, tells(gone)], [[], null, "done"])
})

test("a colleague's session is asked for, and goes with the connection or the colleague's wish", () => {
  const offered = from(ready(), askedFor)
  assert.equal(offered.handingOver.asked?.ends, 31_000)
  assert.equal(from(offered, lost).handingOver.asked, null)
  const withdrawn = from(offered, over("withdrawn"))
  assert.deepEqual([withdrawn.handingOver.asked, tells(withdrawn)], [null, "withdrawn"])
  const declined = from(offered, { type: "decline_hand_over", session }, over("declined"))
  assert.deepEqual([declined.handingOver.asked, tells(declined)], [null, null], "one's own no needs no words")
})

test("agreed, it is asked again after a greeting, and begins with a sentence", () => {
  assert.deepEqual(asks(from(accepted(), lost, open, welcome()), { type: "welcome" }), [{ type: "accept_hand_over", session }])
  const taken = from(accepted(), started(session, { members: [seat] }))
  assert.deepEqual(texts(taken), ["awaited", "takenOver"])
  assert.deepEqual([taken.chosen, taken.wishes.takeOver, taken.handingOver.asked, taken.talks[0]!.former], [session, null, null, false])
})

test("agreed too late, it is said that nothing came of it", () => {
  const late = from(accepted(), over("withdrawn"))
  assert.deepEqual([late.wishes.takeOver, tells(late)], [null, "withdrawn"])
})

test("what the visitor lets one see stands above, and the counsellor before is named", () => {
  const word = (number: number, mine: boolean) => ({ stream: "s", number, mine, text: `${number}`, at: 1, state: "delivered" as const, past: true as const })
  const taken = from(accepted(), started(session, { members: [seat] }))
  const whole = from(taken, history(session, [word(1, false), { ...word(2, true), former: true as const }, word(3, true)], true))
  assert.deepEqual(texts(whole), ["1", "2", "3", "takenOver"])
  assert.deepEqual(whole.talks[0]!.lines.map((line) => (line.kind === "word" ? line.who : null)), [undefined, "前の相談員", undefined, null])
  assert.deepEqual(texts(from(taken, history(session, [], false))), ["notShown", "takenOver"])
})

test("a console that is opened anew says that it waits for the visitor's page", () => {
  const back = at(1_000, from(ready(), lost, open, welcome(session)), started(session, { members: [seat] }))
  assert.deepEqual(texts(back), ["awaited"])
})

const next = { ...visitor.started(), alias: "うみ" }

test("the visitor reads that the counsellor has changed, and earlier words keep their name", () => {
  const before = visitor.from(visitor.talking(), visitor.word(1, false))
  const after = visitor.from(before, next, { type: "next_counsellor", session }, visitor.word(2, false))
  assert.equal(visitor.texts(after).slice(-2)[0], "handedOver")
  assert.deepEqual(after.lines.flatMap((line) => (line.kind === "word" ? [line.who] : [])), ["相談員", "うみ"])
  assert.equal(after.alias, "うみ")
})

test("the visitor is asked, answers once, and is not asked when the session ends first", () => {
  const wanted = visitor.from(visitor.talking(), { type: "history_wanted", session, wanted: true })
  assert.equal(wanted.historyWanted, true)
  for (const gives of [true, false]) assert.equal(visitor.from(wanted, { type: "decide", gives }).historyWanted, false)
  assert.equal(visitor.from(wanted, { type: "history_wanted", session, wanted: false }).historyWanted, false)
})

test("what could not be sent to the one before stays so, however far the next one's confirmations reach", () => {
  const word = { type: "word", session, word: { stream: "me", number: 1, mine: true, text: "a", at: 0, state: "sending" } } as const
  const lostWord = visitor.from(visitor.talking(), word, { type: "could_not_send", session, stream: "me", from: 1 })
  const later = visitor.from(lostWord, { ...word, word: { ...word.word, number: 2 } }, { type: "delivered", session, stream: "me", upTo: 2 })
  assert.deepEqual(visitor.states(later), ["could_not_send", "delivered"])
})
