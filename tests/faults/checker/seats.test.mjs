// S, for counsellors: seats that were forgotten, and sessions that are over and restated.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, ordinary, sentences } from "./support/evening.mjs"

// c1 comes back after its first talk has ended, whose record is not written.
function returning(change) {
  return ordinary((evening) => {
    const { stage, three, c1 } = evening
    const talk = stage.begin(three, c1, "1-7")
    stage.pass(1).end(talk, "visitor_left")
    stage.pass(1).lost(c1).pass(1).open(c1)
    change({ ...evening, talk })
  }).stage
}

const welcome = (stage, page, sessions) => stage.told(page, "welcome", { alias: "相談員", sessions, most_sessions: 3 })
const started = { membership: 1, members: [] }

test("a session that is over is restated with its end, until its record is written", () => {
  const stage = returning(({ stage, c1, talk }) => {
    welcome(stage, c1, ["1-1", talk.session])
    stage.tellMembers(stage.sessions.get("1-1"), "started", [c1])
    stage.told(c1, "about", { session: "1-1" })
    stage.tellMembers(talk, "started", [c1])
    stage.told(c1, "about", { session: talk.session })
    stage.told(c1, "ended", { session: talk.session, reason: "visitor_left" })
    stage.wrapUp(talk)
    stage.lost(c1).open(c1)
    welcome(stage, c1, ["1-1"])
  })
  assert.equal(broken(stage), "")
})

test("S: a session that was over goes on at the counsellor's", () => {
  const stage = returning(({ stage, c1, talk }) => {
    welcome(stage, c1, ["1-1", talk.session])
    stage.told(c1, "started", { session: talk.session, ...started })
    stage.told(c1, "peer_away", { session: talk.session })
  })
  assert.deepEqual(sentences(stage), ["S: the session 1-7 was over and goes on"])
})

test("S: a seat is forgotten", () => {
  const stage = returning(({ stage, c1, talk }) => welcome(stage, c1, [talk.session]))
  assert.deepEqual(sentences(stage), ["S: the counsellor's seat in 1-1 was forgotten"])
})

test("another device that had begun to greet before knows nothing of a new seat", () => {
  const { stage } = ordinary(({ stage, three }) => {
    const device = stage.page("c2", "device")
    const talk = stage.begin(three, stage.sessions.get("1-2").seats.c, "1-7")
    welcome(stage, device, ["1-2"])
    stage.pass(1).end(talk, "visitor_left")
  })
  assert.equal(broken(stage), "")
})
