// What the supervisor's page shows after what it was told.
import assert from "node:assert/strict"
import { test } from "node:test"

import type { Intake, Overview, Today } from "../../web-client/generated/protocol"
import { actsNow, begin, closesIn, endsShown, longestNow, nothingYet, secondsNow, staffMissing, turnedAway, update, withinMinutes } from "../../web-client/supervisor/state"

const overview = (intake: Intake): Overview => ({
  type: "overview", intake, waiting: 2, waiting_away: 1, parked: 0, longest_wait_seconds: 90, talking: 1, free: 0,
  signed_in: 1, needed: 2, returning: false, staff: [], line: [],
})

const noCase: Today = {
  day: "2026-11-23", purpose: "real", opened: 0, consented: 0, pre_chat: 0, queued: 0, offered: 0, accepted: 0, engaged: 0, abandoned: 0, broken_off: 0,
  turned_away_closed: 0, turned_away_over: 0, turned_away_full: 0, turned_away_paused: 0, ended: [],
}

test("seconds go on between two overviews, and never back", () => {
  const state = update(begin, overview("open"), 10_000)
  assert.equal(secondsNow(state, 90, 10_000), 90)
  assert.equal(secondsNow(state, 90, 15_900), 95)
  assert.equal(secondsNow(state, 90, 9_000), 90)
})

test("only acts that make sense now are offered, and intake can be taken up again", () => {
  assert.deepEqual(actsNow(overview("closed")), ["open_shift"])
  assert.deepEqual(actsNow(overview("over")), ["open_shift", "close_shift"])
  assert.deepEqual(actsNow(overview("open")), ["stop_intake", "close_shift"])
  assert.deepEqual(actsNow(overview("full")), ["stop_intake", "close_shift"])
  assert.deepEqual(actsNow(overview("paused")), ["stop_intake", "close_shift"])
})

test("the longest wait goes on while somebody waits, and is nothing when nobody does", () => {
  const state = update(begin, overview("open"), 0)
  assert.equal(longestNow(state, 30_000), 120)
  assert.equal(longestNow(update(state, { ...overview("open"), waiting: 0 }, 0), 30_000), 0)
  assert.equal(longestNow(begin, 30_000), 0)
})

test("the time to closing passes by itself, ends at nothing, and may be absent", () => {
  const state = update(begin, { ...overview("open"), closes_in_seconds: 60 }, 0)
  assert.deepEqual([0, 20_000, 90_000].map((now) => closesIn(state, now)), [60, 40, 0])
  assert.equal(closesIn(update(begin, overview("open"), 0), 0), null)
})

test("all alarms come at once; an empty list ends them", () => {
  const state = update(begin, { type: "alarms", alarms: [{ kind: "disk_away" }, { kind: "offers_lapsed", alias: "そら" }] }, 0)
  assert.deepEqual(state.alarms.map(({ kind }) => kind), ["disk_away", "offers_lapsed"])
  assert.deepEqual(update(state, { type: "alarms", alarms: [] }, 0).alarms, [])
})

test("why the desk was not opened stands until somebody signs in or it opens", () => {
  const refused = update(update(begin, overview("closed"), 0), { type: "not_opened", staff: 1, counsellors: 0, needed: 2 }, 1)
  assert.equal(refused.notOpened?.counsellors, 0)
  assert.equal(update(refused, overview("closed"), 2).notOpened, refused.notOpened)
  assert.equal(update(refused, { ...overview("closed"), signed_in: 2 }, 2).notOpened, null)
  assert.equal(update(refused, overview("open"), 2).notOpened, null)
})

test("how many still have to sign in", () => {
  assert.equal(staffMissing(overview("closed")), 1)
  assert.equal(staffMissing({ ...overview("closed"), signed_in: 3 }), 0)
})

test("a lost connection keeps the numbers and is told beside them", () => {
  const state = update(update(begin, overview("open"), 0), { type: "link", link: "lost" }, 1)
  assert.equal(state.overview?.waiting, 2)
  assert.equal(state.link, "lost")
})

test("signed out, nothing remains; another protocol asks for a reload", () => {
  const state = update(begin, overview("open"), 0)
  const counted = update(state, { type: "counted", today: noCase }, 1)
  assert.deepEqual(update(counted, { type: "closed", code: 4103 }, 1), { ...begin, stopped: "signed_out" })
  assert.deepEqual(update(counted, { type: "start" }, 1), begin)
  assert.equal(update(state, { type: "closed", code: 4102 }, 1).stopped, "reload")
})

test("the day's figures say when they were counted", () => {
  const state = update(begin, { type: "counted", today: { ...noCase, queued: 3 } }, 5_000)
  assert.deepEqual([state.today?.queued, state.countedAt, state.databaseAway], [3, 5_000, false])
})

test("a database that is away is told, the last figures stay, and its return takes the sentence back", () => {
  const counted = update(begin, { type: "counted", today: { ...noCase, queued: 3 } }, 5_000)
  const away = update(counted, { type: "not_counted", why: "database_away" }, 35_000)
  assert.deepEqual([away.today?.queued, away.countedAt, away.databaseAway], [3, 5_000, true])
  assert.equal(update(away, { type: "counted", today: noCase }, 65_000).databaseAway, false)
  assert.equal(update(begin, { type: "not_counted", why: "database_away" }, 1).today, null)
})

test("a server that is busy for a moment says nothing about the database", () => {
  assert.equal(update(begin, { type: "not_counted", why: "slow_down" }, 1), begin)
})

test("a day without a case is empty; each kind of case fills it, and pages that were only opened do not", () => {
  assert.ok(nothingYet(noCase))
  assert.ok(nothingYet({ ...noCase, opened: 9 }))
  for (const kind of ["consented", "pre_chat", "queued", "offered", "accepted", "engaged", "abandoned", "broken_off", "turned_away_closed", "turned_away_over", "turned_away_full", "turned_away_paused"]) {
    assert.ok(!nothingYet({ ...noCase, [kind]: 1 }), kind)
  }
  assert.ok(!nothingYet({ ...noCase, ended: [{ reason: "visitor_left", count: 1 }] }))
})

test("who was turned away is counted together, whatever the reason", () => {
  assert.equal(turnedAway({ ...noCase, turned_away_closed: 1, turned_away_over: 2, turned_away_full: 4, turned_away_paused: 8 }), 15)
})

test("ends keep their order, and only those that occurred are shown", () => {
  const ended: Today["ended"] = [{ reason: "not_reached", count: 1 }, { reason: "visitor_left", count: 0 }, { reason: "counsellor_ended", count: 2 }]
  assert.deepEqual(endsShown({ ...noCase, ended }), [{ reason: "counsellor_ended", count: 2 }, { reason: "not_reached", count: 1 }])
})

test("a wait is told in whole minutes that are certainly enough", () => {
  assert.deepEqual([0, 59, 60, 61, 119, 600].map(withinMinutes), [1, 1, 2, 2, 2, 11])
})
