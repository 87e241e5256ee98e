// T: rows that are not what happened, and happenings that look as if.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, ordinary, sentences } from "./support/evening.mjs"

const rowOf = (stage, at = 0) => stage.rows.ticket[at]

test("T: a row is missing, or there once more under another name", () => {
  const missing = ordinary().stage
  missing.rows.ticket.pop()
  assert.equal(broken(missing), "T")
  const doubled = ordinary().stage
  doubled.rows.ticket.push({ ...rowOf(doubled), ticket: "00000000-0000-4000-8000-000000000000" })
  assert.equal(broken(doubled), "T")
})

test("T: a place that no page asked for", () => {
  const { stage, three } = ordinary()
  stage.lines = stage.lines.filter(({ p, e }) => p !== three.page.person || e === "page" || e === "link")
  assert.deepEqual(sentences(stage), ["T: no page asked for the place 3"])
})

test("T: each thing that a row says is looked at", () => {
  const changes = {
    end_reason: "visitor_left", sessions: 2, talked: 1, broken_off: 1, no_shows: 1, visitor_words: 1, counsellor_words: 9,
    moved_up: "danger", heavy: true, account: 2, shift: "00000000-0000-4000-8000-000000000000", topic: null, age_band: "from_20",
    gender: "man", area: "elsewhere", danger: false, opened_at: "2025-11-24T00:00:00+00:00", consented_at: "2025-11-24T00:00:00+00:00",
    queued_at: "2025-11-24T00:00:00+00:00", accepted_at: null, engaged_at: "2025-11-24T00:00:00+00:00", ended_at: null,
    pre_chat_at: null, offered_at: null, wrapped_up_at: null,
  }
  for (const [name, value] of Object.entries(changes)) {
    const { stage } = ordinary()
    assert.notEqual(rowOf(stage)[name], value, name)
    rowOf(stage)[name] = value
    const found = sentences(stage)
    assert.equal(found.length, 1, name)
    assert.match(found[0], new RegExp(`^T: ${name} of the place 1 is not`))
  }
})

test("T: a counter that counted twice, and one that did not count", () => {
  for (const step of ["queued", "offered", "accepted", "ended_counsellor_ended"]) {
    for (const count of [-1, 1]) {
      const { stage } = ordinary()
      stage.count(step, count)
      assert.equal(broken(stage), "T", step)
    }
  }
  const { stage } = ordinary(({ stage }) => stage.fact({ type: "counted", step: "opened", count: 3 }))
  assert.equal(broken(stage), "T")
  stage.count("opened", 3)
  assert.equal(broken(stage), "")
})

test("T: more words are counted than were shown, or fewer than were marked", () => {
  for (const change of [-1, 1]) {
    const { stage } = ordinary()
    stage.facts.find(({ record }) => record.type === "session_ended").record.visitor_words += change
    rowOf(stage).visitor_words += change
    assert.equal(broken(stage), "T")
  }
})

test("after a killed server fewer may be counted, and not more", () => {
  for (const [count, found] of [[0, ""], [1, ""], [3, "T"]]) {
    const { stage } = ordinary(({ stage }) => stage.happens("server_killed"))
    stage.facts.find(({ record }) => record.type === "session_ended").record.visitor_words = count
    rowOf(stage).visitor_words = count
    assert.equal(broken(stage), found, count)
  }
})

test("T: a page was told another end than the row says", () => {
  const { stage } = ordinary()
  for (const { e, m } of stage.lines) if (e === "told" && m.type === "ended") m.reason = "visitor_left"
  assert.equal(broken(stage), "T")
})

test("T: a counsellor's page was told another end of the session", () => {
  const { stage } = ordinary()
  for (const { e, p, m } of stage.lines) if (e === "told" && m.type === "ended" && p === "c1") m.reason = "visitor_left"
  assert.deepEqual(sentences(stage), ["T: the session 1-1 ended as counsellor_ended, and a page was told visitor_left"])
})

test("T: the steps of a place are not one after the other", () => {
  const { stage } = ordinary()
  const queued = stage.facts.find(({ record }) => record.type === "ticket_queued")
  queued.record.consented_seconds_ago = 3
  rowOf(stage).consented_at = new Date(queued.at - 3000).toISOString()
  assert.deepEqual(sentences(stage), ["T: the steps of the place 1 are not one after the other"])
})

test("T: a page was told an end and the place has none", () => {
  const { stage } = ordinary(({ stage, second }) => {
    for (const page of Object.values(second.seats)) stage.told(page, "ended", { session: second.session, reason: "visitor_left" })
  })
  assert.equal(broken(stage, ["T"]), "T")
})

test("T: a session began twice", () => {
  const { stage } = ordinary()
  stage.fact(stage.facts.find(({ record }) => record.type === "session_began").record)
  assert.equal(broken(stage, ["T"]), "T")
})

test("T: one pass has two places", () => {
  const { stage } = ordinary(({ stage, three }) => {
    stage.tickets += 1
    stage.placed({ ...three, ticket: stage.tickets })
  })
  assert.deepEqual(sentences(stage), ["T: one pass has the places 3 and 4"])
})

test("in a later shift the same pass may be another place", () => {
  const { stage } = ordinary(({ stage, three }) => {
    stage.pass(30).leave(three)
    stage.shift = "second"
    stage.pass(5).lost(three.page).open(three.page)
    stage.queue(three.page)
  })
  assert.equal(broken(stage), "")
})

test("a place that was asked for and never told", () => {
  const { stage } = ordinary(({ stage }) => {
    const page = stage.page("v4")
    stage.ask(page, "join")
    stage.tickets += 1
    stage.placed({ page, ticket: stage.tickets, shift: stage.shift })
  })
  assert.equal(broken(stage), "")
})

test("a counsellor is lost: the place goes on, and its row with it", () => {
  const { stage } = ordinary(({ stage, first, one, c2 }) => {
    stage.end(first, "counsellor_lost", true)
    stage.told(one.page, "queued", { position: 1, may_not_be_reached: false })
    Object.assign(first, stage.pass(2).begin(one, c2, "1-4"))
    stage.say(first, "v")
  })
  assert.equal(broken(stage), "")
})

test("a counsellor is lost and the shift is closed: the page hears of both", () => {
  const { stage } = ordinary(({ stage, three, c2 }) => {
    const talk = stage.begin(three, c2, "1-5")
    stage.end(talk, "counsellor_lost")
    stage.told(three.page, "gone", { reason: "not_reached" })
  })
  assert.equal(broken(stage), "")
})

test("nobody wrote: the place is put back, parked until a tap, and left", () => {
  const { stage } = ordinary(({ stage, three, c2 }) => {
    const talk = stage.begin(three, c2, "1-5")
    stage.pass(120).end(talk, "no_show", true)
    stage.told(three.page, "parked", { reason: "no_show" })
    stage.pass(9).leave(three)
  })
  assert.equal(broken(stage), "")
})
