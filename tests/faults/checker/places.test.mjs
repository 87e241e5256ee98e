// S: what was told and is no more known, and what only looks so.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, ordinary, sentences } from "./support/evening.mjs"

const queued = { position: 1, may_not_be_reached: false }
const welcome = (stage, page, more = {}) => stage.told(page, "welcome", { intake: "open", ...more })

// The same fact, written down after this moment: it was told before it was on disk.
function late(stage, type, record = {}) {
  const at = stage.facts.findIndex((fact) => fact.record.type === type && Object.entries(record).every(([key, value]) => fact.record[key] === value))
  stage.facts[at].at += 5_000
}

test("S: a place was told before it was on disk, and never came there, or later", () => {
  const { stage } = ordinary(({ stage }) => stage.told(stage.page("v4"), "queued", queued))
  assert.deepEqual(sentences(stage), ["S: a place that was told is not in the journal"])
  const again = ordinary().stage
  late(again, "ticket_queued", { ticket: 3 })
  assert.equal(broken(again, ["S"]), "S")
})

test("S: so for a session, its end, its members, and the end of a place", () => {
  const began = ordinary().stage
  late(began, "session_began")
  assert.deepEqual(sentences(began, ["S"]), ["S: the session 1-1 is in the journal only later", "S: the session 1-1 is in the journal only later"])
  const ended = ordinary().stage
  late(ended, "session_ended")
  assert.equal(broken(ended, ["S"]), "S")
  const seat = ordinary(({ stage, first, v1 }) => {
    stage.seat(first, stage.page("v1", "reload", v1.pass))
    stage.facts.pop()
  }).stage
  assert.equal(broken(seat), "S")
  const nowhere = ordinary(({ stage, c1 }) => stage.told(c1, "started", { session: "9-9", membership: 1, members: [] })).stage
  assert.deepEqual(sentences(nowhere), ["S: the session 9-9 was told and is not in the journal"])
  const unknown = ordinary(({ stage }) => stage.told(stage.page("v4"), "gone", { reason: "visitor_left" })).stage
  assert.deepEqual(sentences(unknown), ["S: a page was told that its place is gone, and it is not in the journal"])
  const gone = ordinary(({ stage, three }) => stage.told(three.page, "gone", { reason: "visitor_left" })).stage
  assert.equal(broken(gone, ["S"]), "S")
})

test("S: a session is told to the page of another place", () => {
  const { stage } = ordinary(({ stage, v3 }) => {
    stage.told(v3, "started", { session: "1-2", membership: 1, members: [] })
  })
  assert.deepEqual(sentences(stage, ["S"]), ["S: the session 1-2 is of another place"])
})

// v3's place was told; later its page greets again.
function greeting(change) {
  return ordinary((evening) => {
    const { stage, v3 } = evening
    stage.pass(1).lost(v3).pass(1).open(v3)
    welcome(stage, v3)
    change(evening)
  }).stage
}

test("S: a place is greeted as if unknown", () => {
  const message = "S: a page whose place had been told was greeted as if it had none"
  assert.deepEqual(sentences(greeting(({ stage }) => stage.pass(45))), [message])
  assert.deepEqual(sentences(greeting(({ stage, v3 }) => stage.pass(1).told(v3, "intake", { intake: "full" }))), [message])
  assert.deepEqual(sentences(greeting(({ stage, v3 }) => {
    const other = { ...v3, pass: "another" }
    stage.pass(6).ask(other, "join")
    stage.tickets += 1
    stage.placed({ page: other, ticket: stage.tickets, shift: stage.shift })
    stage.told(other, "queued", queued)
  })), [message])
})

test("S: after the faults 10 s are enough", () => {
  const { stage, v3 } = ordinary()
  stage.lines = stage.lines.filter(({ e }) => e !== "screen")
  stage.now -= 15_000_000
  stage.lost(v3).open(v3)
  welcome(stage, v3)
  stage.pass(11).line(v3, "thawed")
  assert.equal(broken(stage, ["S"]), "S")
})

test("S: a page says that its place is gone, though nobody has ended it", () => {
  const stage = greeting(({ stage, v3 }) => {
    stage.pass(6).line(v3, "not_found", { pass: v3.pass })
    stage.lost(v3)
  })
  assert.deepEqual(sentences(stage), ["S: a page said that its place is gone, and it was not"])
})

test("a page says that its place is gone, and so it is, or the server had been held up", () => {
  const gone = ordinary(({ stage, three, v3 }) => {
    stage.leave(three)
    stage.lines.pop() // told to nobody
    stage.pass(1).lost(v3).open(v3)
    stage.pass(6).line(v3, "not_found", { pass: v3.pass })
  }).stage
  assert.equal(broken(gone), "")
  const heldUp = greeting(({ stage, v3 }) => {
    stage.happens("fault", { what: "server_frozen", milliseconds: 4_000 })
    stage.pass(6).line(v3, "not_found", { pass: v3.pass })
    stage.lost(v3)
  })
  assert.equal(broken(heldUp), "")
})

test("answered in time, or not to be judged", () => {
  const innocent = {
    queued: ({ stage, v3 }) => stage.pass(9).told(v3, "queued", queued),
    paused: ({ stage, v3 }) => stage.told(v3, "line_paused"),
    lost: ({ stage, v3 }) => stage.pass(6).lost(v3),
    left: ({ stage, v3 }) => stage.pass(6).line(v3, "page_gone", { how: "left" }),
    frozen: ({ stage, v3 }) => stage.line(v3, "frozen"),
    disk: ({ stage, v3 }) => {
      stage.happens("fault", { what: "disk_failing", milliseconds: 30_000 })
      stage.pass(41).told(v3, "queued", queued)
    },
  }
  for (const [why, change] of Object.entries(innocent)) {
    assert.equal(broken(greeting((evening) => {
      change(evening)
      evening.stage.pass(60)
    })), "", why)
  }
})

test("a second tab that greeted before the first was told its place knows nothing of it", () => {
  const { stage } = ordinary(({ stage }) => {
    const one = stage.page("v4")
    const tab = stage.page("v4", "duplicate", one.pass)
    stage.queue(one)
    welcome(stage, tab)
    stage.pass(60)
  })
  assert.equal(broken(stage), "")
})

test("a place whose shift was closed meanwhile, and another one opened, is not known any more", () => {
  const { stage } = ordinary(({ stage, three, v3 }) => {
    stage.lost(v3)
    const { at } = stage.fact({ type: "ticket_gone", ticket: three.ticket, reason: "not_reached" })
    Object.assign(three.row, { ended_at: new Date(at).toISOString(), end_reason: "not_reached" })
    stage.count("ended_not_reached")
    stage.pass(5).open(v3)
    welcome(stage, v3)
    stage.pass(60)
  })
  assert.equal(broken(stage), "")
})

test("S: a place that was over is told again, on the same connection, or on a later one of another page", () => {
  const same = ordinary(({ stage, three, v3 }) => {
    stage.leave(three)
    stage.pass(5).told(v3, "queued", queued)
  }).stage
  assert.deepEqual(sentences(same), ["S: a place that was over was told again (queued)"])
  const other = ordinary(({ stage, three, v3 }) => {
    stage.leave(three)
    stage.pass(5).told(stage.page("v3", "duplicate", v3.pass), "parked", { reason: "no_tap" })
  }).stage
  assert.deepEqual(sentences(other), ["S: a place that was over was told again (parked)"])
})

test("S: also when nobody had been told the end", () => {
  const { stage } = ordinary(({ stage, three, v3 }) => {
    stage.leave(three)
    stage.lines.pop()
    stage.pass(5).lost(v3).open(v3).told(v3, "queued", queued)
  })
  assert.equal(broken(stage), "S")
})

test("a frozen tab finds in its buffer what was told before the end", () => {
  const { stage } = ordinary(({ stage, three, v3 }) => {
    const tab = stage.page("v3", "duplicate", v3.pass)
    stage.line(tab, "frozen")
    stage.leave(three)
    stage.line(tab, "thawed")
    stage.told(tab, "queued", queued)
    stage.told(tab, "gone", { reason: "visitor_left" })
  })
  assert.equal(broken(stage), "")
})

test("S: a session that was over goes on", () => {
  const { stage } = ordinary(({ stage, first, v1 }) => {
    stage.end(first, "counsellor_lost", true)
    stage.told(v1, "queued", queued)
    stage.pass(1).told(v1, "resumable", { session: first.session })
    Object.assign(first, stage.begin(first.place, first.seats.c, "1-9"))
  })
  assert.equal(broken(stage), "S")
})

test("S: a session was forgotten and its visitor stands in line", () => {
  const { stage } = ordinary(({ stage, v1 }) => {
    stage.pass(1).lost(v1).pass(1).open(v1)
    welcome(stage, v1)
    stage.told(v1, "queued", queued)
  })
  assert.deepEqual(sentences(stage), ["S: the session 1-1 was forgotten: its visitor stands in line"])
})

test("a tab that was frozen in line thaws when its place has long been in a session on another page", () => {
  const { stage } = ordinary(({ stage, three, v3, c1 }) => {
    stage.line(v3, "frozen")
    const tab = stage.page("v3", "duplicate", v3.pass)
    three.page = tab
    const talk = stage.pass(1).begin(three, c1, "1-7")
    stage.line(v3, "thawed")
    stage.told(v3, "queued", queued)
    stage.pass(1).end(talk, "visitor_left")
  })
  assert.equal(broken(stage), "")
})

test("S: a number of the line is given again while its place is open", () => {
  const { stage } = ordinary(({ stage }) => {
    stage.tickets -= 1
    stage.shift = "first again" // only so that the row has a name of its own
    stage.queue(stage.page("v4"))
  })
  assert.equal(broken(stage, ["S"]), "S")
})

test("a number may come again when its place is over", () => {
  const { stage } = ordinary(({ stage, three }) => {
    stage.leave(three)
    stage.tickets -= 1
    stage.shift = "second"
    stage.queue(stage.page("v4"))
  })
  assert.equal(broken(stage), "")
})
